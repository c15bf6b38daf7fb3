"""What is hidden in a workbook or page is read like everything else; of a hidden sheet the account says so."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import xlsxwriter
import xlwt

from tests.landing.conftest import Parse
from tests.landing.markup import spreadsheetml, webpage

HEADER = ["姓名", "身份证号", "学校名称"]
ROWS = [HEADER, ["张三", "1", "一中"], ["李四", "2", "一中"]]
READ = [
    {"row": 2, "name": "张三", "id_number": "1", "unit_name": "一中"},
    {"row": 3, "name": "李四", "id_number": "2", "unit_name": "一中"},
]
HIDDEN_ROW, HIDDEN_COLUMN = 1, 1


def xlsx() -> bytes:
    """Two hidden sheets, in each of which a row and a column are hidden."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet("封面")
        for name in ("甲", "乙"):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(ROWS):
                sheet.write_row(number, 0, row)
            sheet.set_row(HIDDEN_ROW, None, None, {"hidden": True})
            sheet.set_column(HIDDEN_COLUMN, HIDDEN_COLUMN, None, None, {"hidden": True})
        book.worksheets()[1].hide()
        book.worksheets()[2].very_hidden()
    return buffer.getvalue()


def xls() -> bytes:
    """The same as BIFF8."""
    book = xlwt.Workbook(encoding="utf-8")
    book.add_sheet("封面")
    for name, visibility in (("甲", 1), ("乙", 2)):
        sheet = book.add_sheet(name)
        for number, row in enumerate(ROWS):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
        sheet.row(HIDDEN_ROW).hidden = True
        sheet.col(HIDDEN_COLUMN).hidden = True
        sheet.visibility = visibility
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xml() -> bytes:
    """The same as SpreadsheetML."""
    document = spreadsheetml({"封面": [], "甲": ROWS, "乙": ROWS}, hidden=["甲", "乙"]).decode()
    column = f'<Table><Column ss:Index="{HIDDEN_COLUMN + 1}" ss:Hidden="1"/>'
    row = f'<Row ss:Index="{HIDDEN_ROW + 1}"'
    return document.replace("<Table>", column).replace(row, f'{row} ss:Hidden="1"').encode()


@pytest.mark.parametrize("write", [xlsx, xls, xml])
def test_rows_of_hidden_rows_columns_and_sheets_are_read(parse: Parse, stored, write: Callable[[], bytes]) -> None:
    _, *accounts = parse("education_staff", f"a.{write.__name__}", write())
    assert [(a.sheet, a.status, a.accepted, a.message) for a in accounts] == [
        ("甲", "read", 2, "the sheet is hidden"),
        ("乙", "read", 2, "the sheet is hidden"),
    ]
    assert [stored(a.number) for a in accounts] == [READ, READ]


def test_rows_that_a_page_does_not_display_are_read(parse: Parse, stored) -> None:
    page = webpage([ROWS]).replace(b"<tr><td", b'<tr style="display:none"><td')
    (account,) = parse("education_staff", "a.xls", page)
    assert (account.accepted, stored()) == (2, READ)
