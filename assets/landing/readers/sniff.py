"""What a file is, by its content: a suffix is only a hint that may be wrong."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from typing import BinaryIO

BOMB_BYTES = 4 << 30  # a member tree unpacking to more than this is refused
BOMB_RATIO = 250  # so is one that unpacks to so many times its size, unless it is small
SMALL_BYTES = 256 << 20

PACKAGE = b"PK\x03\x04"
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
    b"MIME-Version:": "a web archive (.mht): open it in Excel and save it as .xlsx",
}
OPENDOCUMENT = ("mimetype", "content.xml", "META-INF/manifest.xml")
HEAD = 64 << 10  # pages and XML may begin with many blank lines
WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
JSON = re.compile(r'[{\[]\s*["{\[}\]]')
MARKUP = re.compile(r"<[!?a-z%]", re.IGNORECASE)
SPREADSHEETML = re.compile(r"<([a-z]+:)?workbook\b[^>]*urn:schemas-microsoft-com:office:spreadsheet", re.IGNORECASE)
WEBPAGE = re.compile(r"<(!doctype html|html|head|meta|style|script|body|div|center|form|table|tr)\b", re.IGNORECASE)


class Form(StrEnum):
    """How a file's content is read."""

    WORKBOOK = "workbook"
    ENCRYPTED = "encrypted"
    WEBPAGE = "webpage"
    SPREADSHEETML = "spreadsheetml"
    GEOJSON = "geojson"
    ZIP = "zip"
    TEXT = "text"


class UnreadableError(Exception):
    """A file or sheet cannot be read; the message says why and holds no cell value."""


class DamagedError(UnreadableError):
    """A workbook, page or document (`what`) is damaged; `how` in a word or two."""

    def __init__(self, what: str, how: str) -> None:
        super().__init__(f"the {what} is damaged ({how}): open it in Excel and save it again as .xlsx")


class LockedError(UnreadableError):
    """A file asks for a password; `tried` are the passwords of the secrets file that do not open it."""

    def __init__(self, what: str, tried: int) -> None:
        found = f", and none of {tried} passwords opens it" if tried else ""
        super().__init__(
            f"the {what} is encrypted{found}: write its password into the secrets file (renpu.toml: [paths] secrets), "
            "or send it without a password"
        )


def sniff(file: BinaryIO) -> Form:
    """Form of an open, seekable file. Raises UnreadableError with the cause where it is none that is read."""
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith(PACKAGE):
        return _package(file)
    if head.startswith(OLE):
        return _ole(file)
    return sniff_head(head)


def sniff_head(head: bytes) -> Form:
    """Form of content that is neither a package nor an OLE file, by its first bytes. Raises UnreadableError."""
    if not head:
        raise UnreadableError("the file is empty (0 bytes)")
    for magic, kind in FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableError(f"the content is {kind}")
    return _written(head)


def _written(head: bytes) -> Form:
    """Form of content that is made of characters."""
    encoding = next((e for mark, e in WIDE.items() if head.startswith(mark)), "latin-1")
    text = head.decode(encoding, "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if JSON.match(text):
        return Form.GEOJSON
    if not MARKUP.match(text):
        return Form.TEXT
    if SPREADSHEETML.search(text):
        return Form.SPREADSHEETML
    if WEBPAGE.search(text):
        return Form.WEBPAGE
    raise UnreadableError("the content is XML, but no workbook: open it in Excel and save it as .xlsx")


def _package(file: BinaryIO) -> Form:
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("the zip structure is damaged: send the file again") from error
    finally:
        file.seek(0)
    refuse_bomb(members)
    names = {m.filename for m in members}
    if "[Content_Types].xml" not in names:
        return Form.WORKBOOK if names.issuperset(OPENDOCUMENT) else Form.ZIP
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
        return Form.ENCRYPTED
    if "WordDocument".encode("utf-16-le") in data:
        raise UnreadableError("the content is a Word document")
    return Form.WORKBOOK
