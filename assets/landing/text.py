"""Delimited text in any of the encodings and delimiters of contract.md section 1, streamed.

A record starts on the line that its number names and may run over several lines inside quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from assets.landing.blocks import blocks
from assets.landing.encoding import detect
from assets.landing.grid import Chunk, Grid
from assets.landing.records import Dialect, RunawayQuoteError, records
from assets.landing.sniff import UnreadableError

DELIMITERS = (",", "\t", "|", ";")
HEAD = 256 << 10
HEAD_RECORDS = 25

Opener = Callable[[], BinaryIO]
Hits = Callable[[list[list[str]]], int]


def text_grid(opener: Opener, hits: Hits, *, quoted: bool = True) -> Grid:
    """The text that `opener` opens (as often as asked); `hits` counts header names among records.

    Raises UnreadableError for content that is no text; walking the chunks raises RunawayQuoteError, and the caller
    asks again with `quoted=False`.
    """
    with opener() as file:
        head = file.read(HEAD)
    encoding, certain = detect(head, opener, lambda text: _best(text, hits)[0])
    remarks = [] if quoted else ["a quotation mark is never closed: read as if there were none"]
    delimiter = _best(head.decode(encoding, "replace"), hits)[1]
    grid = Grid(None, iter(()), encoding=encoding, remarks=remarks)
    chunks = _chunks(opener, grid, Dialect(delimiter, quoted), certain=certain)
    return Grid(None, chunks, encoding=encoding, remarks=remarks)


def _best(text: str, hits: Hits) -> tuple[int, str]:
    """Most header names that any delimiter brings out, and that delimiter; columns decide between equals."""
    scored = []
    for place, delimiter in enumerate(DELIMITERS):
        lines = io.StringIO(text, newline="")
        try:
            records = [r for r, _ in zip(csv.reader(lines, delimiter=delimiter), range(HEAD_RECORDS), strict=False)]
        except csv.Error:
            records = []
        scored.append((hits(records), max(map(len, records), default=0), -place, delimiter))
    best = max(scored)
    return best[0], best[3]


def _chunks(opener: Opener, grid: Grid, dialect: Dialect, *, certain: bool) -> Iterator[Chunk]:
    with opener() as file:
        try:
            yield from records(blocks(file, str(grid.encoding), grid.remarks, certain=certain), dialect)
        except csv.Error as error:
            if dialect.quoted:
                raise RunawayQuoteError from error
            raise UnreadableError("a cell is longer than any table's") from error
