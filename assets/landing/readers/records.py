"""Records of delimited text, numbered by the line they start on: whole columns at a time wherever lines are records.

A block in which every line is a record of the same width is read by Arrow; one with ragged rows or line breaks inside
quotes by Python's csv module, which reads at a third of the speed and tells where each record starts. Both read the
same dialect.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pyarrow as pa
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, read_csv

from assets.landing.readers.grid import CHUNK, Chunk
from assets.landing.readers.lines import Lines, one_by_one
from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.table import COLUMNS


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
