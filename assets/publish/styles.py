"""How the workbooks look: type, borders and print set-up of a census office's tables (宋体, in Excel as in WPS)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

FONT = "宋体"
A4 = 9
# A spreadsheet would run a text that begins so, were it saved as CSV and read again.
RUNNABLE = ("=", "+", "-", "@", "\t", "\r")

_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
_CELL: dict[str, Any] = {**_BASE, "font_size": 10, "border": 1, "align": "center"}
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "font_size": 20, "bold": True, "align": "center"},
    "line": _BASE,
    "line_right": {**_BASE, "align": "right"},
    "warning": {**_BASE, "bold": True, "font_color": "#C00000"},
    "paragraph": {**_BASE, "font_size": 10, "text_wrap": True, "valign": "top"},
    "head": {**_CELL, "bold": True, "text_wrap": True, "bg_color": "#E4ECF5"},
    "text": {**_CELL, "align": "left", "indent": 1, "shrink": True},
    "wrapped": {**_CELL, "font_size": 9, "align": "left", "text_wrap": True},
    "differs": {"bg_color": "#FFF2CC"},
    "entry": {**_CELL, "bg_color": "#EAF4E2", "text_wrap": True, "locked": False},
    "entry_date": {**_CELL, "bg_color": "#EAF4E2", "num_format": "yyyy-mm-dd", "locked": False},
    "code": {**_CELL, "shrink": True},
    "number": {**_CELL, "num_format": "#,##0"},
    "rate": {**_CELL, "num_format": "0.0%"},
    "total": {**_CELL, "bold": True, "num_format": "#,##0", "bg_color": "#F2F2F2"},
}


class Styles:
    """The formats of one workbook, by the name of a look."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._plain = {name: book.add_format(look) for name, look in _LOOKS.items()}
        self._quoted = {name: book.add_format({**look, "quote_prefix": True}) for name, look in _LOOKS.items()}

    def plain(self, look: str) -> Format:
        """The format of a look."""
        return self._plain[look]

    def for_text(self, look: str, text: str) -> Format:
        """The same; where the text could run as a formula, with the mark that keeps it text for good."""
        return self._quoted[look] if text.startswith(RUNNABLE) else self._plain[look]


def put(sheet: Worksheet, styles: Styles, row: int, column: int, value: object, look: str) -> None:
    """Write one cell: numbers as numbers, all else as text, never as a formula or a link."""
    if value is None:
        sheet.write_blank(row, column, None, styles.plain(look))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles.plain(look))
    else:
        sheet.write_string(row, column, str(value), styles.for_text(look, str(value)))


def put_lines(
    sheet: Worksheet, styles: Styles, first: int, lines: Iterable[Sequence[object]], looks: Sequence[str], height: float
) -> int:
    """Write lines of cells, one look per column; returns the row after the last."""
    row = first
    for row, line in enumerate(lines, start=first):
        sheet.set_row(row, height)
        for column, (value, look) in enumerate(zip(line, looks, strict=True)):
            put(sheet, styles, row, column, value, look)
        first = row + 1
    return first


def set_up_page(sheet: Worksheet, title: str, edition: str, head: tuple[int, int], note: str) -> None:
    """A4 landscape, as wide as the page, head repeated; title, page and the confidentiality note on every page."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*head)
    sheet.hide_gridlines(2)
    font = f'&"{FONT}"&9'
    sheet.set_header(f"&L{font}内部资料  注意保密&R{font}{note}", {"margin": 0.35})
    sheet.set_footer(f"&L{font}{title}&C{font}第 &P 页  共 &N 页&R{font}参照月份 {edition}", {"margin": 0.35})
