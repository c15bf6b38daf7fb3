"""Zip members under AES, as WinRAR, WinZip and 7-Zip encrypt them (WinZip AE-1 and AE-2); zipfile knows only ZipCrypto.

A member is: salt, two bytes that tell most wrong passwords, content encrypted in counter mode, ten bytes of HMAC-SHA1.
"""

from __future__ import annotations

import bz2
import hashlib
import hmac
import struct
import sys
import zipfile
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from assets.landing.sniff import UnreadableError

METHOD = 99  # stands where the method of compression would
EXTRA = 0x9901
ROUNDS = 1000
SEAL = 10
LOCAL_HEADER = 30
DAMAGED = "the zip member is damaged: send the file again"


@dataclass(frozen=True)
class Sealed:
    """An encrypted member: strength 1, 2, 3 (keys of 16, 24, 32 bytes), real method, and its parts."""

    strength: int
    method: int
    salt: bytes
    check: bytes
    content: bytes
    seal: bytes

    def opened(self, password: bytes) -> bytes | None:
        """The content, still compressed, or None where the password is another."""
        size = 8 + 8 * self.strength
        keys = hashlib.pbkdf2_hmac("sha1", password, self.salt, ROUNDS, 2 * size + 2)
        if not hmac.compare_digest(keys[2 * size :], self.check):
            return None
        told = hmac.digest(keys[size : 2 * size], self.content, "sha1")[:SEAL]
        return _counter_mode(keys[:size], self.content) if hmac.compare_digest(told, self.seal) else None


def read_aes(package: zipfile.ZipFile, info: zipfile.ZipInfo, passwords: Iterable[bytes]) -> bytes | None:
    """A member's content, or None where no password opens it. Raises UnreadableError where it is damaged."""
    sealed = _sealed(package, info)
    packed = next((content for p in passwords if (content := sealed.opened(p)) is not None), None)
    return None if packed is None else _unpacked(packed, sealed.method, info.file_size)


def _sealed(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Sealed:
    file = package.fp
    extra = _extra(info.extra)
    if file is None or extra is None or info.header_offset < 0:
        raise UnreadableError(DAMAGED)
    file.seek(info.header_offset)
    header = file.read(LOCAL_HEADER)
    if len(header) < LOCAL_HEADER:
        raise UnreadableError(DAMAGED)
    file.seek(sum(struct.unpack("<HH", header[26:30])), 1)
    strength, method = extra
    salt = file.read(4 + 4 * strength)
    check = file.read(2)
    content = file.read(max(info.compress_size - len(salt) - len(check) - SEAL, 0))
    return Sealed(strength, method, salt, check, content, file.read(SEAL))


def _extra(extra: bytes) -> tuple[int, int] | None:
    """Strength and real method from the extra field of the directory."""
    place = 0
    while place + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, place)
        if kind == EXTRA and size == 7 and place + 11 <= len(extra):
            strength, method = struct.unpack_from("<BH", extra, place + 8)
            return (strength, method) if strength in (1, 2, 3) else None
        place += 4 + size
    return None


def _counter_mode(key: bytes, content: bytes) -> bytes:
    """Counter mode with a little-endian counter from 1: the counters are encrypted and laid over the content."""
    blocks = -(-len(content) // 16)
    counters = array("Q", bytes(16 * blocks))
    counters[::2] = array("Q", range(1, blocks + 1))
    if sys.byteorder == "big":
        counters.byteswap()
    stream = Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(counters.tobytes())[: len(content)]
    plain = int.from_bytes(content, "little") ^ int.from_bytes(stream, "little")
    return plain.to_bytes(len(content), "little")


def _unpacked(packed: bytes, method: int, size: int) -> bytes:
    """At most the bytes that the directory names: it was judged as a bomb or not."""
    try:
        if method == zipfile.ZIP_STORED:
            return packed
        if method == zipfile.ZIP_DEFLATED:
            return zlib.decompressobj(-15).decompress(packed, size + 1)
        if method == zipfile.ZIP_BZIP2:
            return bz2.BZ2Decompressor().decompress(packed, size + 1)
    except (zlib.error, OSError) as error:
        raise UnreadableError(DAMAGED) from error
    raise UnreadableError(f"the zip member is packed in an unknown way (method {method}): pack it as an ordinary zip")
