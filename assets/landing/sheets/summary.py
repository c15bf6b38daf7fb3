"""What is said of a sheet: where its rows went, and what its reader noticed. No cell of anybody's row is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from assets.landing.account import SheetAccount
from assets.landing.dates import newest_date
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.readers.mojibake import rows_lost
from assets.landing.sheets.body import LONGEST, Part
from assets.landing.sheets.header import Header, looks_like_header
from assets.landing.sheets.mapping import is_never_taken, unknown_columns
from assets.landing.sheets.values import is_form, is_known, shown

SHOWN = 40  # headers that a message names at most


@dataclass
class Tally:
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
        """Count one chunk more."""
        self.skips.update(part.skips)
        self.accepted += len(part.accepted)
        self.rejected += len(part.rejected)
        self.unnamed += part.unnamed
        self.cut += part.cut
        self.lost += rows_lost(part.accepted)
        self.rejects += [part.rejected] if len(part.rejected) else []
        self.footers += part.footers


def read_account(grid: Grid, number: int, header: Header, top: int | None, tally: Tally) -> SheetAccount:
    """The account of a sheet that was read; `top` is the row of its header as Excel shows it."""
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


def unread_account(grid: Grid, first: Chunk, status: str, message: str, layout: str | None = None) -> SheetAccount:
    """The account of a sheet none of whose rows is read; `first` is its first chunk."""
    rows = len(first) + sum(len(chunk) for chunk in grid.chunks)
    text = "; ".join([message, *grid.remarks])
    skips = {"unread": rows}
    return SheetAccount(grid.sheet, status, text, layout=layout, encoding=grid.encoding, rows=rows, skips=skips)


def why_no_header(head: Sequence[Sequence[str]]) -> str:
    """The message for a sheet without a header: the known names of the row that looks most like one, and no other."""
    if any(is_form(row, is_known) for row in head):
        return "one person's form (names of fields and values side by side): send a list with one row per person"
    likely = max(filter(looks_like_header, head), key=len, default=None)
    if likely is None:
        return "no row consists of header names"
    names = [cell for cell in likely if is_known(cell)]
    others = sum(map(bool, likely)) - len(names)
    return f"headers found: {_list(names)}" + (f" and {others} that no source has" if others else "")


def column_missing(header: Header) -> str:
    """The message for a header without a required column: which one, how it is mostly called, what was found."""
    layout = header.mapping.layout
    missing = [f"{name} ({' / '.join(layout.columns[name].headers[:4])})" for name in header.mapping.missing]
    found = _list(label.text for label in header.labels)
    return f"required column missing: {', '.join(missing)}; headers found: {found}"


def _remarks(header: Header, tally: Tally) -> Iterator[str]:
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


def _list(headers: Iterable[str]) -> str:
    named = [shown(h) for h in headers if h]
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return ", ".join(named[:SHOWN]) + more
