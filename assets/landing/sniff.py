"""What a file is, by its content: a suffix is only a hint that may be wrong."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from typing import BinaryIO

BOMB_BYTES = 4 << 30  # a member tree unpacking to more than this is refused
BOMB_RATIO = 250  # so is one that unpacks to so many times its size, unless it is small
SMALL_BYTES = 256 << 20

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FOREIGN = {
    b"%PDF": "a PDF document",
    b"Rar!": "a RAR archive: pack it as zip",
    b"7z\xbc\xaf": "a 7z archive: pack it as zip",
    b"\x1f\x8b": "a gzip archive: pack it as zip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"SQLi": "a database file",
    b"PAR1": "a Parquet file",
    b"PK\x05\x06": "a zip without any member",
}
MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"<meta", b"<head")


class Form(StrEnum):
    """How a file's content is read."""

    WORKBOOK = "workbook"
    ZIP = "zip"
    TEXT = "text"


class UnreadableError(Exception):
    """A file or sheet cannot be read; the message says why and holds no cell value."""


def sniff(file: BinaryIO) -> Form:
    """Form of an open, seekable file. Raises UnreadableError with the cause where it is none that is read."""
    head = file.read(4096)
    file.seek(0)
    if not head:
        raise UnreadableError("the file is empty (0 bytes)")
    if head.startswith(b"PK\x03\x04"):
        return _package(file)
    if head.startswith(OLE):
        return _ole(file)
    for magic, kind in FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableError(f"the content is {kind}")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise UnreadableError("the content is a web page or XML: open it in Excel and save it as .xlsx")
    return Form.TEXT


def _package(file: BinaryIO) -> Form:
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError("the zip structure is damaged: send the file again") from error
    finally:
        file.seek(0)
    refuse_bomb(members)
    names = {m.filename for m in members}
    if "[Content_Types].xml" not in names:
        return Form.ZIP
    if not any(n.startswith("xl/") for n in names):
        raise UnreadableError("the content is an Office document, but no workbook")
    return Form.WORKBOOK


def refuse_bomb(members: list[zipfile.ZipInfo]) -> None:
    """Raise UnreadableError where members would unpack to far more than their size."""
    unpacked, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if unpacked > BOMB_BYTES or (unpacked > SMALL_BYTES and unpacked > BOMB_RATIO * max(packed, 1)):
        raise UnreadableError(f"zip bomb: {packed:,} bytes would unpack to {unpacked:,}")


def _ole(file: BinaryIO) -> Form:
    data = file.read()
    file.seek(0)
    if ENCRYPTED in data:
        raise UnreadableError("the workbook is encrypted: send it without a password")
    if "WordDocument".encode("utf-16-le") in data:
        raise UnreadableError("the content is a Word document")
    return Form.WORKBOOK
