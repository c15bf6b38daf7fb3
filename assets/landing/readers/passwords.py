"""Encrypted workbooks, and the passwords that a county keeps in a private file (docs/decisions/0024)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import msoffcrypto
from msoffcrypto import exceptions

from assets.landing.readers.sniff import LockedError, UnreadableError

READ_ONLY = "VelvetSweatshop"  # what Excel encrypts with where only changing a workbook asks for a password


def is_locked(content: bytes) -> bool:
    """Whether content that no reader takes is an encrypted .xls; readers call it damaged."""
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(content)).is_encrypted())
    except Exception:  # whatever its parsers raise: it is damaged
        return False


def decrypted(content: bytes, passwords: Sequence[str]) -> bytes:
    """The plain workbook: .xlsx (agile and standard encryption) or .xls (RC4, RC4 CryptoAPI, XOR).

    Raises LockedError where none of the passwords opens it, UnreadableError where it is encrypted in another way.
    """
    strange: Exception | None = None
    for password in (READ_ONLY, *passwords):
        try:
            return _opened(content, password)
        except exceptions.InvalidKeyError:
            continue
        except Exception as error:  # msoffcrypto passes on whatever its parsers raise
            strange = error
    if strange:
        raise UnreadableError(f"the workbook is encrypted in an unknown way ({type(strange).__name__})") from strange
    raise LockedError("workbook", len(passwords))


def _opened(content: bytes, password: str) -> bytes:
    plain = io.BytesIO()
    file = msoffcrypto.OfficeFile(io.BytesIO(content))
    file.load_key(password=password)
    file.decrypt(plain)
    return plain.getvalue()
