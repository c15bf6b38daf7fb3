"""What `renpu sources check` prints: sheet by sheet, column by column; never a cell of the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assets.landing.check.columns import ColumnFinding
from assets.landing.check.finding import SheetFinding
from assets.landing.sheets.mapping import Label, is_never_taken
from pipelines.columns import aligned, cut

LONGEST = 32
SHOWN = 4
INDENT = "     "


class CheckReport:
    """Lines per file. The columns of a sheet like one before are told once: `seen` remembers where."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], str] = {}

    def file(self, findings: Sequence[SheetFinding]) -> Iterator[str]:
        """The lines of one file, or of one zip."""
        path = None
        for finding in findings:
            if finding.path != path:
                path = finding.path
                yield path
            yield from self._sheet(finding)

    def _sheet(self, finding: SheetFinding) -> Iterator[str]:
        account = finding.account
        yield f"  {account.sheet or '(text)'} → {_taken_for(finding)}"
        yield f"{INDENT}{_rows(finding)}"
        if not finding.columns:
            yield f"{INDENT}{account.message or account.status}"
            return
        key = (finding.source, finding.layout, finding.columns)
        place = f"{finding.path} {account.sheet or ''}".rstrip()
        if (known := self._seen.setdefault(key, place)) != place:
            yield f"{INDENT}columns as in {known}"
        else:
            yield from (f"{INDENT}{line}" for line in aligned(map(_column, finding.columns)))
        yield from (f"{INDENT}required column missing: {line}" for line in finding.missing)
        yield from (f"{INDENT}rejected: {count:,} {reason}" for reason, count in finding.rejected)
        if account.status == "failed":
            yield f"{INDENT}{account.message}"


def _taken_for(finding: SheetFinding) -> str:
    if finding.source is None:
        return "no source recognised"
    taken = finding.source if finding.layout in (None, finding.source) else f"{finding.source} / {finding.layout}"
    how = "by its folder" if finding.by_folder else "by its headers"
    if not finding.runners_up:
        return f"{taken} ({how})"
    close = ", ".join(finding.runners_up[:SHOWN]) + (" …" if len(finding.runners_up) > SHOWN else "")
    return f"{taken} ({how}, close: {close}; put it into the right folder)"


def _rows(finding: SheetFinding) -> str:
    account = finding.account
    header = f"header in row {finding.header_row}; " if finding.header_row else ""
    skips = ", ".join(f"{count:,} {reason.replace('_', ' ')}" for reason, count in account.skips.items() if count)
    counts = f"{account.rows:,} rows: {account.accepted:,} accepted, {account.rejected:,} rejected"
    return f"{account.status}; {header}{counts}, {account.skipped:,} skipped" + (f" ({skips})" if skips else "")


def _column(column: ColumnFinding) -> tuple[str, str, str]:
    return _letter(column.place), cut(column.header, LONGEST), _meaning(column)


def _meaning(column: ColumnFinding) -> str:
    if column.use == "mapped":
        return f"→ {column.column}  {column.label_zh}"
    if column.use == "serial":
        return "  row number"
    if column.use == "ignored":
        return "  ignored, as layouts.yaml says"
    if column.use == "never taken" or is_never_taken(Label(column.header)):
        return "  never taken in, left unread"
    near = ", ".join(f"{name} {label}" for name, label in column.nearest) or "nothing alike"
    what = "a second header of its column" if column.use == "second header" else f"looks like: {column.shape}"
    return f"? not stored; {what}; nearest: {near}"


def _letter(place: int) -> str:
    """A column as spreadsheets call it: A, B, …, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
