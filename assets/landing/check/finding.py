"""What was found in one sheet of a delivery that is only looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.landing.account import SheetAccount
from assets.landing.check.columns import ColumnFinding


@dataclass(frozen=True)
class SheetFinding:
    """One sheet: its account, had it been loaded, and how its columns are understood.

    `path` is relative to the folder's parent, with the member of a zip behind `!`. `by_folder` says that the folder
    names the source, else it was guessed and `runners_up` are the sources that fit almost as well.
    """

    path: str
    account: SheetAccount
    source: str | None = None
    layout: str | None = None
    by_folder: bool = False
    runners_up: tuple[str, ...] = ()
    header_row: int | None = None
    columns: tuple[ColumnFinding, ...] = ()
    missing: tuple[str, ...] = ()
    rejected: tuple[tuple[str, int], ...] = ()


def needs_action(findings: Sequence[SheetFinding]) -> bool:
    """Whether a file cannot be loaded as it is; notes beside a sheet that is read are no trouble."""
    statuses = {finding.account.status for finding in findings}
    return bool(statuses & {"failed", "missing_column"}) or ("no_header" in statuses and "read" not in statuses)
