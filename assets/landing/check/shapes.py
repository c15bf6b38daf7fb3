"""What the values of a column look like, told by a word; no value ever leaves this module."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assets.landing.places import tidy
from assets.registry.tables import load_fields

SHAPES = {
    "ID number": re.compile(r"\d{17}[\dX]|\d{15}"),
    "phone": re.compile(r"(?:\+?86)?1\d{10}|0\d{2,3}-?\d{7,8}"),
    "date": re.compile(
        r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-3]\d)?|(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月]\d{0,2}日?)?(?:T?\d\d:\d\d.*)?"
    ),
    "region code": re.compile(r"[1-6]\d(?:\d{4}|\d{7}|\d{10})"),
    "number": re.compile(r"\d+(?:\.\d+)?"),
    "short Chinese text": re.compile(r"[\u3400-\u9fff·]{2,4}"),
}
OTHER, EMPTY = "text", "empty"
SPECIFIC = ("ID number", "phone", "date", "region code")
ENOUGH = 0.8  # of the filled cells, for a column to look like something
PLACE_NAMES = ("village_name", "township_name", "grid_name", "unit_name")


def shape_of(values: Iterable[str]) -> str:
    """The shape that most filled values have: one of SHAPES, `text` or `empty`."""
    filled = [text for text in map(tidy, values) if text]
    if not filled:
        return EMPTY
    found = Counter(map(_shape, filled))
    shape, count = min(found.items(), key=lambda item: (-item[1], item[0]))
    return shape if count >= ENOUGH * len(filled) else OTHER


def expected_shape(column: str) -> str | None:
    """The shape that the values of a canonical column have; None where it says nothing of them."""
    field = load_fields().get(column)
    if column.endswith("id_number"):
        return "ID number"
    if column.endswith("phone"):
        return "phone"
    if (field and field.type == "DATE") or column.endswith(("date", "_on", "since", "_month")):
        return "date"
    if column.endswith(("region", "grid")):
        return "region code"
    return "short Chinese text" if column.endswith("name") and column not in PLACE_NAMES else None


def _shape(text: str) -> str:
    return next((name for name, pattern in SHAPES.items() if pattern.fullmatch(text.upper())), OTHER)
