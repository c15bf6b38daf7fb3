"""Workbooks that are really web pages: what the report pages of many systems hand out as .xls.

The page is parsed as events, not as a tree, so neither depth nor size costs more than the cells themselves. Nothing
is fetched, no script is run, no style is looked at: what a cell shows is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from lxml import etree

from assets.landing.decode import Hits, decoded, in_blocks
from assets.landing.grid import Merge
from assets.landing.sniff import UnreadableError
from assets.landing.table import COLUMNS, TABLE, Budget, Table, Tables, refuse_long, too_large

SILENT = frozenset({"script", "style", "title", "xml", "select", "textarea", "noscript"})
LINES = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "center", "caption"})
SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")
BREAK = "\0"
BREAKS = re.compile(f" ?(?:{BREAK} ?)+")
LOOKS_ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+|#+", re.ASCII)
SPAN = re.compile(r"\s*(\d{1,9})", re.ASCII)
LONGEST_SPAN = 65_534  # rows or columns, as browsers limit it


def open_webpage(content: bytes, hits: Hits) -> Tables:
    """The tables of a page. Raises UnreadableError where it has none, or is larger than any table."""
    refuse_long(content)
    text, encoding, remarks = decoded(content, hits)
    page = Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", no_network=True, huge_tree=False)
    try:
        for block in in_blocks(text.replace(BREAK, "")):
            parser.feed(block)
        parser.close()
    except etree.LxmlError as error:
        raise UnreadableError("the web page is damaged: open it in Excel and save it as .xlsx") from error
    if not page.tables:
        raise UnreadableError("the content is a web page without a table: send the file that it was made from")
    return Tables(page.tables, encoding, remarks)


class Page:
    """Takes the events of a page and keeps its tables, in the order in which they begin.

    Text outside any cell (a heading, a footer) becomes rows of one cell before the row that follows it, or after the
    last one. A table inside a cell is a table of its own, and no part of that cell.
    """

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._budget = Budget()
        self._open: list[_Rows] = []
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
            self._open.append(_Rows(table, self._budget))
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
            table.rows += [[line] for line in _visible("".join(self._loose)).split("\n") if line]
            self._loose = []


class _Rows:
    """The rows of one table while it is open."""

    def __init__(self, table: Table, budget: Budget) -> None:
        self.table = table
        self._budget = budget
        self._taken: dict[int, int] = {}  # column -> last row that a cell above reaches down to
        self._row: list[object] | None = None
        self._number: str | None = None
        self.in_cell = False
        self.texts: list[str] = []

    def begin(self) -> None:
        self.finish()
        self._row = []

    def cell(self, attributes: Mapping[str, str]) -> None:
        self.close()
        row = self._row = [] if self._row is None else self._row
        top = len(self.table.rows) + 1
        while self._taken.get(len(row), 0) >= top:
            row.append("")
        left, width, height = len(row), _span(attributes, "colspan"), _span(attributes, "rowspan")
        if left + width > COLUMNS:
            raise too_large()
        if width > 1 or height > 1:
            self.table.merges.append(Merge(top, left, top + height - 1, left + width - 1))
        if height > 1:
            self._taken.update(dict.fromkeys(range(left, left + width), top + height - 1))
        row += [""] * width
        self._place, self._number = left, attributes.get("x:num")
        self.in_cell, self.texts = True, []

    def close(self) -> None:
        if self.in_cell and self._row is not None:
            self._row[self._place] = _value(_visible("".join(self.texts)), self._number)
        self.in_cell = False

    def finish(self) -> None:
        self.close()
        if self._row is None:
            return
        number = len(self.table.rows) + 1
        self._taken = {column: last for column, last in self._taken.items() if last >= number}
        self._row += [""] * (max(self._taken, default=-1) + 1 - len(self._row))
        self._budget.spend(len(self._row) + 1)
        self.table.rows.append(self._row)
        self._row = None

    def end(self) -> None:
        """The table is over: nothing reaches below its last row."""
        self.finish()
        last = len(self.table.rows)
        self.table.merges = [Merge(m.top, m.left, min(m.bottom, last), m.right) for m in self.table.merges]


def _span(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name)
    digits = SPAN.match(text) if text else None
    return min(max(int(digits[1]), 1), LONGEST_SPAN) if digits else 1


def _visible(text: str) -> str:
    """Text as a browser shows it: blanks run together, lines only where the page breaks them."""
    if text.isalnum():
        return text
    return BREAKS.sub("\n", SPACE.sub(" ", text)).strip(" \n")


def _value(text: str, number: str | None) -> object:
    """The text; where Excel only shows a rounded number, the number that it keeps beside it."""
    if number and LOOKS_ROUNDED.fullmatch(text):
        try:
            return float(number)
        except ValueError:
            return text
    return text
