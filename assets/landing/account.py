"""The account of one parsed file: what was found in it and where every row of every sheet went.

Everything here follows from the file's content alone, so it is kept beside the Parquet and read again next time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assets.landing.readers.sniff import LockedError, UnreadableError

ACCOUNT = "account.json"
SKIPS = ("blank", "title", "header", "repeated_header", "footer", "unread")
"""Why a row is no data: nothing in it; above the header, or a title again; the header and the comments under it;
the header again; totals and signatures; a row of a sheet that is not read."""


@dataclass(frozen=True)
class SheetAccount:
    """One sheet. `rows` = accepted + rejected + skipped; `number` names its Parquet files below the file's folder.

    `skips` counts the rows that are no data by their reason, one of SKIPS; a reason that did not occur may be missing.
    `titles` are the texts above the header, `dated` the newest full date (YYYYMMDD) in them and in the footers.
    `locked` sheets ask for a password that is not known, and are tried again with others.
    """

    sheet: str | None
    status: str
    message: str = ""
    layout: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    skips: Mapping[str, int] = field(default_factory=dict)
    number: int | None = None
    titles: tuple[str, ...] = ()
    dated: str | None = None
    locked: bool = False

    @property
    def skipped(self) -> int:
        """Rows that are no data, for whatever reason."""
        return sum(self.skips.values())


@dataclass(frozen=True)
class FileAccount:
    """One file, or one member of a zip (`member`, None for a plain file), with its sheets."""

    member: str | None
    sha256: str | None
    sheets: tuple[SheetAccount, ...]


def failed(error: UnreadableError, sheet: str | None = None) -> SheetAccount:
    """The account of what cannot be read."""
    return SheetAccount(sheet, "failed", str(error), locked=isinstance(error, LockedError))


def write_accounts(folder: Path, files: list[FileAccount]) -> None:
    """Store the accounts of one delivered file."""
    text = json.dumps([asdict(f) for f in files], ensure_ascii=False, indent=1)
    (folder / ACCOUNT).write_text(text, "utf-8")


def read_accounts(folder: Path) -> list[FileAccount]:
    """The accounts of one delivered file. Raises FileNotFoundError where it was not parsed."""
    raw = json.loads((folder / ACCOUNT).read_text("utf-8"))
    return [_file(file) for file in raw]


def _file(raw: dict) -> FileAccount:
    sheets = tuple(SheetAccount(**{**s, "titles": tuple(s["titles"])}) for s in raw["sheets"])
    return FileAccount(raw["member"], raw["sha256"], sheets)
