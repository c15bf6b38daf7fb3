"""Records of delimited text, numbered by the line they start on: whole columns at a time wherever lines are records.

A block in which every line is a record of the same width is read by Arrow; one with ragged rows or line breaks inside
quotes by Python's csv module, which reads at a third of the speed and tells where each record starts. Both read the
same dialect. A quotation mark that is never closed costs its own line: it stands for itself, and the next line begins
a new record.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

import pyarrow as pa
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from assets.landing.readers.blocks import BLOCK
from assets.landing.readers.grid import CHUNK, Chunk
from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.table import COLUMNS

RECORD_LINES = 30  # a quoted cell over more lines is a quotation mark that was never closed

csv.field_size_limit(3 * BLOCK)  # more than a line can have: the length of lines is limited, not that of cells


class _EndlessError(Exception):
    """A record runs over more lines than any does."""


def records(blocks: Iterator[bytes], delimiter: str, remarks: list[str]) -> Iterator[Chunk]:
    """Chunks of records from blocks of whole lines in UTF-8; the first chunk holds rows, not columns.

    Lines with unclosed quotation marks are told in `remarks` at the end. Raises UnreadableError for a line with more
    cells than a sheet can have.
    """
    line, open_lines = 1, 0
    for block in blocks:
        columns = _columns(block, delimiter) if line > 1 else None
        if columns:
            length = len(columns[0])
            yield Chunk(range(line, line + length), texts=columns)
        else:
            lines = Lines(block, blocks)
            yield from _rows(lines, line, delimiter)
            length, open_lines = lines.read, open_lines + lines.open
        line += length
    if open_lines:
        remarks.append(f"{open_lines} lines with a quotation mark that is never closed: it is read as it stands")


def _columns(block: bytes, delimiter: str) -> list[pa.Array] | None:
    """The columns of a block in which every line is one record and all are equally wide, otherwise None."""
    if b'"' in block and block.count(b"\r") != block.count(b"\r\n"):
        return None  # a carriage return inside quotes ends a line here, and none for Arrow
    first = io.StringIO(block[: block.find(b"\n") + 1].decode(), newline="")
    names = [str(i) for i, _ in enumerate(next(csv.reader(first, delimiter=delimiter), []))]
    if not 0 < len(names) <= COLUMNS:
        return None
    try:
        table = read_csv(
            pa.py_buffer(block),
            ReadOptions(use_threads=False, block_size=len(block), column_names=names),
            ParseOptions(delimiter=delimiter, ignore_empty_lines=False),
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


def _rows(lines: Lines, first: int, delimiter: str) -> Iterator[Chunk]:
    """The records up to the end of a block that is also the end of a record."""
    numbers: list[int] = []
    rows: list[list[str]] = []
    start = first
    for record in one_by_one(lines, delimiter):
        if len(record) > COLUMNS:
            raise UnreadableError(f"a line has {len(record):,} cells, more than a sheet can have ({COLUMNS:,})")
        numbers.append(start)
        rows.append(record)
        start = first + lines.read
        if len(rows) == CHUNK or lines.at_end:
            yield Chunk(numbers, rows)
            numbers, rows = [], []
        if lines.at_end:
            return


def one_by_one(lines: Lines, delimiter: str) -> Iterator[list[str]]:
    """Records of lines; behind each, `lines.read` is the number of lines read so far."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        try:
            record = next(reader)
            closed = len(lines.recent) == 1 or _is_closed(lines.recent, delimiter)
        except StopIteration:
            return
        except (csv.Error, _EndlessError):
            closed = False
        if not closed:
            record = next(csv.reader([lines.only_first()], delimiter=delimiter, quoting=csv.QUOTE_NONE))
            reader = csv.reader(lines, delimiter=delimiter)
        yield record


def _is_closed(lines: list[str], delimiter: str) -> bool:
    """Whether lines make one record by the rules: quotation marks end where their cell ends."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


class Lines:
    """The lines of a block, and those of the following blocks as long as a record runs on."""

    def __init__(self, block: bytes, following: Iterator[bytes]) -> None:
        self._following = following
        self._lines = deque(_split(block))
        self.read = 0
        self.open = 0
        self.recent: list[str] = []

    @property
    def at_end(self) -> bool:
        """Whether the lines read so far end where a block ends."""
        return not self._lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        while not self._lines:
            self._lines.extend(_split(next(self._following)))
        if len(self.recent) == RECORD_LINES:
            raise _EndlessError
        self.read += 1
        self.recent.append(self._lines.popleft())
        return self.recent[-1]

    def begin(self) -> None:
        """A record begins with the next line."""
        self.recent = []

    def only_first(self) -> str:
        """Take back all lines of this record but the first, whose quotation mark stays open."""
        self._lines.extendleft(reversed(self.recent[1:]))
        self.read -= len(self.recent) - 1
        self.open += 1
        return self.recent[0]


def _split(block: bytes) -> Iterator[str]:
    return io.StringIO(block.decode(), newline="")
