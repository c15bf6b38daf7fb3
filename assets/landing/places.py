"""Village, town and grid codes from codes and names as people write them in cells, titles and file names.

A village code has 12 digits (6 county, 3 town, 3 village), a town's 9; names come from `regions.csv` and `grids.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

# 20…: a time stamp, there is no such province; 000 behind a code fills it up to the length of longer ones.
VILLAGE = re.compile(r"(?<!\d)(?!20)(\d{9}(?!000)\d{3})(?:000)?(?!\d)")
TOWN = re.compile(r"(?<!\d)(?!20)(\d{6}(?!000)\d{3})(?:000){0,2}(?!\d)")
VILLAGE_IN_SQL = r"\d{9}(\d\d[1-9]|\d[1-9]\d|[1-9]\d\d)"
NOISE = re.compile(r"[\s='\"\u200b-\u200f\u2060\ufeff]")
SUFFIXES = ((re.compile("(村民委员会|村委会)$"), "村"), (re.compile("(居民委员会|居委会)$"), ""))
FLOAT = re.compile(r"(\d)\.?(\d*)[eE]\+?(\d{1,2})")
CERTAIN = range(10, 16)  # digits of a float that are a whole code: with fewer it was cut for display, with more rounded
SHORTEST = 2

T = TypeVar("T")


def tidy(text: str) -> str:
    """A cell without what copying left in it: full-width forms, blanks, apostrophes, `="…"`."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text))


def whole_number(text: str) -> str:
    """A tidy cell whose code a spreadsheet made a float: `370281100001.0` and `3.70281100001E11` are 370281100001.

    What was cut short or rounded (`3.70281E+11`, `3.70281100001001e+16`) stays no code.
    """
    bare = re.sub(r"(?<=\d)\.0+$", "", tidy(text))
    found = FLOAT.fullmatch(bare)
    if not found or int(found[3]) + 1 not in CERTAIN or len(found[2]) + 1 not in CERTAIN:
        return bare
    digits = found[1] + found[2]
    return digits.ljust(int(found[3]) + 1, "0") if len(digits) <= int(found[3]) + 1 else bare


def short_name(name: str) -> str:
    """A village's name as people write it: 赵围村 for 赵围村村民委员会, 枫树林社区 for 枫树林社区居民委员会."""
    bare = tidy(name)
    for pattern, ending in SUFFIXES:
        stem, cut = pattern.subn("", bare)
        if cut:
            return stem if stem.endswith(ending) else stem + ending
    return bare


@dataclass(frozen=True)
class Places:
    """What is known by name: short village name -> codes, town -> code, grid -> code, merged village -> successor."""

    villages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    towns: Mapping[str, str] = field(default_factory=dict)
    grids: Mapping[str, str] = field(default_factory=dict)
    successors: Mapping[str, str] = field(default_factory=dict)

    def current(self, village: str) -> str:
        """The village that a code stands for today: where it was merged, the one it was merged into."""
        return self.successors.get(village, village)

    def village(self, texts: Sequence[str]) -> str | None:
        """The village that the first of the texts to do so names, a merged one by its old code.

        Homonyms are told apart by the town.
        """
        return next(filter(None, (self._village(tidy(text), texts) for text in texts)), None)

    def town(self, texts: Sequence[str]) -> str | None:
        """The town (9 digits) that the texts name, themselves or by one of its villages."""
        if village := self.village(texts):
            return self.current(village)[:9]
        return next(filter(None, (_longest(tidy(text), self.towns) for text in texts)), None)

    def grid(self, texts: Sequence[str]) -> str | None:
        """The grid that the first of the texts to do so names."""
        return next(filter(None, (_longest(tidy(text), self.grids) for text in texts)), None)

    def _village(self, text: str, context: Sequence[str]) -> str | None:
        codes = _longest(text, self.villages) or ()
        if len(codes) > 1:
            town = next(filter(None, (_longest(tidy(t), self.towns) for t in context)), None)
            codes = tuple(c for c in codes if c[:9] == town)
        return codes[0] if len(codes) == 1 else None


def name_pattern(names: Iterable[str]) -> str:
    """A regular expression (RE2) for any of some names, the longest first; without names one that matches nothing."""
    usable = sorted((n for n in names if len(n) >= SHORTEST), key=lambda n: (-len(n), n))
    return "|".join(map(re.escape, usable)) or "^$"


def village_code(texts: Iterable[str]) -> str | None:
    """The first village code written in any of the texts."""
    return _first(VILLAGE, texts)


def town_code(texts: Iterable[str]) -> str | None:
    """The first town code (9 digits) written in any of the texts: alone, followed by 000, or in a village code."""
    texts = tuple(texts)
    village = _first(VILLAGE, texts)
    return village[:9] if village else _first(TOWN, texts)


def _first(code: re.Pattern[str], texts: Iterable[str]) -> str | None:
    found = (code.search(unicodedata.normalize("NFKC", text)) for text in texts)
    return next((match[1] for match in found if match), None)


def _longest(text: str, names: Mapping[str, T]) -> T | None:
    found = max((n for n in names if len(n) >= SHORTEST and n in text), key=lambda n: (len(n), n), default=None)
    return names[found] if found else None
