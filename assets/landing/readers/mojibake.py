"""Text that somebody opened in the wrong encoding and saved again: `濮撳悕` or `å§“å` for 姓名 (docs/decisions/0014).

Bytes that found no character on the way are lost, mostly the last of an odd number: `鐜嬪皬鏄�` comes back as 王小�.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.readers.decode import REPLACED

LOST = ("锟斤拷", REPLACED)
GONE = b"\xff"  # a lost byte: UTF-8 has no such one
BROKEN = re.compile(  # a character without its middle or end, and lost bytes or question marks in their place
    rb"[\xe0-\xef]\xff[\x80-\xbf]|(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})"
    rb"(?![\x80-\xbf])[\xff?]{0,2}|\xff+"
)
HAN = r"[\u3400-\u9fff]"
CHINESE = r"[\x20-\x7e\u3400-\u9fff（）【】《》、。：，—]*"
C1 = "assets.landing.c1"


@dataclass(frozen=True)
class Mistake:
    """What was opened as what; `undo` raises UnicodeError where a text cannot have come about that way."""

    was: str
    taken_for: str
    undo: Callable[[str], str]

    def repaired(self, text: str) -> str | None:
        """The text as it was, or None where it cannot be traced back."""
        try:
            return self.undo(text)
        except UnicodeError:
            return None


def _as_gbk(text: str) -> bytes:
    """Bytes that Windows shows as this text under code page 936, where 80 is the euro sign; a lost one is FF."""
    parts = re.split(f"([€{REPLACED}])", text)
    return b"".join({"€": b"\x80", REPLACED: GONE}.get(part) or part.encode("gb18030") for part in parts)


def _as_1252(text: str) -> bytes:
    return text.encode("cp1252", C1)


def _byte(error: UnicodeError) -> tuple[bytes, int]:
    """The C1 control characters stand for the bytes that Windows-1252 leaves open."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    character = error.object[error.start]
    if character == REPLACED:
        return GONE, error.start + 1
    if not "\x80" <= character <= "\x9f":
        raise error
    return character.encode("latin-1"), error.start + 1


def _utf8(content: bytes) -> str:
    """UTF-8 of which bytes may be lost, but not all that were no ASCII."""
    text = BROKEN.sub(REPLACED.encode(), content).decode("utf-8")
    if REPLACED in text and not any(c > "\x7f" and c != REPLACED for c in text):
        raise UnicodeError
    return text


codecs.register_error(C1, _byte)
MISTAKES = (
    Mistake("UTF-8", "GBK", lambda text: _utf8(_as_gbk(text))),
    Mistake("UTF-8", "Windows-1252", lambda text: _utf8(_as_1252(text))),
    Mistake("GBK", "Windows-1252", lambda text: _as_1252(text).decode("gb18030")),
)


def mended_name(name: str) -> str:
    """The name of a zip's member as it was: no header tells here, so all of it has to come back, and as Chinese."""
    for mistake in MISTAKES:
        was = mistake.repaired(name)
        if was and re.fullmatch(CHINESE, was) and len(re.findall(HAN, was)) > 1:
            return was
    return name


def rows_lost(table: pa.Table) -> int:
    """Rows with a cell in which characters were lost before the file was sent."""
    columns = [c.combine_chunks() for c in table.columns if pa.types.is_string(c.type) and c.null_count < len(c)]
    masks = [pc.match_substring(c, mark) for c in columns for mark in _held(c)]
    if not masks:
        return 0
    return int(pc.sum(reduce(pc.or_, (pc.fill_null(mask, False) for mask in masks))).as_py())


def _held(column: pa.Array) -> list[str]:
    """The marks that stand anywhere among the column's bytes: far faster than cell by cell."""
    content = column.buffers()[2]
    content = content.to_pybytes() if content else b""
    return [mark for mark in LOST if mark.encode() in content]
