"""Sheets without a header of their own that go on where an earlier sheet of the file ended.

BIFF8 holds 65,536 rows a sheet, so exports write the rest into `Sheet1(2)`, and people split lists as `名册2`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from assets.landing.readers.cells import BLANKS, as_text
from assets.landing.readers.grid import Chunk
from assets.landing.sheets.header import Header

SAMPLE = 200  # rows that are compared
FULL = 65_000  # rows of a sheet that may have run out of room, whatever the next one is called
ALIKE = 0.8  # share of cells, or of columns, that have to be of a kind
PART = re.compile(r"^(?P<stem>.*?)[\s_\-]*(?:\((?:续表?)?(?P<a>\d{0,3})\)|续表?(?P<b>\d{0,3})|(?P<c>\d{1,3}))$")
NUMBER = re.compile(r"['=\"]*[\dXx*.,+\-/:年月日Ee\s]+[\"']*")


@dataclass(frozen=True)
class Sibling:
    """A sheet that was read: its header, and what its rows look like.

    `columns`: place of each column with a clear kind -> (whether it holds numbers, median length); `filled`: median
    number of filled cells in a row.
    """

    sheet: str
    header: Header
    columns: dict[int, tuple[bool, float]]
    filled: float
    full: bool


@dataclass
class Siblings:
    """The sheets of one file that were read so far."""

    _read: list[Sibling] = field(default_factory=list)

    def add(self, sheet: str, header: Header, first: Chunk, *, rows: int) -> None:
        """Remember a sheet of so many rows; `first` is its first chunk below the header."""
        sample = _texts(first)
        self._read.append(Sibling(sheet, header, _columns(sample), _filled(sample), rows >= FULL))

    def continued(self, sheet: str, first: Chunk) -> Sibling | None:
        """The sheet that this one continues: its name says so, or that one is full, and its rows look alike."""
        named = [s for s in reversed(self._read) if continues(sheet, s.sheet)]
        full = [s for s in self._read[-1:] if s.full]
        sample = _texts(first)
        return next((s for s in [*named, *full] if _fits(sample, s)), None)


def continues(sheet: str, earlier: str) -> bool:
    """Whether a name is another's with a higher number behind it: `名册2` and `名册(3)` go on from `名册`."""
    stem, number = _part(sheet)
    return number > 1 and any(stem == s and number > n for s, n in (_part(earlier), (_tidy(earlier), 1)))


def _part(sheet: str) -> tuple[str, int]:
    name = _tidy(sheet)
    found = PART.match(name)
    if not found or not found["stem"]:
        return name, 1
    digits = found["a"] or found["b"] or found["c"]
    return found["stem"], int(digits) if digits else 2  # 名册(续), 名册续表


def _tidy(sheet: str) -> str:
    return unicodedata.normalize("NFKC", sheet).strip()


def _fits(sample: Sequence[Sequence[str]], sibling: Sibling) -> bool:
    """Whether rows have the width of a sheet, are filled like its rows, and hold in each column what its columns do."""
    width = len(sibling.header.labels)
    if not sample or _filled(sample) * 2 < sibling.filled or any(any(row[width:]) for row in sample):
        return False
    found = _columns(sample)
    shared = [place for place in sibling.columns if place in found]
    alike = sum(_alike(found[place], sibling.columns[place]) for place in shared)
    return 2 * len(shared) >= len(sibling.columns) and len(shared) > 1 and alike >= ALIKE * len(shared)


def _alike(one: tuple[bool, float], other: tuple[bool, float]) -> bool:
    """Of one kind, and numbers of about one length: a count is no ID number."""
    return one[0] == other[0] and (not one[0] or abs(one[1] - other[1]) <= 3)


def _columns(sample: Sequence[Sequence[str]]) -> dict[int, tuple[bool, float]]:
    kinds = {}
    for place in range(max(map(len, sample), default=0)):
        cells = [row[place] for row in sample if place < len(row) and row[place]]
        numbers = sum(NUMBER.fullmatch(cell) is not None for cell in cells)
        if cells and max(numbers, len(cells) - numbers) >= ALIKE * len(cells):
            kinds[place] = (2 * numbers > len(cells), median(map(len, cells)))
    return kinds


def _filled(sample: Sequence[Sequence[str]]) -> float:
    return median(sum(map(bool, row)) for row in sample) if sample else 0


def _texts(chunk: Chunk) -> list[list[str]]:
    """The first rows that are not blank."""
    rows = ([as_text(cell).strip(BLANKS) for cell in row] for row in chunk.rows[:SAMPLE])
    return [row for row in rows if any(row)]
