"""One sheet from cells to Parquet and its account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import pyarrow as pa

from assets.landing.account import SheetAccount
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.sheets.body import Body
from assets.landing.sheets.fill import Filler
from assets.landing.sheets.following import Following, rest_of
from assets.landing.sheets.header import Header, find_header, head_texts, shifted, side_by_side
from assets.landing.sheets.mapping import Vocabulary, most_hits
from assets.landing.sheets.summary import Tally, column_missing, read_account, unread_account, why_no_header
from assets.landing.store import Shelf
from assets.registry.headers import normalise
from assets.registry.sources import Layout, Source

TWICE = "two tables side by side (every header stands there twice): put the right one below the left one"


class SheetReader:
    """Reads the sheets of one source's file onto a shelf."""

    def __init__(self, source: Source, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf
        self._vocabularies = [Vocabulary.of(layout) for layout in source.layouts]

    def hits(self, records: Sequence[Sequence[str]]) -> int:
        """Header names in the best of some records."""
        return most_hits(self._vocabularies, records)

    def read(self, grid: Grid, number: int) -> SheetAccount:
        """One sheet; its rows are stored under `number`. Raises UnreadableError where it is damaged further down."""
        first = next(grid.chunks, None)
        if first is None:
            return SheetAccount(grid.sheet, "empty", "no cells", encoding=grid.encoding)
        head = head_texts(first)
        if self._written_here(grid.sheet or "", head[0]):
            return unread_account(grid, first, "output", "a table that the project writes")
        header = find_header(head, shifted(grid.merges, first), self._vocabularies, grid.sheet)
        if header is None and (goes_on := _continued(grid, head, first)):
            return self._body(grid, number, goes_on, first)
        if header is None:
            return unread_account(grid, first, "no_header", f"no header recognised; {why_no_header(head)}")
        if side_by_side(header):
            return unread_account(grid, first, "missing_column", TWICE, header.mapping.layout.layout)
        if header.mapping.missing:
            return unread_account(grid, first, "missing_column", column_missing(header), header.mapping.layout.layout)
        return self._body(grid, number, header, first)

    def _written_here(self, name: str, title: Sequence[str]) -> bool:
        """Whether a sheet is one that the project writes: said by its name or first row, or by its whole name."""
        said = normalise(name + "".join(title))
        outputs, around = map(normalise, self._source.outputs), map(normalise, self._source.around)
        return normalise(name) in around or any(output in said for output in outputs)

    def _body(self, grid: Grid, number: int, header: Header, first: Chunk) -> SheetAccount:
        start = header.top + header.depth
        following = Following(header, self._vocabularies, grid.sheet)
        body = Body(header, Filler(grid.merges, first.numbers[start - 1] if start else 0))
        rest = Chunk(first.numbers[start:], first.rows[start:])
        tally = Tally(Counter(title=header.top, header=header.depth))
        with self._shelf.rows(number, schema(header.mapping.layout)) as writer:
            for chunk in chain([rest] if rest.rows else [], grid.chunks):
                cells = chunk.columns()
                end = following.start(cells)
                part = body.read(chunk.numbers[:end], [c.slice(0, end) for c in cells])
                writer.write_table(part.accepted)
                tally.add(part)
                if end is not None:
                    grid.rest.append(rest_of(grid, chunk, cells, end, header))
                    break
        if tally.rejects:
            self._shelf.rejects(number, pa.concat_tables(tally.rejects))
        account = read_account(grid, number, header, first.numbers[header.top] if header.depth else None, tally)
        if grid.siblings and grid.sheet and header.depth and rest.rows:
            grid.siblings.add(grid.sheet, header, rest, rows=account.rows)
        return account


def _continued(grid: Grid, head: Sequence[Sequence[str]], first: Chunk) -> Header | None:
    """The header of the sheet that this one continues, or of the table above, as one that takes no rows of it."""
    if grid.before:
        return replace(grid.before, top=1, depth=0, titles=tuple(filter(None, head[0])))
    before = grid.siblings.continued(grid.sheet, first) if grid.siblings and grid.sheet else None
    if before is None:
        return None
    grid.remarks.append(f"no header of its own: read with the header of {before.sheet}, which it continues")
    return replace(before.header, top=0, depth=0, titles=(before.sheet, *before.header.titles))


def schema(layout: Layout) -> pa.Schema:
    """Columns of a layout's Parquet: the row, then every canonical column as text."""
    return pa.schema([("row", pa.int64()), *((name, pa.string()) for name in layout.columns)])
