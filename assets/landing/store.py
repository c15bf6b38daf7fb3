"""Typed Parquet per (content, sheet) below `work/parsed`, written aside and renamed: whole or not there.

The folder of a file is named by its content and by everything that decides how it is read, so a changed layout or
reader parses it again and an unchanged file is never parsed twice.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from assets.landing.account import FileAccount, write_accounts
from assets.registry.headers import FILE as HEADERS
from assets.registry.sources import Source

ASIDE = "aside"
DICTIONARY_BYTES = 256 << 10  # a column with more distinct values is written plainly, which is faster
READER_VERSION = "5"  # raise it whenever the same file would be read differently


def fingerprint(source: Source | None) -> str:
    """Hash of all that decides how a source's files are read; None: they are only listed."""
    rules = source.model_dump_json() if source else "listed"
    return hashlib.sha256(f"{READER_VERSION}|{HEADERS.read_text('utf-8')}|{rules}".encode()).hexdigest()[:12]


def parsed_name(sha256: str, reading: str) -> str:
    """Folder (relative to `work/parsed`) of a file's content, read as the fingerprint `reading` says."""
    return f"{sha256[:2]}/{sha256[:40]}-{reading}"


def sheet_name(number: int) -> str:
    """File of a sheet's accepted rows."""
    return f"{number:04}.parquet"


def rejects_name(number: int) -> str:
    """File of a sheet's rejected rows."""
    return f"{number:04}.rejected.parquet"


class Shelf:
    """The folder of one file while it is written; leaving the context puts it in its place."""

    def __init__(self, parsed: Path, name: str) -> None:
        self._target = parsed / name
        self._aside = parsed / ASIDE / f"{os.getpid()}-{self._target.name}"
        self.accounts: list[FileAccount] = []

    def __enter__(self) -> Shelf:
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None:
            write_accounts(self._aside, self.accounts)
            self._target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(self._target, ignore_errors=True)
            self._aside.rename(self._target)
        shutil.rmtree(self._aside, ignore_errors=True)

    def rows(self, number: int, schema: pa.Schema) -> pq.ParquetWriter:
        """Writer of a sheet's accepted rows."""
        file = self._aside / sheet_name(number)
        return pq.ParquetWriter(
            file,
            schema,
            compression="snappy",
            dictionary_pagesize_limit=DICTIONARY_BYTES,
            write_statistics=False,  # all columns are text, which nobody looks up by range
        )

    def note(self, name: str, text: str) -> None:
        """Store a remark of the reader's own beside the account."""
        (self._aside / name).write_text(text, "utf-8")

    def rejects(self, number: int, table: pa.Table) -> None:
        """Store a sheet's rejected rows."""
        pq.write_table(table, self._aside / rejects_name(number))

    def adopt(self, folder: Path) -> None:
        """Take over the rows, accepted and rejected, that lie in another folder."""
        for file in folder.glob("*.parquet"):
            file.rename(self._aside / file.name)
