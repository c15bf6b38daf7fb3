"""Delimited text in any of the encodings and delimiters of contract.md section 1, streamed.

A record starts on the line that its number names and may run over several lines inside quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from assets.landing.readers.blocks import blocks
from assets.landing.readers.encoding import detect
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.readers.lines import Lines, one_by_one
from assets.landing.readers.records import records

DELIMITERS = (",", "\t", "|", ";")
HEAD = 256 << 10
HEAD_RECORDS = 25

Opener = Callable[[], BinaryIO]
Hits = Callable[[list[list[str]]], int]


def text_grid(opener: Opener, hits: Hits) -> Grid:
    """The text that `opener` opens (as often as asked); `hits` counts header names among records.

    Raises UnreadableError for content that is no text, and so does walking the chunks where lines are longer or wider
    than any table's.
    """
    with opener() as file:
        head = file.read(HEAD)
    encoding, certain = detect(head, opener, lambda text: _best(text, hits)[0])
    delimiter = _best(head.decode(encoding, "replace"), hits)[1]
    remarks: list[str] = []
    return Grid(
        None, _chunks(opener, encoding, delimiter, remarks, certain=certain), encoding=encoding, remarks=remarks
    )


def _best(text: str, hits: Hits) -> tuple[int, str]:
    """Most header names that any delimiter brings out, and that delimiter; columns decide between equals."""
    content, scored = text.encode(), []
    for place, delimiter in enumerate(DELIMITERS):
        found = list(islice(one_by_one(Lines(content, iter(())), delimiter), HEAD_RECORDS))
        scored.append((hits(found), max(map(len, found), default=0), -place, delimiter))
    best = max(scored)
    return best[0], best[3]


def _chunks(opener: Opener, encoding: str, delimiter: str, remarks: list[str], *, certain: bool) -> Iterator[Chunk]:
    with opener() as file:
        yield from records(blocks(file, encoding, remarks, certain=certain), delimiter, remarks)
