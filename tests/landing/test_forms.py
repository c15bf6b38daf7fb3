"""What people and systems do to sheets, form by form (facts/domain.md 1.10 and 3), through the reader of a source."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import xlsxwriter
import xlwt

from tests.landing.conftest import Parse
from tests.landing.files import Rows, text, xls, xlsx
from tests.landing.markup import spreadsheetml, webpage

HEADER = ["姓名", "性别", "出生日期", "身份证号", "学校名称", "联系电话"]
ROW = ["张三", "男", "19850312", "370281198503121234", "一中", "13800138000"]
READ = {"name": "张三", "sex": "男", "birth_date": "19850312", "id_number": "370281198503121234", "unit_name": "一中",
        "phone": "13800138000"}  # fmt: skip
FORMS = {
    "a.xlsx": lambda rows: xlsx({"一": rows}),
    "a.xls": lambda rows: xls({"一": rows}),
    "b.xls": lambda rows: spreadsheetml({"一": rows}),
    "c.xls": lambda rows: webpage([rows]),
    "a.csv": text,
}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xls", xlsx({"一": [HEADER, ROW]})),
        ("a.csv", xlsx({"一": [HEADER, ROW]})),
        ("a.xlsx", xls({"一": [HEADER, ROW]})),
        ("a.et", xls({"一": [HEADER, ROW]})),
        ("a.dat", xlsx({"一": [HEADER, ROW]})),
        ("a.xls", text([HEADER, ROW], "\t", "gb18030")),
        ("a.xlsx", text([HEADER, ROW], ",", "utf-8-sig")),
        ("a.csv", webpage([[HEADER, ROW]])),
        ("a.xlsx", spreadsheetml({"一": [HEADER, ROW]})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_content_is_read_whatever_the_name(parse: Parse, stored, name: str, content: bytes) -> None:
    (account,) = parse("education_staff", name, content)
    assert (account.status, account.accepted) == ("read", 1)
    assert stored() == [{"row": 2, **READ}]


def test_what_exporters_put_around_values_passes_as_written(parse: Parse, stored) -> None:
    wrapped = ["张三\t", "NULL", "'19850312", '="370281198503121234"', " 一中", "'13800138000\t"]
    parse("education_staff", "a.csv", text([HEADER, wrapped], ",", "gb18030"))
    assert list(stored()[0].values()) == [2, *wrapped]
    parse("education_staff", "a.xls", text([HEADER, [*wrapped[:3], "'370281198503121234", wrapped[4]]], "|"))
    assert stored()[0]["id_number"] == "'370281198503121234"


@pytest.mark.parametrize(
    ("name", "number"),
    [("a.xlsx", "3.70281198503121e+17"), ("a.xls", "3.70281198503121e+17"), ("b.xls", "370281198503121234")],
)
def test_numbers_keep_the_digits_that_are_certain(parse: Parse, stored, name: str, number: str) -> None:
    parse("education_staff", name, FORMS[name]([HEADER, ["张三", 1, 31118, 370281198503121234, "一中", 13800138000]]))
    assert [stored()[0][c] for c in ("id_number", "birth_date", "phone")] == [number, "31118", "13800138000"]


@pytest.mark.parametrize("name", ["c.xls", "a.csv"])
def test_a_number_that_is_written_keeps_the_digits_that_are_written(parse: Parse, stored, name: str) -> None:
    parse("education_staff", name, FORMS[name]([HEADER, ["张三", "", "", "3.70281E+17", "一中", ""]]))
    assert stored()[0]["id_number"] == "3.70281E+17"


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("titles", [1, 6])
def test_titles_a_two_row_header_comments_repeats_and_footers(parse: Parse, stored, name: str, titles: int) -> None:
    upper = ["序号", "基本信息", "", "", "学校名称", "联系电话"]
    lower = ["", "姓名", "性别", "身份证号", "", ""]
    comment = ["", "必填，真实姓名", "1=男，2=女", "可选，18位", "", "多个电话用;分隔"]
    person = ["1", "张三", "男", "370281198503121234", "一中", "13800138000"]
    rows = [[f"某校名册{i}"] for i in range(titles)] + [
        upper,
        lower,
        comment,
        person,
        upper,
        lower,
        person,
        ["合计：2人"],
    ]
    (account,) = parse("education_staff", name, FORMS[name](rows))
    assert (account.rows, account.accepted, account.rejected) == (titles + 8, 2, 0)
    assert account.skips == {"title": titles, "header": 3, "repeated_header": 2, "footer": 1, "blank": 0}
    assert [r["row"] for r in stored()] == [titles + 4, titles + 7]
    assert stored()[0]["id_number"] == "370281198503121234"


@pytest.mark.parametrize("merged", [True, False])
def test_a_header_of_three_rows(parse: Parse, stored, merged: bool) -> None:
    rows = [
        ["出生证编号", "新生儿", "", "父母", "", "", ""],
        ["", "姓名", "出生日期", "母亲", "", "父亲", ""],
        ["", "", "", "姓名", "身份证号", "姓名", "身份证号"],
        ["L350247695", "张小三", "20261001", "李四", "1", "张三", "2"],
    ]
    merges = [(0, 1, 0, 2), (0, 3, 0, 6), (1, 3, 1, 4), (1, 5, 1, 6), (0, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)]
    book = xlsx({"一": rows}, {"一": merges}) if merged else text(rows)
    (account,) = parse("health_births", "a.xlsx", book)
    assert (account.header_row, account.skips["header"]) == (1, 3)
    names = ("name", "mother_name", "mother_id_number", "father_name", "father_id_number")
    assert [stored()[0][n] for n in names] == ["张小三", "李四", "1", "张三", "2"]


def test_dates_of_the_1904_system(parse: Parse, stored) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"date_1904": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["张三", "男", dt.datetime(1985, 3, 12), "1", "一中"])
    parse("education_staff", "a.xlsx", buffer.getvalue())
    assert stored()[0]["birth_date"] == "1985-03-12"
    old = xlwt.Workbook()
    old.dates_1904 = True
    page = old.add_sheet("一")
    for column, value in enumerate(HEADER):
        page.write(0, column, value)
    page.write(1, 0, "张三")
    page.write(1, 2, dt.datetime(1985, 3, 12), xlwt.easyxf(num_format_str="yyyy/m/d"))
    buffer = io.BytesIO()
    old.save(buffer)
    parse("education_staff", "a.xls", buffer.getvalue())
    assert stored()[0]["birth_date"] == "1985-03-12"


def test_formulas_are_their_last_values_and_errors_are_blank(parse: Parse, stored) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, "=B9", None, "张三")
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 3, '="3702811985"&"03121234"', None, "370281198503121234")
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
        sheet.write_string(1, 5, "=cmd|' /C calc'!A0")
    parse("education_staff", "a.xlsx", buffer.getvalue())
    assert stored() == [{"row": 2, "name": "张三", "id_number": "370281198503121234", "phone": "=cmd|' /C calc'!A0"}]


def test_hidden_sheets_are_read_and_named(parse: Parse) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in ("显示", "隐藏", "深藏"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, HEADER)
            sheet.write_row(1, 0, ROW)
        book.get_worksheet_by_name("隐藏").hide()
        book.get_worksheet_by_name("深藏").very_hidden()
    accounts = parse("education_staff", "a.xlsx", buffer.getvalue())
    assert [(a.accepted, a.message) for a in accounts] == [
        (1, ""), (1, "the sheet is hidden"), (1, "the sheet is hidden")
    ]  # fmt: skip


def test_sheets_per_village_and_their_empty_rest(parse: Parse) -> None:
    village: Rows = [["某村名册"], HEADER, ROW]
    sheets = {"大村": village, "小村": village, "Sheet1": [], "Sheet2": [["合计", "2"]]}
    accounts = parse("education_staff", "a.xls", xls(sheets))
    assert [(a.sheet, a.status) for a in accounts] == [
        ("大村", "read"), ("小村", "read"), ("Sheet1", "empty"), ("Sheet2", "no_header")
    ]  # fmt: skip
