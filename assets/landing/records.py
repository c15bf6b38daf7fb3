"""Records of delimited text, numbered by the line they start on: whole columns at a time wherever lines are records.

A block in which every line is a record of the same width is read by Arrow; one with ragged rows, blank lines or line
breaks inside quotes by Python's csv module, which reads at a third of the speed and tells where each record starts.
Both read the same dialect.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from assets.landing.blocks import BLOCK
from assets.landing.grid import CHUNK, Chunk
from assets.landing.sniff import UnreadableError
from assets.landing.table import COLUMNS

RUNAWAY_LINES = 30  # a quoted cell over more lines is a quotation mark that was never closed

csv.field_size_limit(BLOCK)  # as long as a line may be: both readers accept the same


class RunawayQuoteError(Exception):
    """A quotation mark is opened and never closed: the text has to be read without quoting."""


@dataclass(frozen=True)
class Dialect:
    """How records are written: one character between cells, and whether quotation marks mean anything."""

    delimiter: str
    quoted: bool = True


def records(blocks: Iterator[bytes], dialect: Dialect) -> Iterator[Chunk]:
    """Chunks of records from blocks of whole lines in UTF-8; the first chunk holds rows, not columns.

    Raises RunawayQuoteError, and csv.Error for a cell longer than a block, and UnreadableError for a line
    with more cells than a sheet can have.
    """
    line = 1
    for block in blocks:
        columns = _columns(block, dialect) if line > 1 else None
        if columns:
            length = len(columns[0])
            yield Chunk(range(line, line + length), texts=columns)
        else:
            lines = _Lines(block, blocks)
            yield from _rows(lines, line, dialect)
            length = lines.read
        line += length


def _columns(block: bytes, dialect: Dialect) -> list[pa.Array] | None:
    """The columns of a block in which every line is one record and all are equally wide, otherwise None."""
    if block.count(b"\r") != block.count(b"\r\n"):
        return None
    first = io.StringIO(block[: block.find(b"\n") + 1].decode(), newline="")
    names = [str(i) for i, _ in enumerate(next(_reader(first, dialect), []))]
    if not 0 < len(names) <= COLUMNS:
        return None
    try:
        table = read_csv(
            pa.py_buffer(block),
            ReadOptions(use_threads=False, block_size=max(len(block), 1), column_names=names),
            ParseOptions(
                delimiter=dialect.delimiter, quote_char='"' if dialect.quoted else False, ignore_empty_lines=False
            ),
            ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    batches = table.to_batches()
    columns = batches[0].columns if len(batches) == 1 else []
    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    # As many records as lines: none runs over several lines, unless the last one is still open.
    closed = columns and len(table) == lines and not any("\n" in column[-1].as_py() for column in columns)
    return columns if closed else None


def _rows(lines: _Lines, first: int, dialect: Dialect) -> Iterator[Chunk]:
    """The records up to the end of a block that is also the end of a record."""
    reader = _reader(lines, dialect)
    numbers: list[int] = []
    rows: list[list[str]] = []
    before = 0
    for record in reader:
        if dialect.quoted and lines.read - before > RUNAWAY_LINES:
            raise RunawayQuoteError
        if len(record) > COLUMNS:
            raise UnreadableError(f"a line has {len(record):,} cells, more than a sheet can have ({COLUMNS:,})")
        numbers.append(first + before)
        rows.append(record)
        before = lines.read
        if len(rows) == CHUNK or lines.at_end:
            yield Chunk(numbers, rows)
            numbers, rows = [], []
        if lines.at_end:
            return


def _reader(lines: Iterator[str], dialect: Dialect) -> Iterator[list[str]]:
    return csv.reader(
        lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_MINIMAL if dialect.quoted else csv.QUOTE_NONE
    )


class _Lines:
    """The lines of a block, and those of the following blocks as long as a record runs on."""

    def __init__(self, block: bytes, following: Iterator[bytes]) -> None:
        self._following = following
        self._lines = deque(self._split(block))
        self.read = 0

    @property
    def at_end(self) -> bool:
        """Whether the lines read so far end where a block ends."""
        return not self._lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while not self._lines:
            self._lines.extend(self._split(next(self._following)))
        self.read += 1
        return self._lines.popleft()

    @staticmethod
    def _split(block: bytes) -> Iterator[str]:
        return io.StringIO(block.decode(), newline="")
