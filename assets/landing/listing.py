"""Files of sources that a later release reads, and of folders nobody knows: their sheets are named, not read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from assets.landing.account import FileAccount, SheetAccount, failed
from assets.landing.readers.archive import Member, members
from assets.landing.readers.books import open_book
from assets.landing.readers.sniff import HEAD, OLE, PACKAGE, Form, UnreadableError, sniff, sniff_head

NOT_READ = "not_read"


def list_file(file: BinaryIO, sha256: str, passwords: Sequence[str] = ()) -> Iterator[FileAccount]:
    """Accounts without rows of a file, or of every member of a zip."""
    try:
        form = sniff(file)
        if form is Form.ZIP:
            for package, member in members(file):
                yield FileAccount(member.name, None, _member(package, member, passwords))
            return
        sheets = _listed(form, file, passwords)
    except UnreadableError as error:
        sheets = (failed(error),)
    yield FileAccount(None, sha256, sheets)


def _member(package: zipfile.ZipFile, member: Member, passwords: Sequence[str]) -> tuple[SheetAccount, ...]:
    try:
        head = member.read(package, HEAD, passwords)
        if not head.startswith((PACKAGE, OLE)) and sniff_head(head) is Form.TEXT:
            return (SheetAccount(None, NOT_READ),)  # not unpacked: it may be gigabytes
        content = io.BytesIO(member.read(package, passwords=passwords))
        form = sniff(content)
        if form is Form.ZIP:
            raise UnreadableError("a zip inside a zip: unpack it once")
        return _listed(form, content, passwords)
    except UnreadableError as error:
        return (failed(error),)


def _listed(form: Form, file: BinaryIO, passwords: Sequence[str]) -> tuple[SheetAccount, ...]:
    names = (None,) if form is Form.TEXT else open_book(form, file.read(), passwords=passwords).sheets
    return tuple(SheetAccount(name, NOT_READ) for name in names)
