"""Workbooks that are really web pages, through the reader of a source."""

from __future__ import annotations

import pytest

from assets.landing.readers.webpage import open_webpage
from tests.landing.conftest import Parse
from tests.landing.files import zipped
from tests.landing.markup import webpage

HEADER = ["姓名", "性别", "出生日期", "身份证号", "学校名称", "联系电话"]
ROW = ["张三", "男", "19850312", "370281198503121234", "一中", "13800138000"]
READ = {"name": "张三", "sex": "男", "birth_date": "19850312", "id_number": "370281198503121234", "unit_name": "一中",
        "phone": "13800138000"}  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "encoding"), [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "gb18030"), ("utf-16", "utf-16")]
)
def test_the_bytes_decide_the_encoding_and_not_what_the_page_declares(
    parse: Parse, stored, charset: str, encoding: str
) -> None:
    page = webpage([[["某校教职工名册"], HEADER, ROW]], charset=charset, encoding=encoding)
    (account,) = parse("education_staff", "a.xls", page)
    assert (account.status, account.encoding, account.header_row) == ("read", encoding, 2)
    assert stored() == [{"row": 3, **READ}]


def test_spans_are_merges(parse: Parse, stored) -> None:
    rows = [
        ["户号", "人员基本信息", "", "户籍地址"],
        ["", "姓名", "身份证号", ""],
        ["0001", "甲", "1", "某村1号"],
        ["", "乙", "2", ""],
        ["0002", "丙", "3", ""],
    ]
    merges = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3), (2, 0, 3, 0), (2, 3, 3, 3)]
    (account,) = parse("police_hukou", "a.xls", webpage([rows], merges))
    assert (account.rows, account.skips["header"]) == (5, 2)
    assert [(r["row"], r["name"], r.get("household_no"), r.get("hukou_address")) for r in stored()] == [
        (3, "甲", "0001", "某村1号"),
        (4, "乙", "0001", "某村1号"),
        (5, "丙", "0002", None),
    ]


def test_what_a_cell_shows_is_what_is_read(parse: Parse, stored) -> None:
    page = """<TABLE><TR><TH>姓&nbsp;名<TH>性别<TH>出生<BR>日期<TH>身份证号<TH>学校名称
        <TR><TD>张
          三 <TD><font color=red>男</font><TD>&nbsp;<TD x:num="370281198503121234">3.70281E+17<TD>一&amp;中<br>东校区
        <TR><TD>李四<TD>女<TD>1985/3/12<TD x:num="31118">31118<TD><script>alert('x')</script>二中</TABLE>"""
    parse("education_staff", "a.xls", page.encode("gb18030"))
    assert stored() == [
        {"row": 2, "name": "张 三", "sex": "男", "id_number": "3.70281198503121e+17", "unit_name": "一&中\n东校区"},
        {"row": 3, "name": "李四", "sex": "女", "birth_date": "1985/3/12", "id_number": "31118", "unit_name": "二中"},
    ]


def test_every_table_is_a_sheet_and_loose_text_belongs_to_the_next_one(parse: Parse, stored) -> None:
    first, second = webpage([[HEADER, ROW]]), "<p>制表人：某某</p>"
    page = first.decode("gb18030").replace("<body>", "<body><h3>某校名册</h3><p>填报日期：2026年10月5日</p>")
    page = page.replace("</body>", f"<table><tr><td>说明</table>{second}</body>")
    accounts = parse("education_staff", "a.xls", page.encode("gb18030"))
    assert [(a.sheet, a.status, a.rows) for a in accounts] == [("表1", "read", 4), ("表2", "no_header", 2)]
    assert (accounts[0].titles, accounts[0].dated) == (("某校名册", "填报日期：2026年10月5日"), "20261005")
    assert stored() == [{"row": 4, **READ}]


@pytest.mark.parametrize(
    ("names", "sheets"),
    [(["大村"], ["大村", "大村(2)"]), (["大村", "小&amp;村"], ["大村", "小&村"]), (["甲", "乙", "丙"], ["表1", "表2"])],
)
def test_sheets_are_called_as_excel_would_call_them(parse: Parse, names: list[str], sheets: list[str]) -> None:
    said = "".join(f"<x:ExcelWorksheet><x:Name>{name}</x:Name></x:ExcelWorksheet>" for name in names)
    page = webpage([[HEADER, ROW], [HEADER, ROW]]).decode("gb18030")
    page = page.replace("<head>", f"<head><!--[if gte mso 9]><xml>{said}</xml><![endif]-->")
    assert [a.sheet for a in parse("education_staff", "a.xls", page.encode("gb18030"))] == sheets


def test_a_table_in_a_cell_of_the_page_is_read(parse: Parse, stored) -> None:
    inner = webpage([[HEADER, ROW]]).decode("gb18030").split("<body>")[1].split("</body>")[0]
    page = f"<html><body><table><tr><td>某县系统</td></tr><tr><td>{inner}</td></tr></table></body></html>"
    accounts = parse("education_staff", "a.xls", page.encode("gb18030"))
    assert [a.status for a in accounts] == ["no_header", "read"]
    assert stored(2) == [{"row": 2, **READ}]


def test_a_page_in_a_zip(parse: Parse, stored) -> None:
    parse("education_staff", "a.zip", zipped({"b.xls": webpage([[HEADER, ROW]])}))
    assert stored() == [{"row": 2, **READ}]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"<html><frameset><frame src='sheet001.htm'></frameset></html>", "without a table"),
        (b"<table><tr>" + b"<td colspan=1000>x" * 20, "larger than a sheet"),
        (b"<table></table>" * 6000, "larger than a sheet"),
        (b"<table>" + b"<tr><td colspan=9999>x<td colspan=6000>" * 4000, "larger than a sheet"),
    ],
    ids=["frames", "wide", "many tables", "many wide rows"],
)
def test_a_page_that_is_no_table(parse: Parse, content: bytes, cause: str) -> None:
    (account,) = parse("education_staff", "a.xls", content)
    assert account.status == "failed"
    assert cause in account.message


def test_depth_costs_nothing(parse: Parse, stored) -> None:
    page = "<div>" * 200_000 + f"<table><tr><td>{'<td>'.join(HEADER)}<tr><td>{'<td>'.join(ROW)}"
    parse("education_staff", "a.xls", page.encode())
    assert stored() == [{"row": 2, **READ}]


def test_a_page_that_is_cut_off_is_read_and_said(parse: Parse) -> None:
    page = webpage([[HEADER, *[[f"甲{i}", *ROW[1:]] for i in range(20)]]])
    (whole,) = parse("education_staff", "a.xls", page)
    (cut,) = parse("education_staff", "a.xls", page[: page.rindex("甲15".encode("gb18030"))])
    assert (whole.accepted, "cut off" in whole.message) == (20, False)
    assert (cut.status, cut.accepted, "cut off" in cut.message) == ("read", 15, True)


def test_a_cell_over_thousands_of_columns_makes_no_wider_table() -> None:
    rows = "".join(f"<tr><td>甲{i}</td><td>{i}</td></tr>" for i in range(50))
    page = f"<table><tr><td colspan=16000>名册</td></tr><tr><td>姓名</td><td>身份证号</td></tr>{rows}</table>"
    book = open_webpage(page.encode(), lambda _: 0)
    (chunk,) = book.grid(book.sheets[0]).chunks
    assert {len(row) for row in chunk.rows} == {2}
