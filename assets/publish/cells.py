"""The one place that writes cells: numbers as numbers, all else as text, whatever it begins with.

Nothing else in `assets` imports xlsxwriter (tests/publish/test_cells.py holds to it), and `Sheet` has no method that
writes a formula, a link, or a text unmarked: a text that could run cannot get past it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from assets.publish.styles import A4, FONT, LOOKS
from assets.publish.worksheet import PlainWorksheet

RUNNABLE = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet would run a text that begins so, were it saved as CSV and read again (OWASP, CSV injection)."""
LONGEST = 32_767  # characters that a cell holds
ALLOWED = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True, "insert_rows": True}
"""What a protected sheet lets people do besides filling in the cells that are not locked."""


class Book:
    """A workbook being written; the same calls give the same bytes. To be closed, or used with `with`."""

    def __init__(self, target: Path | BinaryIO, title: str, created: dt.date) -> None:
        self._book = xlsxwriter.Workbook(target, {"in_memory": True})
        moment = dt.datetime(created.year, created.month, created.day)
        self._book.set_properties({"title": title, "author": "renpu", "created": moment})
        self._plain = {name: self._book.add_format(look) for name, look in LOOKS.items()}
        self._quoted = {name: self._book.add_format({**look, "quote_prefix": True}) for name, look in LOOKS.items()}

    def sheet(self, name: str) -> Sheet:
        """A new sheet behind the others."""
        return Sheet(self._book.add_worksheet(name, worksheet_class=PlainWorksheet), self._plain, self._quoted)

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Sheet:
    """One sheet: cells by row and column (both from 0), each with the name of a look."""

    def __init__(self, sheet: Worksheet, plain: dict[str, Format], quoted: dict[str, Format]) -> None:
        self._sheet, self._plain, self._quoted = sheet, plain, quoted
        sheet.hide_gridlines(2)

    def put(self, row: int, column: int, value: object, look: str) -> None:
        """Write one cell; None leaves it empty, with its look."""
        if value is None:
            self._sheet.write_blank(row, column, None, self._plain[look])
        elif isinstance(value, int | float):
            self._sheet.write_number(row, column, value, self._plain[look])
        else:
            text = str(value)[:LONGEST]
            formats = self._quoted if text.startswith(RUNNABLE) else self._plain
            self._sheet.write_string(row, column, text, formats[look])

    def lines(self, first: int, lines: Iterable[Sequence[object]], looks: Sequence[str], height: float) -> int:
        """Write lines of cells, one look per column; returns the row after the last."""
        after = first
        for after, line in enumerate(lines, start=first + 1):
            self._sheet.set_row(after - 1, height)
            for column, (value, look) in enumerate(zip(line, looks, strict=True)):
                self.put(after - 1, column, value, look)
        return after

    def merged(self, row: int, left: int, right: int, text: object, look: str, bottom: int | None = None) -> None:
        """Write one text over several columns, and rows down to `bottom`; a single cell is not merged."""
        if (right, bottom or row) != (left, row):
            self._sheet.merge_range(row, left, bottom or row, right, "", self._plain[look])
        self.put(row, left, text, look)

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self._sheet.set_row(row, points)

    def widths(self, widths: Iterable[float], hidden: int = 0) -> None:
        """Set the widths of the columns in characters; the last `hidden` ones are not shown."""
        held = list(widths)
        for column, width in enumerate(held):
            self._sheet.set_column(column, column, width, None, {"hidden": column >= len(held) - hidden})

    def freeze(self, row: int, column: int) -> None:
        """Keep the rows above and the columns before in sight."""
        self._sheet.freeze_panes(row, column)

    def filter(self, head: int, last: int, columns: int) -> None:
        """Arrows to filter by, in a head row; `last` is the last row with data."""
        self._sheet.autofilter(head, 0, max(last, head), columns - 1)

    def choose(self, first: int, last: int, column: int, answers: Sequence[str] | str, error: tuple[str, str]) -> None:
        """A drop-down: the answers, or the range (`range_of`) that holds them. Other text is refused with an error."""
        source = list(answers) if not isinstance(answers, str) else answers
        rule = {"validate": "list", "source": source, "error_title": error[0], "error_message": error[1]}
        self._sheet.data_validation(first, column, last, column, rule)

    def not_before(self, first: int, last: int, column: int, day: dt.date, error: tuple[str, str]) -> None:
        """Take only dates from a day on."""
        rule = {"validate": "date", "criteria": ">=", "value": day, "error_title": error[0], "error_message": error[1]}
        self._sheet.data_validation(first, column, last, column, rule)

    def show_differences(self, first: int, last: int, left: int, right: int) -> None:
        """Colour two columns where both are filled and differ."""
        a, b = (f"${xl_col_to_name(column)}{first + 1}" for column in (left, right))
        rule = {"type": "formula", "criteria": f'=AND({a}<>"",{b}<>"",{a}<>{b})', "format": self._plain["differs"]}
        self._sheet.conditional_format(first, left, last, right, rule)

    def numbers_as_text(self, first: int, last: int, columns: int) -> None:
        """No warning marks on identity numbers and phones, which are text on purpose."""
        self._sheet.ignore_errors({"number_stored_as_text": xl_range_abs(first, 0, last, columns - 1)})

    def protect(self) -> None:
        """Lock what is not to be filled in; without a password, against slips and not against people."""
        self._sheet.protect("", ALLOWED)

    def break_before(self, rows: Iterable[int]) -> None:
        """Begin a new page before each of some rows."""
        self._sheet.set_h_pagebreaks(list(rows))

    def page(
        self, title: str, edition: str, note: str, head: tuple[int, int] | None = None, *, paper: int = A4,
        upright: bool = False,
    ) -> None:  # fmt: skip
        """As wide as the page, its head rows on every one; secrecy, note, title and page number above and below."""
        (self._sheet.set_portrait if upright else self._sheet.set_landscape)()
        self._sheet.set_paper(paper)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.7)
        self._sheet.center_horizontally()
        self._sheet.fit_to_pages(1, 0)
        if head:
            self._sheet.repeat_rows(*head)
        font = f'&"{FONT}"&9'
        title, edition, note = (text.replace("&", "&&") for text in (title, edition, note))
        self._sheet.set_header(f"&L{font}内部资料  注意保密&R{font}{note}", {"margin": 0.35})
        self._sheet.set_footer(f"&L{font}{title}&C{font}第 &P 页  共 &N 页&R{font}参照月份 {edition}", {"margin": 0.35})


def range_of(sheet: str, column: int, first: int, last: int) -> str:
    """A range of one column of a sheet, as `Sheet.choose` takes it."""
    return f"='{sheet}'!{xl_range_abs(first, column, last, column)}"
