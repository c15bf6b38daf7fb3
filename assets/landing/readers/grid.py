"""A sheet or text file as rows of cells, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

import pyarrow as pa

from assets.landing.readers.cells import column, without_blanks

if TYPE_CHECKING:
    from assets.landing.sheets.continuation import Siblings
    from assets.landing.sheets.header import Header

CHUNK = 20_000  # rows that are held as Python objects at a time
Cells = Sequence[object]


@dataclass(frozen=True)
class Merge:
    """A merged range: 1-based rows, 0-based columns, both ends inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Chunk:
    """Some consecutive rows with their 1-based numbers as Excel, or an editor of the text, shows them.

    Held as `rows` of cells, or as columns of `texts` where a reader has them; a grid's first chunk holds rows.
    """

    numbers: Sequence[int]
    rows: Sequence[Cells] = ()
    texts: Sequence[pa.Array] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def columns(self) -> list[pa.Array]:
        """Its columns as text, blank cells NULL; short rows are filled up."""
        if self.texts:
            return [without_blanks(texts) for texts in self.texts]
        return [column(cells) for cells in zip_longest(*self.rows, fillvalue="")]


@dataclass(frozen=True)
class Grid:
    """One sheet. `sheet` is None for text files; `chunks` can be walked once, and may add to `remarks` on the way.

    `siblings` are the sheets of the same file that were read before it. A reader that finds another table in the sheet
    leaves it in `rest`, with the header `before` it, by which it is read where it has none of its own.
    """

    sheet: str | None
    chunks: Iterator[Chunk]
    merges: tuple[Merge, ...] = ()
    encoding: str | None = None
    remarks: list[str] = field(default_factory=list)
    siblings: Siblings | None = None
    before: Header | None = None
    rest: list[Grid] = field(default_factory=list)
