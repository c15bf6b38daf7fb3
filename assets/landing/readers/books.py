"""Opening a file's content as sheets, by its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assets.landing.readers.decode import Hits
from assets.landing.readers.geojson import open_geojson
from assets.landing.readers.passwords import decrypted, is_locked
from assets.landing.readers.sniff import Form, UnreadableError
from assets.landing.readers.spreadsheetml import open_spreadsheetml
from assets.landing.readers.table import Book, Tables
from assets.landing.readers.webpage import open_webpage
from assets.landing.readers.workbook import Workbook

OPENERS: Mapping[Form, Callable[[bytes, Hits], Tables]] = {
    Form.WEBPAGE: open_webpage,
    Form.SPREADSHEETML: open_spreadsheetml,
    Form.GEOJSON: open_geojson,
}


def no_hits(_records: Sequence[Sequence[str]]) -> int:
    """Counts no header names: for files whose sheets are only listed."""
    return 0


def open_book(form: Form, content: bytes, hits: Hits = no_hits, passwords: Sequence[str] = ()) -> Book:
    """The sheets of any content but delimited text and zips; `hits` counts header names among records.

    Raises UnreadableError where the content is damaged, hostile or empty, and LockedError where none of the
    `passwords` opens it.
    """
    if form in OPENERS:
        return OPENERS[form](content, hits)
    if form is Form.ENCRYPTED:
        return Workbook(decrypted(content, passwords))
    try:
        return Workbook(content)
    except UnreadableError:
        if not is_locked(content):
            raise
        return Workbook(decrypted(content, passwords))
