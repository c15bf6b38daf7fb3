from __future__ import annotations

import io

import pytest

from assets.landing.readers.archive import members
from assets.landing.readers.sniff import LockedError
from tests.landing.locked import aes_zip

CONTENT = "姓名,身份证号\r\n".encode() * 500


def read(content: bytes, *passwords: str) -> bytes:
    (opened,) = [member.read(package, passwords=passwords) for package, member in members(io.BytesIO(content))]
    return opened


@pytest.mark.parametrize("strength", [1, 2, 3])
def test_every_strength(strength: int) -> None:
    assert read(aes_zip("a.csv", CONTENT, "口令".encode(), strength), "falsch", "口令") == CONTENT


def test_a_password_typed_in_gb18030() -> None:
    assert read(aes_zip("a.csv", CONTENT, "口令".encode("gb18030")), "口令") == CONTENT


def test_a_wrong_password_opens_nothing() -> None:
    with pytest.raises(LockedError):
        read(aes_zip("a.csv", CONTENT, b"wort"), "falsch")


def test_what_was_changed_on_the_way_is_not_opened() -> None:
    sealed = bytearray(aes_zip("a.csv", CONTENT, b"wort"))
    sealed[70] ^= 1
    with pytest.raises(LockedError):
        read(bytes(sealed), "wort")
