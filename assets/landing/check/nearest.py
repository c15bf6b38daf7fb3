"""Unknown headers and the columns they may stand for: by their wording, and by what their values look like."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assets.landing.check.shapes import EMPTY, SPECIFIC, expected_shape
from assets.landing.sheets.mapping import Label
from assets.registry.headers import normalise
from assets.registry.labels import label_zh
from assets.registry.sources import Layout

SHOWN = 3
WORTH_TELLING = 0.4
CONFIDENT = 0.6  # from here on a header is proposed for a column
SAME_SHAPE, OTHER_SHAPE, REQUIRED, SAYS_ITSELF = 0.3, -0.4, 0.1, 0.3
TELLING = {"id_number": "ID number", "phone": "phone"}  # whatever such values are called, they are these


@dataclass(frozen=True)
class Near:
    """A column that a header may stand for; `score` grows with likeness, 1 is the same wording."""

    column: str
    score: float


def nearest(label: Label, shape: str, layout: Layout) -> list[Near]:
    """The columns of a layout that a header may stand for, the likeliest first."""
    near = [Near(column, _score(label, shape, layout, column)) for column in layout.columns]
    return sorted((n for n in near if n.score >= WORTH_TELLING), key=lambda n: (-n.score, n.column))


def propose(unknown: Mapping[int, list[Near]], taken: Iterable[str]) -> dict[int, Near]:
    """Place of an unknown header -> the free column proposed for it; a column is given once, to the likeliest."""
    pairs = [(near, place) for place, found in unknown.items() for near in found if near.score >= CONFIDENT]
    given, used = {}, set(taken)
    for near, place in sorted(pairs, key=lambda p: (-p[0].score, p[1], p[0].column)):
        if place not in given and near.column not in used:
            given[place] = near
            used.add(near.column)
    return given


def likeness(text: str, headers: Iterable[str]) -> float:
    """How alike a normalised text and the likeliest of some headers are: 0 to 1."""
    return max((_ratio(text, normalise(header)) for header in headers), default=0.0)


def _score(label: Label, shape: str, layout: Layout, column: str) -> float:
    spec, expected = layout.columns[column], expected_shape(column)
    score = max(likeness(text, (*spec.headers, label_zh(layout, column))) for text in label.alternatives())
    if TELLING.get(column) == shape:
        score = max(score, SAYS_ITSELF)
    if shape == expected:
        score += SAME_SHAPE
    elif shape != EMPTY and (shape in SPECIFIC or expected in SPECIFIC):
        score += OTHER_SHAPE
    return score + (REQUIRED if spec.required and score else 0)


@lru_cache(maxsize=200_000)
def _ratio(text: str, header: str) -> float:
    if not set(text) & set(header):
        return 0.0
    return SequenceMatcher(None, text, header, autojunk=False).ratio()
