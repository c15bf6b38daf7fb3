"""One delivered file from bytes to Parquet: what a worker process does. No DuckDB here, no output but files."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Protocol

from assets.landing.account import FileAccount, SheetAccount, failed
from assets.landing.listing import list_file
from assets.landing.readers.archive import Member, members
from assets.landing.readers.books import open_book
from assets.landing.readers.grid import Grid
from assets.landing.readers.sniff import Form, UnreadableError, sniff
from assets.landing.readers.table import Book
from assets.landing.readers.text import Opener, text_grid
from assets.landing.sheets.continuation import Siblings
from assets.landing.sheets.mending import mended
from assets.landing.sheets.sheet import SheetReader
from assets.landing.store import Shelf
from assets.registry.sources import Source

SHEETS = 10_000  # numbers that one member of a zip may take for its sheets
TEXT_SUFFIXES = {".csv", ".txt"}


@dataclass(frozen=True)
class Task:
    """A file to parse into `folder` below `parsed`; `source` None: its sheets are only listed.

    `passwords` are tried where it is encrypted. `member`: only this one of a zip.
    """

    file: Path
    sha256: str
    source: Source | None
    parsed: Path
    folder: str
    passwords: tuple[str, ...] = field(default=(), repr=False)
    member: str | None = None


def parse_file(task: Task) -> None:
    """Parse or list one file and store the outcome, good or bad."""
    with Shelf(task.parsed, task.folder) as shelf, task.file.open("rb") as file:
        if task.source is None:
            shelf.accounts.extend(list_file(file, task.sha256, task.passwords))
        else:
            shelf.accounts.extend(read_file(task, file, SheetReader(task.source, shelf)))


class Reader(Protocol):
    """What becomes of the sheets of a file: stored (`SheetReader`), or looked at without loading (`check`)."""

    def hits(self, records: Sequence[Sequence[str]]) -> int:
        """Header names in the best of some records: tells encodings and delimiters apart."""
        ...

    def read(self, grid: Grid, number: int) -> SheetAccount:
        """One sheet, numbered within its file. Raises UnreadableError where it is damaged further down."""
        ...


def read_file(task: Task, file: BinaryIO, reader: Reader) -> Iterator[FileAccount]:
    """Hand every sheet of an opened file, or of every member of a zip, to a reader; the accounts it gives."""
    return _Reading(task, reader).files(file)


class _Reading:
    def __init__(self, task: Task, reader: Reader) -> None:
        self._task = task
        self._reader = reader
        self._numbers = count(1)

    def files(self, file: BinaryIO) -> Iterator[FileAccount]:
        """Accounts of the file, or of every member of a zip."""
        name = self._task.file.name
        try:
            form = sniff(file)
            if form is Form.ZIP:
                yield from self._members(file)
                return
            sheets = self._sheets(form, name, lambda: self._task.file.open("rb"))
        except UnreadableError as error:
            sheets = (failed(error),)
        yield FileAccount(None, self._task.sha256, sheets)

    def _members(self, file: BinaryIO) -> Iterator[FileAccount]:
        """A member's sheets are numbered alike whether it is read with the others or by itself."""
        for place, (package, member) in enumerate(members(file)):
            if self._task.member in (None, member.name):
                self._numbers = count(place * SHEETS + 1)
                yield self._member(package, member)

    def _member(self, package: zipfile.ZipFile, member: Member) -> FileAccount:
        sha256 = None
        try:
            content = member.read(package, passwords=self._task.passwords)
            sha256 = hashlib.sha256(content).hexdigest()
            form = sniff(io.BytesIO(content))
            if form is Form.ZIP:
                raise UnreadableError("a zip inside a zip: unpack it once")
            sheets = self._sheets(form, member.name, lambda: io.BytesIO(content))
        except UnreadableError as error:
            sheets = (failed(error),)
        return FileAccount(member.name, sha256, sheets)

    def _sheets(self, form: Form, name: str, opener: Opener) -> tuple[SheetAccount, ...]:
        if form is Form.TEXT:
            first, *others = self._read(text_grid(opener, self._reader.hits))
            return (_judged(first, name), *others)
        with opener() as file:
            book = open_book(form, file.read(), self._reader.hits, self._task.passwords)
        siblings = Siblings()
        return tuple(account for sheet in book.sheets for account in self._sheet(book, sheet, siblings))

    def _sheet(self, book: Book, sheet: str | None, siblings: Siblings) -> Iterator[SheetAccount]:
        try:
            yield from self._read(replace(book.grid(sheet), siblings=siblings))
        except UnreadableError as error:
            yield failed(error, sheet)

    def _read(self, grid: Grid) -> Iterator[SheetAccount]:
        """The tables of a sheet one below another; mostly it is one."""
        waiting = [mended(grid, self._reader.hits)]
        for table in waiting:
            try:
                account = self._reader.read(table, next(self._numbers))
            except UnreadableError as error:
                account = failed(error, table.sheet)
            yield account
            waiting += table.rest


def _judged(account: SheetAccount, name: str) -> SheetAccount:
    """Text under a workbook's name is read all the same; where no header is found in it, it is no workbook either."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in TEXT_SUFFIXES or account.status not in ("no_header", "empty"):
        return account
    raise UnreadableError(f"the name says {suffix or 'nothing'}, the content is text without a recognised header")
