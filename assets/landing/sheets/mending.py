"""Sheets whose text somebody opened in the wrong encoding and saved again: repaired as a whole (docs/decisions/0014).

A sheet is repaired only where that brings out the names of a header; what cannot be traced back stays as written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

import pyarrow as pa

from assets.landing.readers.decode import Hits
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.readers.mojibake import MISTAKES, Mistake
from assets.landing.sheets.header import ENOUGH, head_texts


def mended(grid: Grid, hits: Hits) -> Grid:
    """The sheet with its text as it was before the mistake, if one was made; `hits` counts header names."""
    first = next(grid.chunks, None)
    if first is None:
        return grid
    mistake = _mistake(head_texts(first), hits)
    if mistake is None:
        return replace(grid, chunks=chain([first], grid.chunks))
    grid.remarks.append(f"{mistake.was} that was opened as {mistake.taken_for} and saved again: repaired")
    undo = partial(_repaired_cell, mistake)
    rows = [[undo(cell) for cell in row] for row in first.rows]
    chunks = chain([Chunk(first.numbers, rows)], (_repaired(mistake, c) for c in grid.chunks))
    return replace(grid, chunks=chunks)


def _mistake(head: Sequence[Sequence[str]], hits: Hits) -> Mistake | None:
    """The mistake whose undoing brings out the most header names, if without it there is no header."""
    if hits(head) >= ENOUGH:
        return None
    scores = [hits([[m.repaired(cell) or "" for cell in row] for row in head]) for m in MISTAKES]
    return MISTAKES[scores.index(max(scores))] if max(scores) >= ENOUGH else None


def _repaired(mistake: Mistake, chunk: Chunk) -> Chunk:
    return Chunk(chunk.numbers, texts=[_repaired_column(mistake, texts) for texts in chunk.columns()])


def _repaired_column(mistake: Mistake, texts: pa.Array) -> pa.Array:
    coded = texts.dictionary_encode()
    values = [mistake.repaired(value) or value for value in coded.dictionary.to_pylist()]
    return pa.array(values, pa.string()).take(coded.indices)


def _repaired_cell(mistake: Mistake, cell: object) -> object:
    return mistake.repaired(cell) or cell if isinstance(cell, str) else cell
