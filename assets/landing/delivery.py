"""The sheets that may count this month: those delivered since the previous month, and those carried forward.

Register: a later delivery of a scope replaces an earlier one, and a sheet with a header and no rows says that its scope
is empty. Events: every delivery adds, and the same content is taken once, whenever it comes again; a single event row
that comes again in another file is kept as a row of that file, and the standard floor's `source_record_key` makes the
two one event.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from assets.landing.account import ACCOUNT, FileAccount, SheetAccount, read_accounts
from assets.landing.dates import newest_date
from assets.landing.manifest import Delivered
from assets.landing.naming import file_names, part_label
from assets.landing.places import Places
from assets.landing.scopes import file_group, sheet_scope
from assets.landing.store import sheet_name
from assets.registry.sources import load_layouts


@dataclass(frozen=True)
class Sheet:
    """One sheet of one delivered file; `parsed` is its folder below `work/parsed`, `fresh` if not carried forward."""

    month: str
    source: str
    path: str
    parsed: str
    account: SheetAccount
    sha256: str | None
    dated: str | None
    fresh: bool = True

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Later deliveries are greater: by month, date in the file, date in its name, path (contract.md section 1)."""
        named = newest_date(file_names(self.path)) or ""
        return self.month, self.dated or "", named, self.path

    @property
    def copy(self) -> str:
        """Its accepted rows, below `work/parsed`."""
        return f"{self.parsed}/{sheet_name(self.account.number or 0)}"

    @property
    def counts(self) -> bool:
        """Whether it can be in force: its header was recognised, with or without rows."""
        return self.account.number is not None


def fresh_sheets(parsed: Path, file: Delivered, folder: str) -> list[Sheet]:
    """The sheets of a file that has been parsed into `folder`."""
    return list(_sheets(file.month, file.source, file.path, folder, read_accounts(parsed / folder)))


def carried_sheet(parsed: Path, month: str, source: str, path: str, copy: str) -> Sheet:
    """A sheet in force in the previous month. Raises FileNotFoundError where its parsed copy is gone."""
    folder, _, number = copy.rpartition("/")
    account = parsed / folder / ACCOUNT
    written = account.stat().st_mtime_ns if account.is_file() else None
    found = _held(month, source, path.split("!")[0], parsed, folder, written).get(number) if written else None
    if found is None:
        raise FileNotFoundError(f"{path}: the parsed copy {copy} is gone; run its month {month} again")
    return replace(found, path=path, fresh=False)


@lru_cache(maxsize=16)
def _held(month: str, source: str, root: str, parsed: Path, folder: str, _written: int) -> Mapping[str, Sheet]:
    """The sheets of a file by the names of their copies: a zip may hold thousands, each carried by itself."""
    sheets = _sheets(month, source, root, folder, read_accounts(parsed / folder))
    return {sheet_name(s.account.number): s for s in sheets if s.account.number is not None}


def without_repeats(sheets: Sequence[Sheet]) -> tuple[list[Sheet], set[str]]:
    """The sheets without those of files whose content is taken from another file, and the paths of these files.

    Registers: of equal files in one month the last one in order is taken. Events: the first one ever.
    """
    kept: dict[tuple[str | None, ...], str] = {}
    for sheet in sorted(sheets, key=lambda s: s.order):
        register = _is_register(sheet)
        key = (sheet.source, sheet.sha256, sheet.month if register else None)
        if register or key not in kept:
            kept[key] = sheet.path
    taken = [s for s in sheets if kept[s.source, s.sha256, s.month if _is_register(s) else None] == s.path]
    return taken, {s.path for s in sheets} - {s.path for s in taken}


def scope_of(sheet: Sheet, places: Places) -> str | None:
    """Scope of the rows that name none themselves; None for events."""
    source, _ = load_layouts()[sheet.account.layout or ""]
    return sheet_scope(source.scope_kind, sheet.path, sheet.account, source, places) if source.scope_kind else None


def label_of(sheet: Sheet) -> str:
    """What its file is called whatever the month."""
    return part_label(sheet.path)


def group_of(sheet: Sheet) -> str | None:
    """The villager group that the file holds, where its source may come by groups."""
    source, _ = load_layouts()[sheet.account.layout or ""]
    return file_group(sheet.path, sheet.account) if source.by_group else None


def _sheets(month: str, source: str, path: str, folder: str, files: Sequence[FileAccount]) -> Iterator[Sheet]:
    for file in files:
        full = f"{path}!{file.member}" if file.member else path
        dated = max((a.dated for a in file.sheets if a.dated), default=None)
        for account in file.sheets:
            yield Sheet(month, source, full, folder, account, file.sha256, dated)


def _is_register(sheet: Sheet) -> bool:
    return load_layouts()[sheet.account.layout or ""][0].kind == "register"
