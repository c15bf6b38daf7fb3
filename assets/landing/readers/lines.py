"""Records of delimited text one by one, as Python's csv module reads them, with the number of lines each takes.

A quotation mark that is never closed costs its own line: it stands for itself, and the next line begins a new record.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator

from assets.landing.readers.blocks import BLOCK

RECORD_LINES = 30  # a quoted cell over more lines is a quotation mark that was never closed

csv.field_size_limit(3 * BLOCK)  # more than a line can have: the length of lines is limited, not that of cells


class _EndlessError(Exception):
    """A record runs over more lines than any does."""


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
