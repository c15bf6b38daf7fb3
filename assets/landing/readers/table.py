"""Tables that are built cell by cell, row by row, and then read as sheets: markup and GeoJSON come this way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from assets.landing.readers.grid import CHUNK, Cells, Chunk, Grid, Merge
from assets.landing.readers.sniff import UnreadableError

COLUMNS = 16_384  # of a sheet in Excel: more is no table
ROWS = 1_048_576
CELLS = 50_000_000  # of one file, empty ones included: its memory stays below 2 GB
TABLE = 10_000  # cells that a table counts for however small it is: 5,000 tables to a file
BYTES = 512 << 20  # of a file that has to be read whole


class Book(Protocol):
    """An open file with sheets; `sheets` are their names in order, None for the only table of a file without any."""

    @property
    def sheets(self) -> tuple[str | None, ...]:
        """Names, each of them once."""

    def grid(self, sheet: str | None) -> Grid:
        """One of them as rows of cells. Raises UnreadableError where it is damaged."""


@dataclass
class Table:
    """A table read whole, its rows numbered from `first`."""

    name: str | None = None
    hidden: bool = False
    first: int = 1
    rows: list[Cells] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def grid(self, encoding: str | None, remarks: Sequence[str] = ()) -> Grid:
        """The table as a sheet."""
        return Grid(self.name, self._chunks(), tuple(self.merges), encoding, [*remarks, *hidden_remark(self.hidden)])

    def _chunks(self) -> Iterator[Chunk]:
        for start in range(0, len(self.rows), CHUNK):
            rows = self.rows[start : start + CHUNK]
            yield Chunk(range(start + self.first, start + self.first + len(rows)), rows)


class Tables:
    """The tables of one file as a Book."""

    def __init__(self, tables: Sequence[Table], encoding: str | None, remarks: Sequence[str] = ()) -> None:
        self._tables = dict(zip(once([t.name for t in tables]), tables, strict=True))
        self._encoding = encoding
        self._remarks = remarks
        for name, table in self._tables.items():
            table.name = name
        self.sheets = tuple(self._tables)

    def grid(self, sheet: str | None) -> Grid:
        """One table."""
        return self._tables[sheet].grid(self._encoding, self._remarks)


class Budget:
    """How many more cells a file may have."""

    def __init__(self) -> None:
        self._left = CELLS

    def spend(self, cells: int) -> None:
        """Count cells, a row as one more. Raises UnreadableError where the file asks for more than any table holds."""
        self._left -= cells
        if self._left < 0:
            raise too_large()


def too_large() -> UnreadableError:
    """The refusal of a table whose declared size no workbook has."""
    return UnreadableError(f"the table is larger than a sheet can be ({COLUMNS:,} columns, {ROWS:,} rows): split it")


def hidden_remark(hidden: bool) -> list[str]:
    """What is said about a sheet that is hidden: it is read like any other."""
    return ["the sheet is hidden"] if hidden else []


def refuse_long(content: bytes) -> None:
    """Raise UnreadableError for a file that is too large to be read whole."""
    if len(content) > BYTES:
        raise UnreadableError(f"larger than {BYTES >> 20} MB: split it, or save it as .xlsx or .csv")


def once(names: Sequence[str | None]) -> list[str | None]:
    """The names with a number behind those that occur again."""
    unique: dict[str | None, None] = {}
    numbers: defaultdict[str | None, Iterator[int]] = defaultdict(lambda: count(2))
    taken = set(names)
    for name in names:
        given = name
        while given in unique or (given != name and given in taken):
            given = f"{name or ''}({next(numbers[name])})"
        unique[given] = None
    return list(unique)
