"""SpreadsheetML 2003: workbooks as one XML document, mostly named .xls.

Parsed as events, without entities, document types, network or a tree: a document that declares a type is refused,
because Excel never writes one and entities are how small documents become large.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from lxml import etree

from assets.landing.readers.decode import Hits, decoded, feed
from assets.landing.readers.grid import Merge
from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.table import COLUMNS, ROWS, TABLE, Budget, Table, Tables, refuse_long, too_large

SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
WORKSHEET, ROW, CELL, DATA = SS + "Worksheet", SS + "Row", SS + "Cell", SS + "Data"
INDEX, SPAN, ACROSS, DOWN = SS + "Index", SS + "Span", SS + "MergeAcross", SS + "MergeDown"
VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
WRITTEN_OUT = re.compile(r"\d{15}(?!0+$)\d+", re.ASCII)  # not by Excel, which has no digit behind the fifteenth
BEFORE_DATES = 1900  # Excel writes a time of day as a moment of 1899


def open_spreadsheetml(content: bytes, hits: Hits) -> Tables:
    """The worksheets of a document. Raises UnreadableError where it is damaged, hostile, or holds none."""
    refuse_long(content)
    text, encoding, remarks = decoded(content, hits)
    document = Document()
    parser = etree.XMLParser(
        target=document, encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    feed(parser, text, "XML")
    if not document.tables:
        raise UnreadableError("the content is XML without a worksheet: open it in Excel and save it as .xlsx")
    return Tables(document.tables, encoding, remarks)


class Document:
    """Takes the events of a document and keeps its worksheets."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._budget = Budget()
        self._row: list[object] = []
        self._path: list[str] = []
        self._left = self._span = 0
        self._kind = "String"
        self._texts: list[str] | None = None

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        """A document type is declared: refused."""
        raise UnreadableError("the XML declares a document type or entities: refused, save it as .xlsx")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag == WORKSHEET:
            self._budget.spend(TABLE)
            self.tables.append(Table(attributes.get(SS + "Name") or f"表{len(self.tables) + 1}"))
        elif self.tables and tag == ROW:
            self._skip_to(_number(attributes, INDEX, 1))
            self._row, self._span = [], _number(attributes, SPAN, 0)
        elif self.tables and tag == CELL:
            self._cell(attributes)
        elif (self.tables and tag == VISIBLE) or (tag == DATA and self._path[-1:] == [CELL]):
            self._kind = attributes.get(SS + "Type", "String")
            self._texts = []
        self._path.append(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._path.pop()
        if self.tables and tag == ROW:
            self._budget.spend(len(self._row) + 1)
            self.tables[-1].rows.append(self._row)
            self._skip_to(len(self.tables[-1].rows) + 1 + self._span)
        elif self._texts is not None and tag in (VISIBLE, DATA):
            text, self._texts = "".join(self._texts), None
            if tag == DATA:
                self._row[self._left] = _value(self._kind, text)
            else:
                self.tables[-1].hidden = text.strip() in ("SheetHidden", "SheetVeryHidden")

    def data(self, text: str) -> None:
        """Characters."""
        if self._texts is not None:
            self._texts.append(text)

    def close(self) -> None:
        """The document is over."""

    def _skip_to(self, number: int) -> None:
        """Blank rows up to the one before this number."""
        rows = self.tables[-1].rows
        if number > ROWS:
            raise too_large()
        blank = max(number - 1 - len(rows), 0)
        self._budget.spend(blank)
        rows += [()] * blank

    def _cell(self, attributes: Mapping[str, str]) -> None:
        top = len(self.tables[-1].rows) + 1
        left = max(_number(attributes, INDEX, len(self._row) + 1), 1) - 1
        across, down = _number(attributes, ACROSS, 0), _number(attributes, DOWN, 0)
        if left + across >= COLUMNS:
            raise too_large()
        if across or down:
            self.tables[-1].merges.append(Merge(top, left, top + down, left + across))
        self._row += [""] * (left + across + 1 - len(self._row))
        self._left = left


def _number(attributes: Mapping[str, str], name: str, default: int) -> int:
    text = attributes.get(name)
    if text is None:
        return default
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def _value(kind: str, text: str) -> object:
    """A typed cell; a value that its type does not allow stays text."""
    try:
        if kind == "Number":
            return text if WRITTEN_OUT.fullmatch(text) else float(text)
        if kind == "DateTime":
            moment = dt.datetime.fromisoformat(text)
            return moment.time() if moment.year < BEFORE_DATES else moment
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text
