"""Delimited text in any of the encodings and delimiters of contract.md section 1, streamed.

A record starts on the line that its number names and may run over several lines inside quotes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, TextIO

from assets.landing.encoding import detect
from assets.landing.grid import CHUNK, Chunk, Grid
from assets.landing.sniff import UnreadableError

DELIMITERS = (",", "\t", "|", ";")
HEAD = 256 << 10
HEAD_RECORDS = 25
RUNAWAY_LINES = 30  # a quoted cell over more lines is a quotation mark that was never closed

Opener = Callable[[], BinaryIO]
Hits = Callable[[list[list[str]]], int]


class RunawayQuoteError(Exception):
    """A quotation mark is opened and never closed: the text has to be read without quoting."""


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
    chunks = _chunks(opener, grid, delimiter, quoted=quoted, certain=certain)
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


def _chunks(opener: Opener, grid: Grid, delimiter: str, *, quoted: bool, certain: bool) -> Iterator[Chunk]:
    with opener() as file, io.TextIOWrapper(file, str(grid.encoding), errors="replace", newline="") as handle:
        lines = handle if certain else _watched(handle, grid.remarks)
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
        try:
            yield from _records(reader, quoted=quoted)
        except csv.Error as error:
            if quoted:
                raise RunawayQuoteError from error
            raise UnreadableError("a line is longer than any table's") from error


def _records(reader: Iterator[list[str]], *, quoted: bool) -> Iterator[Chunk]:
    numbers: list[int] = []
    rows: list[list[str]] = []
    before = 0
    for record in reader:
        after: int = reader.line_num  # type: ignore[attr-defined]
        if quoted and after - before > RUNAWAY_LINES:
            raise RunawayQuoteError
        numbers.append(before + 1)
        rows.append(record)
        before = after
        if len(rows) == CHUNK:
            yield Chunk(numbers, rows)
            numbers, rows = [], []
    if rows:
        yield Chunk(numbers, rows)


def _watched(handle: TextIO, remarks: list[str]) -> Iterator[str]:
    damaged = 0
    for line in handle:
        damaged += "\ufffd" in line
        yield line
    if damaged:
        remarks.append(f"{damaged} lines hold characters that the encoding does not know")
