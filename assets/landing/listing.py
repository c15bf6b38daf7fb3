"""Files of sources that a later release reads, and of folders nobody knows: their sheets are named, not read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from assets.landing.account import FileAccount, SheetAccount
from assets.landing.archive import Member, members
from assets.landing.sniff import OLE, Form, UnreadableError, sniff
from assets.landing.workbook import Workbook

NOT_READ = "not_read"


def list_file(file: BinaryIO, sha256: str) -> Iterator[FileAccount]:
    """Accounts without rows of a file, or of every member of a zip."""
    try:
        form = sniff(file)
        if form is Form.ZIP:
            yield from (FileAccount(member.name, None, _member(package, member)) for package, member in members(file))
            return
        sheets = _names(file.read()) if form is Form.WORKBOOK else (SheetAccount(None, NOT_READ),)
    except UnreadableError as error:
        sheets = (SheetAccount(None, "failed", str(error)),)
    yield FileAccount(None, sha256, sheets)


def _member(package: zipfile.ZipFile, member: Member) -> tuple[SheetAccount, ...]:
    try:
        head = member.read(package, 8)
        return _names(member.read(package)) if head.startswith((b"PK", OLE)) else (SheetAccount(None, NOT_READ),)
    except UnreadableError as error:
        return (SheetAccount(None, "failed", str(error)),)


def _names(content: bytes) -> tuple[SheetAccount, ...]:
    return tuple(SheetAccount(name, NOT_READ) for name in Workbook(content).sheets)
