"""One sheet from cells to Parquet and its account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pyarrow as pa

from assets.landing.account import SheetAccount
from assets.landing.dates import newest_date
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.readers.mojibake import rows_lost
from assets.landing.sheets.body import LONGEST, Body, Part
from assets.landing.sheets.fill import Filler
from assets.landing.sheets.following import Following, rest_of
from assets.landing.sheets.header import Header, find_header, head_texts, looks_like_header, shifted, side_by_side
from assets.landing.sheets.mapping import Vocabulary, is_never_taken, unknown_columns
from assets.landing.sheets.values import is_form, is_known, shown
from assets.landing.store import Shelf
from assets.registry.headers import normalise
from assets.registry.sources import Layout, Source

TWICE = "two tables side by side (every header stands there twice): put the right one below the left one"
SHOWN = 40  # headers that a message names at most


class SheetReader:
    """Reads the sheets of one source's file onto a shelf."""

    def __init__(self, source: Source, shelf: Shelf) -> None:
        self._source = source
        self._shelf = shelf
        self._vocabularies = [Vocabulary.of(layout) for layout in source.layouts]

    def hits(self, records: Sequence[Sequence[str]]) -> int:
        """Header names in the best of some records: tells encodings and delimiters apart."""
        names = [set(map(normalise, record)) for record in records]
        return max((len(v.names.keys() & n) for v in self._vocabularies for n in names), default=0)

    def read(self, grid: Grid, number: int) -> SheetAccount:
        """One sheet; its rows are stored under `number`. Raises UnreadableError where it is damaged further down."""
        first = next(grid.chunks, None)
        if first is None:
            return SheetAccount(grid.sheet, "empty", "no cells", encoding=grid.encoding)
        head = head_texts(first)
        if any(normalise(name) in normalise((grid.sheet or "") + "".join(head[0])) for name in self._source.outputs):
            return _unread(grid, first, "output", "a table that the project writes")
        header = find_header(head, shifted(grid.merges, first), self._vocabularies, grid.sheet)
        if header is None and (goes_on := _continued(grid, head, first)):
            return self._body(grid, number, goes_on, first)
        if header is None:
            return _unread(grid, first, "no_header", f"no header recognised; {_seen(head)}")
        if side_by_side(header):
            return _unread(grid, first, "missing_column", TWICE, header.mapping.layout.layout)
        if header.mapping.missing:
            return _unread(grid, first, "missing_column", _lacking(header), header.mapping.layout.layout)
        return self._body(grid, number, header, first)

    def _body(self, grid: Grid, number: int, header: Header, first: Chunk) -> SheetAccount:
        start = header.top + header.depth
        following = Following(header, self._vocabularies, grid.sheet)
        body = Body(header, Filler(grid.merges, first.numbers[start - 1] if start else 0))
        rest = Chunk(first.numbers[start:], first.rows[start:])
        tally = _Tally(Counter(title=header.top, header=header.depth))
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
        account = _account(grid, number, header, first.numbers[header.top] if header.depth else None, tally)
        if grid.siblings and grid.sheet and header.depth and rest.rows:
            grid.siblings.add(grid.sheet, header, rest, rows=account.rows)
        return account


@dataclass
class _Tally:
    """Where the rows of a sheet went so far."""

    skips: Counter[str]
    accepted: int = 0
    rejected: int = 0
    unnamed: int = 0
    cut: int = 0
    lost: int = 0
    rejects: list[pa.Table] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)

    def add(self, part: Part) -> None:
        self.skips.update(part.skips)
        self.accepted += len(part.accepted)
        self.rejected += len(part.rejected)
        self.unnamed += part.unnamed
        self.cut += part.cut
        self.lost += rows_lost(part.accepted)
        self.rejects += [part.rejected] if len(part.rejected) else []
        self.footers += part.footers


def _continued(grid: Grid, head: Sequence[Sequence[str]], first: Chunk) -> Header | None:
    """The header of the sheet that this one continues, or of the table above, as one that takes no rows of it."""
    if grid.before:
        return replace(grid.before, top=1, depth=0, titles=tuple(filter(None, head[0])))
    before = grid.siblings.continued(grid.sheet, first) if grid.siblings and grid.sheet else None
    if before is None:
        return None
    grid.remarks.append(f"no header of its own: read with the header of {before.sheet}, which it continues")
    return replace(before.header, top=0, depth=0, titles=(before.sheet, *before.header.titles))


def _account(grid: Grid, number: int, header: Header, top: int | None, tally: _Tally) -> SheetAccount:
    return SheetAccount(
        grid.sheet,
        "read" if tally.accepted else "empty",
        "; ".join([*grid.remarks, *_remarks(header, tally)]),
        layout=header.mapping.layout.layout,
        encoding=grid.encoding,
        header_row=top,
        rows=tally.accepted + tally.rejected + tally.skips.total(),
        accepted=tally.accepted,
        rejected=tally.rejected,
        skips=dict(tally.skips),
        number=number,
        titles=header.titles,
        dated=newest_date([*header.titles, *tally.footers]),
    )


def schema(layout: Layout) -> pa.Schema:
    """Columns of a layout's Parquet: the row, then every canonical column as text."""
    return pa.schema([("row", pa.int64()), *((name, pa.string()) for name in layout.columns)])


def _unread(grid: Grid, first: Chunk, status: str, message: str, layout: str | None = None) -> SheetAccount:
    rows = len(first) + sum(len(chunk) for chunk in grid.chunks)
    text = "; ".join([message, *grid.remarks])
    skips = {"unread": rows}
    return SheetAccount(grid.sheet, status, text, layout=layout, encoding=grid.encoding, rows=rows, skips=skips)


def _seen(head: Sequence[Sequence[str]]) -> str:
    """The known header names of the row that looks most like a header; whatever else stands in it is not shown."""
    if any(is_form(row, is_known) for row in head):
        return "one person's form (names of fields and values side by side): send a list with one row per person"
    likely = max(filter(looks_like_header, head), key=len, default=None)
    if likely is None:
        return "no row consists of header names"
    names = [cell for cell in likely if is_known(cell)]
    others = sum(map(bool, likely)) - len(names)
    return f"headers found: {_list(names)}" + (f" and {others} that no source has" if others else "")


def _lacking(header: Header) -> str:
    layout = header.mapping.layout
    missing = [f"{name} ({' / '.join(layout.columns[name].headers[:4])})" for name in header.mapping.missing]
    found = _list(label.text for label in header.labels)
    return f"required column missing: {', '.join(missing)}; headers found: {found}"


def _remarks(header: Header, tally: _Tally) -> Iterator[str]:
    rest = [header.labels[i] for i in unknown_columns(header.labels, header.mapping)]
    never = [label.text for label in rest if is_never_taken(label)]
    unknown = [label.text for label in rest if not is_never_taken(label)]
    if never:
        yield f"never taken in, left unread: {_list(never)}"
    if unknown:
        yield f"columns not in the layout, not stored: {_list(unknown)}"
    if tally.unnamed:
        yield f"{tally.unnamed} rows have cells in columns without a header, not stored"
    if tally.cut:
        yield f"{tally.cut} cells of more than {LONGEST:,} characters left out"
    if tally.lost:
        yield f"{tally.lost} rows hold characters that were lost before the file was sent (锟斤拷, �): as written"


def _list(headers: Sequence[str] | Iterator[str]) -> str:
    named = [shown(h) for h in headers if h]
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return ", ".join(named[:SHOWN]) + more
