"""Code lists as data: standard codes with Chinese and English labels, and the ways sources write them.

`codes/<list>.csv` has columns code, label_zh, label_en and any number of variant columns: `variants` holds what is
understood from every source, `variants_<coding>` what one coding alone means (hukou_type 1 and 2 mean opposite things
in different sources). Several variants of a code are separated by `|`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "codes"


@dataclass(frozen=True)
class Code:
    """One code of a list, with the texts that mean it under each coding ('' is common to all)."""

    field: str
    code: str
    label_zh: str
    label_en: str
    variants: dict[str, tuple[str, ...]]


def _code(field: str, row: dict[str, str]) -> Code:
    variants = {
        column.removeprefix("variants").removeprefix("_"): tuple(v for v in (text or "").split("|") if v)
        for column, text in row.items()
        if column.startswith("variants")
    }
    return Code(field, row["code"], row["label_zh"], row["label_en"], variants)


@cache
def load_codes() -> dict[str, tuple[Code, ...]]:
    """All code lists by field name."""
    lists = {}
    for file in sorted(FOLDER.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as handle:
            lists[file.stem] = tuple(_code(file.stem, row) for row in csv.DictReader(handle))
    return lists


def meanings(field: str, coding: str = "") -> dict[str, str]:
    """Text -> code under one coding: its own variants first, then the common ones, labels and codes.

    Raises ValueError where one text would mean two codes.
    """
    own: dict[str, str] = {}
    common: dict[str, str] = {}
    for code in load_codes()[field]:
        for text in code.variants.get(coding, ()) if coding else ():
            _put(own, field, text, code.code)
        for text in (*code.variants.get("", ()), code.label_zh, code.code):
            _put(common, field, text, code.code)
    return {**common, **own}


def _put(target: dict[str, str], field: str, text: str, code: str) -> None:
    if target.setdefault(text, code) != code:
        raise ValueError(f"code list {field}: {text!r} means both {target[text]} and {code}")
