"""A text file as large blocks of whole lines in UTF-8, whatever encoding it came in."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain, repeat
from typing import BinaryIO

from assets.landing.readers.encoding import without_lost
from assets.landing.readers.sniff import UnreadableError

HEAD = 64 << 10  # bytes of the first block, which is read record by record: it holds titles and header
BLOCK = 8 << 20  # bytes of the others
REPLACED = "\ufffd".encode()


def blocks(file: BinaryIO, encoding: str, remarks: list[str], *, certain: bool) -> Iterator[bytes]:
    """Blocks that end where a line ends. `certain`: every byte is known to be UTF-8, and passes as it is.

    What the encoding does not know becomes U+FFFD, NUL characters are left out; both are told in `remarks` at the
    end. Raises UnreadableError for a line longer than a block.
    """
    damaged = empty = 0
    for block in _lines(_pieces(file) if certain else _decoded(_pieces(file), encoding)):
        damaged += 0 if certain or REPLACED not in block else sum(REPLACED in line for line in block.split(b"\n"))
        empty += block.count(b"\0") if b"\0" in block else 0
        yield block.replace(b"\0", b"")
    if damaged:
        remarks.append(f"{damaged} lines hold characters that the encoding does not know")
    if empty:
        remarks.append(f"{empty} NUL characters left out")


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    for size in chain([HEAD], repeat(BLOCK)):
        if not (piece := file.read(size)):
            return
        yield piece


def _decoded(pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in map(without_lost, _lines(pieces)) if encoding == "utf-8" else pieces:
        yield decoder.decode(piece).encode()
    yield decoder.decode(b"", final=True).encode()


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes cut behind ends of lines; a carriage return counts only where no line feed is in sight."""
    rest = b""
    for piece in pieces:
        block = rest + piece
        end = block.rfind(b"\n") + 1 or block.rfind(b"\r", 0, -1) + 1
        if len(block) - end > BLOCK:
            raise UnreadableError(f"a line is longer than {BLOCK:,} bytes, as no table's is")
        if end:
            yield block[:end]
        rest = block[end:]
    if rest:
        yield rest
