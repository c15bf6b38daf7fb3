from __future__ import annotations

import io
import zipfile

import pytest

from assets.landing.sniff import UnreadableError
from assets.landing.zip_aes import read_aes
from tests.landing.locked import aes_zip

CONTENT = "姓名,身份证号\r\n".encode() * 500


def read(content: bytes, *passwords: bytes) -> bytes | None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return read_aes(package, package.infolist()[0], passwords)


@pytest.mark.parametrize("strength", [1, 2, 3])
def test_every_strength(strength: int) -> None:
    assert read(aes_zip("a.csv", CONTENT, b"wort", strength), b"falsch", b"wort") == CONTENT


def test_a_wrong_password_opens_nothing() -> None:
    assert read(aes_zip("a.csv", CONTENT, b"wort"), b"falsch") is None


def test_what_was_changed_on_the_way_is_not_opened() -> None:
    sealed = bytearray(aes_zip("a.csv", CONTENT, b"wort"))
    sealed[70] ^= 1
    assert read(bytes(sealed), b"wort") is None


def test_a_member_without_the_field_of_its_strength_is_damaged() -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        read(aes_zip("a.csv", CONTENT, b"wort").replace(b"\x01\x99", b"\x02\x99"), b"wort")
