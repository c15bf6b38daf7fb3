"""The character encoding of a delivered text: UTF-8, UTF-16 or GB18030 (contract.md section 1)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import BinaryIO

from assets.landing.readers.sniff import UnreadableError

LOST = b"\x84\x31\xa4\x37"  # U+FFFD in GB18030: what a system wrote for a byte that it could not read
HALF = re.compile(rb"(?:[\xe0-\xef][\x80-\xbf]?|[\xc2-\xdf])?" + LOST)
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\v\f\x1a\x1b")


def detect(head: bytes, opener: Callable[[], BinaryIO], score: Callable[[str], int]) -> tuple[str, bool]:
    """Encoding, and whether every byte was seen to fit it.

    A text that is not wholly UTF-8 is GB18030, unless UTF-8 brings out more header names (`score`): then it is UTF-8
    with damaged places. Raises UnreadableError for content that is no text.
    """
    for bom, encoding in BOMS.items():
        if head.startswith(bom):
            return encoding, False
    if b"\0" in head:
        return _wide(head), False
    if sum(head.count(c) for c in CONTROL) * 100 > len(head):
        raise UnreadableError("the content is neither text nor a workbook")
    if _is_utf8(opener):
        return "utf-8", True
    damaged = score(head.decode("utf-8", "replace")) > score(head.decode("gb18030", "replace"))
    return ("utf-8" if damaged else "gb18030"), False


def without_lost(content: bytes) -> bytes:
    """UTF-8 that was read and written again as GB18030: each lost byte, with what is left of its character, as FF."""
    return HALF.sub(b"\xff", content) if LOST in content else content


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: ASCII characters leave every second byte empty."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 4 * min(even, odd) and max(even, odd) * 50 > len(head):
        return "utf-16-be" if even > odd else "utf-16-le"
    raise UnreadableError("the content is neither text nor a workbook")


def _is_utf8(opener: Callable[[], BinaryIO]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with opener() as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
