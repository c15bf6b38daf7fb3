"""Workbooks that are really web pages: what the report pages of many systems hand out as .xls.

The page is parsed as events, not as a tree, so neither depth nor size costs more than the cells themselves. Nothing
is fetched, no script is run, no style is looked at: what a cell shows is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from lxml import etree

from assets.landing.readers.decode import Hits, decoded, feed
from assets.landing.readers.page_rows import BREAK, PageRows, visible
from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.table import TABLE, Budget, Table, Tables, refuse_long

SILENT = frozenset({"script", "style", "title", "xml", "select", "textarea", "noscript"})
LINES = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "caption"})
TABLE_BEGIN, TABLE_END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)


def open_webpage(content: bytes, hits: Hits) -> Tables:
    """The tables of a page. Raises UnreadableError where it has none, or is larger than any table."""
    refuse_long(content)
    text, encoding, remarks = decoded(content, hits)
    page = Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=False)
    feed(parser, text.replace(BREAK, ""), "web page")
    if not page.tables:
        raise UnreadableError("the content is a web page without a table: send the file that it was made from")
    return Tables(page.tables, encoding, [*remarks, *_cut_off(text)])


def _cut_off(text: str) -> Iterator[str]:
    """A remark where a table is not ended: a page that was cut off is read without complaint by every parser."""
    begun, ended = (sum(1 for _ in tag.finditer(text)) for tag in (TABLE_BEGIN, TABLE_END))
    if begun > ended:
        yield "a table has no end (</table>): the page may be cut off, compare its rows with the system's"


class Page:
    """Takes the events of a page and keeps its tables, in the order in which they begin.

    Text outside any cell (a heading, a footer) becomes rows of one cell before the row that follows it, or after the
    last one. A table inside a cell is a table of its own, and no part of that cell.
    """

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._budget = Budget()
        self._open: list[PageRows] = []
        self._silent = 0
        self._loose: list[str] = []
        self._names: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._silent += tag in SILENT
        if tag == "table":
            table = Table(f"表{len(self.tables) + 1}")
            self._titles(table)
            self._budget.spend(TABLE)
            self.tables.append(table)
            self._open.append(PageRows(table, self._budget))
        elif tag in LINES:
            self.data(BREAK)
        elif self._open and tag == "tr":
            self._titles(self._open[-1].table)
            self._open[-1].begin()
        elif self._open and tag in ("td", "th"):
            self._open[-1].cell(dict(attributes) if attributes else {})

    def end(self, tag: str) -> None:
        """An element ends."""
        self._silent -= tag in SILENT
        if not self._open:
            return
        if tag == "table":
            self._open.pop().end()
        elif tag in ("td", "th"):
            self._open[-1].close()
        elif tag in LINES:
            self.data(BREAK)

    def data(self, text: str) -> None:
        """Characters."""
        if self._silent:
            return
        if self._open and self._open[-1].in_cell:
            self._open[-1].texts.append(text)
        else:
            self._loose.append(text)

    def comment(self, text: str) -> None:
        """A comment: one that is meant for Excel names the sheets."""
        self._names += [unescape(name).strip() for name in SHEET_NAME.findall(text)]

    def close(self) -> None:
        """The page is over."""
        if self.tables:
            self._titles(self.tables[-1])
        names = self._names * len(self.tables) if len(self._names) == 1 else self._names
        if len(names) == len(self.tables):
            for table, name in zip(self.tables, names, strict=True):
                table.name = name or table.name

    def _titles(self, table: Table) -> None:
        if self._loose:
            table.rows += [[line] for line in visible("".join(self._loose)).split("\n") if line]
            self._loose = []
