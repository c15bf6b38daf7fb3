"""Members of a delivered zip: one level, names in any encoding, nothing unpacked to disk."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO

import pyzipper

from assets.landing.readers.mojibake import mended_name
from assets.landing.readers.sniff import LockedError, UnreadableError
from assets.landing.readers.table import once

UTF8_NAME = 0x800
ENCRYPTED = 0x1
AES = 99  # stands where the method of compression would: zipfile itself knows only ZipCrypto
CLUTTER = (".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Member:
    """One file inside a zip, `name` with forward slashes."""

    name: str
    info: zipfile.ZipInfo

    def read(self, package: zipfile.ZipFile, size: int = -1, passwords: Sequence[str] = ()) -> bytes:
        """Its content, or the first bytes of it.

        Raises LockedError where it is encrypted and no password opens it, UnreadableError where it is damaged.
        """
        if self.info.flag_bits & ENCRYPTED:
            return self._unlocked(package, size, passwords)
        return self._content(package, size)

    def _unlocked(self, package: zipfile.ZipFile, size: int, passwords: Sequence[str]) -> bytes:
        keys = list(dict.fromkeys(p.encode(e, "replace") for p in passwords for e in ("utf-8", "gb18030")))
        opened = self._aes if self.info.compress_type == AES else self._content
        for key in keys:
            with suppress(UnreadableError):  # one in 256 wrong passwords fails only when the content is unpacked
                return opened(package, size, key)
        raise LockedError("zip", len(passwords))

    def _aes(self, package: zipfile.ZipFile, size: int, key: bytes) -> bytes:
        """What WinRAR, WinZip and 7-Zip encrypt."""
        try:
            with pyzipper.AESZipFile(package.fp) as sealed:
                info = next(i for i in sealed.infolist() if i.header_offset == self.info.header_offset)
                with sealed.open(info, pwd=key) as handle:
                    content: bytes = handle.read()  # the seal is checked at the end alone
                    return content if size < 0 else content[:size]
        except Exception as error:  # a wrong password and damage, in classes of its own
            raise UnreadableError(f"the zip member cannot be opened ({type(error).__name__})") from error

    def _content(self, package: zipfile.ZipFile, size: int, key: bytes | None = None) -> bytes:
        try:
            with package.open(self.info, pwd=key) as handle:
                return handle.read(size)
        except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
            raise UnreadableError("the zip member is damaged or packed in an unknown way") from error
        except Exception as error:  # zlib.error and lzma.LZMAError share no base class
            raise UnreadableError(f"the zip member cannot be unpacked ({type(error).__name__})") from error


def members(file: BinaryIO) -> Iterator[tuple[zipfile.ZipFile, Member]]:
    """The files of a zip, in the order of their names."""
    with zipfile.ZipFile(file) as package:
        found = sorted((Member(_name(i), i) for i in package.infolist() if not i.is_dir()), key=lambda m: m.name)
        for name, member in zip(once([m.name for m in found]), found, strict=True):
            if not is_clutter(member.name):
                yield package, replace(member, name=str(name))


def is_clutter(name: str) -> bool:
    """Files that systems leave behind and nobody delivered: lock files, thumbnails, macOS forks."""
    return name.startswith("__MACOSX/") or name.rsplit("/", 1)[-1].startswith(CLUTTER)


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & UTF8_NAME:
        return mended_name(info.filename)
    raw = info.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename
