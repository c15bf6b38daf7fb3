"""Encrypted workbooks and zips, built by the tests."""

from __future__ import annotations

import hmac
import io
import struct
import zipfile
import zlib
from hashlib import md5, pbkdf2_hmac

import xlwt
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from xlwt.CompoundDoc import XlsDoc

from tests.landing.files import Rows

BOF, FILEPASS, BOUNDSHEET, INTERFACE = 0x0809, 0x002F, 0x0085, 0x00E1
SALT = bytes(range(16))


def locked_xlsx(book: bytes, password: str) -> bytes:
    """A workbook with agile encryption, as Excel writes it."""
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(book)).encrypt(password, locked)
    return locked.getvalue()


def locked_xls(sheet: str, rows: Rows, password: str) -> bytes:
    """A BIFF8 workbook with RC4 encryption ([MS-XLS] 2.2.10)."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            page.write(r, c, value)
    records = list(_records(book.get_biff_data()))
    verifier = _rc4(_key(password, 0), SALT + md5(SALT).digest())
    records.insert(1, (FILEPASS, struct.pack("<HHH", 1, 1, 1) + SALT + verifier))
    size = sum(4 + len(data) for _, data in records)
    records.append((0, bytes(-size % 4)))  # xlwt pads the stream with zeros: they have to be whole records
    locked = io.BytesIO()
    XlsDoc().save(locked, _encrypted(records, password))
    return locked.getvalue()


def _records(stream: bytes) -> list[tuple[int, bytes]]:
    records, place = [], 0
    while place < len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        records.append((kind, stream[place + 4 : place + 4 + size]))
        place += 4 + size
    return records


def _encrypted(records: list[tuple[int, bytes]], password: str) -> bytes:
    size = sum(4 + len(data) for _, data in records)
    keystream = b"".join(_rc4(_key(password, block), bytes(1024)) for block in range(size // 1024 + 1))
    stream = b""
    for kind, data in records:
        stream += struct.pack("<HH", kind, len(data))
        key = keystream[len(stream) : len(stream) + len(data)]
        if kind == BOUNDSHEET:  # the place of the sheet stays readable, and has moved by the FILEPASS record
            place = struct.unpack_from("<I", data)[0] + 4 + 54
            stream += struct.pack("<I", place) + _xor(data, key)[4:]
        else:
            stream += data if kind in (BOF, FILEPASS, INTERFACE) else _xor(data, key)
    return stream


def _key(password: str, block: int) -> bytes:
    start = md5((md5(password.encode("utf-16-le")).digest()[:5] + SALT) * 16).digest()[:5]
    return md5(start + struct.pack("<I", block)).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    return Cipher(ARC4(key), mode=None).encryptor().update(data)


def _xor(data: bytes, key: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(data, key, strict=True))


def locked_zip(name: str, content: bytes, password: bytes) -> bytes:
    """A zip of one file with the classic encryption (ZipCrypto)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        package.writestr(name, bytes(12) + content)
    plain = buffer.getvalue()
    check = zlib.crc32(content)
    body = _zip_crypto(bytes(11) + bytes([check >> 24]) + content, password)
    locked = bytearray(plain.replace(bytes(12) + content, body, 1))
    directory = locked.index(b"PK\x01\x02")
    for flags, crc, size in ((6, 14, 22), (directory + 8, directory + 16, directory + 24)):
        locked[flags] |= 1
        struct.pack_into("<I", locked, crc, check)
        struct.pack_into("<I", locked, size, len(content))
    return bytes(locked)


def aes_zip(name: str, content: bytes, password: bytes, strength: int = 3) -> bytes:
    """A zip of one deflated file with AES (WinZip AE-2)."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(content) + packer.flush()
    size, salt = 8 + 8 * strength, SALT[: 4 + 4 * strength]
    keys = pbkdf2_hmac("sha1", password, salt, 1000, 2 * size + 2)
    cipher = Cipher(algorithms.AES(keys[:size]), modes.ECB()).encryptor()
    stream = b"".join(cipher.update(struct.pack("<QQ", i + 1, 0)) for i in range(len(packed) // 16 + 1))
    sealed = _xor(packed, stream[: len(packed)])
    body = salt + keys[2 * size :] + sealed + hmac.digest(keys[size : 2 * size], sealed, "sha1")[:10]
    extra = struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, strength, 8)
    title = name.encode()
    common = struct.pack("<HHHHHIIIHH", 51, 0x801, 99, 0, 0x21, 0, len(body), len(content), len(title), len(extra))
    local = b"PK\x03\x04" + common + title + extra + body
    directory = b"PK\x01\x02" + struct.pack("<H", 51) + common + bytes(14) + title + extra
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end


def _zip_crypto(data: bytes, password: bytes) -> bytes:
    table = [_crc_entry(i) for i in range(256)]
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in data:
        temporary = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((temporary * (temporary ^ 1) >> 8) & 0xFF))
        update(byte)
    return bytes(out)


def _crc_entry(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value
