"""Whole contents as text, for the forms that are text but no lines: web pages, XML, JSON."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

from lxml import etree

from assets.landing.readers.encoding import detect, without_lost
from assets.landing.readers.sniff import DamagedError

Hits = Callable[[Sequence[Sequence[str]]], int]
WORDS = re.compile(r"<[^<>]*>|[\"{}:,]")  # what stands between the words of a page or of JSON
BLOCK = 1 << 18
REPLACED = "\ufffd"


def feed(parser: etree.XMLParser | etree.HTMLParser, text: str, what: str) -> None:
    """Give a parser the whole text of a `what`, in blocks: it holds back what it is fed at once.

    Raises DamagedError where the parser does not get through.
    """
    try:
        for start in range(0, len(text), BLOCK):
            parser.feed(text[start : start + BLOCK].encode("utf-8", "replace"))
        parser.close()
    except etree.LxmlError as error:
        raise DamagedError(what, type(error).__name__) from error


def decoded(content: bytes, hits: Hits) -> tuple[str, str, list[str]]:
    """Text, encoding and remarks. What a page declares about itself is not believed: the bytes decide.

    Raises UnreadableError for content that is no text.
    """
    head = content[: 256 << 10]
    encoding, _ = detect(head, lambda: io.BytesIO(content), lambda text: hits([WORDS.split(text)]))
    text = (
        (without_lost(content) if encoding == "utf-8" else content).decode(encoding, "replace").removeprefix("\ufeff")
    )
    damaged = sum(REPLACED in line for line in text.split("\n")) if REPLACED in text else 0
    remarks = [f"{damaged} lines hold characters that the encoding does not know"] if damaged else []
    return text, encoding, remarks
