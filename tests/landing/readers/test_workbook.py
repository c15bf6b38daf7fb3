"""Workbooks through the reader of a source: typed cells, merged ranges, hidden and damaged sheets."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import pytest
import xlsxwriter

from assets.landing.readers.sniff import UnreadableError
from assets.landing.readers.workbook import Workbook, damaged
from tests.landing.conftest import Parse
from tests.landing.files import xls, xlsx, zipped

HEADER = ["姓名", "性别", "出生日期", "身份证号", "学校名称", "联系电话"]
Writer = Callable[..., bytes]


def test_typed_cells_become_text(parse: Parse, stored) -> None:
    born = dt.date(1985, 3, 12)
    rows = [HEADER, ["张三", 1, born, 370281198503121234.0, "一中", 13800138000]]
    parse("education_staff", "a.xlsx", xlsx({"Sheet1": rows}))
    assert stored() == [
        {"row": 2, "name": "张三", "sex": "1", "birth_date": "1985-03-12", "id_number": "3.70281198503121e+17",
         "unit_name": "一中", "phone": "13800138000"}
    ]  # fmt: skip


@pytest.mark.parametrize(("write", "suffix"), [(xlsx, "xlsx"), (xls, "xls")])
def test_cells_merged_downwards_are_repeated_and_blanks_are_not(
    parse: Parse, stored, write: Writer, suffix: str
) -> None:
    rows = [
        ["户号", "姓名", "身份证号", "户籍地址"],
        ["0001", "甲", "1", "某村1号"],
        ["", "乙", "2", ""],
        ["", "丙", "3", ""],
        ["0002", "丁", "4", ""],
        ["", "戊", "5", ""],
    ]
    merges = {"Sheet1": [(1, 0, 3, 0), (1, 3, 2, 3)]}
    parse("police_hukou", f"a.{suffix}", write({"Sheet1": rows}, merges))
    assert [(r["name"], r.get("household_no"), r.get("hukou_address")) for r in stored()] == [
        ("甲", "0001", "某村1号"),
        ("乙", "0001", "某村1号"),
        ("丙", "0001", None),
        ("丁", "0002", None),
        ("戊", None, None),
    ]


def test_rows_are_numbered_as_excel_shows_them(parse: Parse, stored) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(4, 2, HEADER)
        sheet.write_row(6, 2, ["张三", "男", "1985", "1", "一中"])
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.set_column(4, 4, None, None, {"hidden": True})
    (account,) = parse("education_staff", "a.xlsx", buffer.getvalue())
    assert stored()[0]["row"] == 7
    assert stored()[0]["birth_date"] == "1985"
    assert (account.header_row, account.rows, account.accepted, account.skipped) == (5, 7, 1, 6)


def test_every_sheet_is_read_or_reported(parse: Parse) -> None:
    person = [HEADER, ["张三", "男", "1985", "1", "一中", ""]]
    book = xlsx({"一中": person, "说明": [["填表说明"], ["姓名须与身份证一致"]], "空": [], "二中": person[:1]})
    found = {a.sheet: (a.status, a.rows, a.accepted, a.skipped) for a in parse("education_staff", "a.xlsx", book)}
    assert found == {
        "一中": ("read", 2, 1, 1),
        "说明": ("no_header", 2, 0, 2),
        "空": ("empty", 0, 0, 0),
        "二中": ("empty", 1, 0, 1),
    }


def test_a_damaged_sheet_costs_itself_only(parse: Parse) -> None:
    good = xlsx({"一中": [HEADER, ["张三", "男", "1985", "1", "一中", ""]], "二中": [HEADER]})
    members = _members(good)
    members["xl/worksheets/sheet2.xml"] = b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>"
    found = {a.sheet: a.status for a in parse("education_staff", "a.xlsx", zipped(members))}
    assert found == {"一中": "read", "二中": "failed"}


def test_a_damaged_workbook_is_reported(parse: Parse) -> None:
    members = _members(xlsx({"一中": [HEADER]}))
    members["xl/workbook.xml"] = b"<workbook"
    (account,) = parse("education_staff", "a.xlsx", zipped(members))
    assert account.status == "failed"
    assert "damaged" in account.message


def test_an_interrupt_is_no_damage() -> None:
    with pytest.raises(KeyboardInterrupt):
        damaged(KeyboardInterrupt(), "sheet")
    assert isinstance(damaged(ValueError(), "sheet"), UnreadableError)


def test_sheets_in_their_order() -> None:
    assert Workbook(xls({"b": [["x"]], "a": [["y"]]})).sheets == ("b", "a")


def _members(book: bytes) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return {n: package.read(n) for n in package.namelist()}
