"""A sheet or text file as rows of cells, before anything is understood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assets.landing.continuation import Siblings

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
    """Some consecutive rows with their 1-based numbers as Excel, or an editor of the text, shows them."""

    numbers: Sequence[int]
    rows: Sequence[Cells]


@dataclass(frozen=True)
class Grid:
    """One sheet. `sheet` is None for text files; `chunks` can be walked once, and may add to `remarks` on the way.

    `siblings` are the sheets of the same file that were read before it.
    """

    sheet: str | None
    chunks: Iterator[Chunk]
    merges: tuple[Merge, ...] = ()
    encoding: str | None = None
    remarks: list[str] = field(default_factory=list)
    siblings: Siblings | None = None
