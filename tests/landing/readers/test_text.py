"""Texts through the reader of a source, as far as they are text: encodings, delimiters, quotes, lines."""

from __future__ import annotations

import pytest

from tests.landing.conftest import Parse
from tests.landing.files import text

HEADER = ["姓名", "性别", "身份证号", "学校名称", "联系电话"]
ROWS = [HEADER, ["张三", "男", "370281198503121234", "一中", "13800138000"], ["李四", "女", "无", "一中", ""]]


@pytest.mark.parametrize("delimiter", [",", "\t", "|", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_encoding_and_delimiter(parse: Parse, stored, encoding: str, delimiter: str) -> None:
    (sheet,) = parse("education_staff", "a.csv", text(ROWS, delimiter, encoding))
    assert (sheet.status, sheet.encoding, sheet.sheet) == ("read", encoding, None)
    assert (sheet.rows, sheet.accepted, sheet.skipped) == (3, 2, 1)
    assert stored()[0] == {
        "row": 2, "name": "张三", "sex": "男", "id_number": "370281198503121234", "unit_name": "一中",
        "phone": "13800138000",
    }  # fmt: skip


def test_a_record_is_numbered_by_the_line_it_starts_on(parse: Parse, stored) -> None:
    rows = [HEADER, ["张三", "男", "1", "一\n中\n学", ""], ["李四", "女", "2", "二中", ""]]
    (sheet,) = parse("education_staff", "a.csv", b"\r\n" + text(rows))
    assert [(r["row"], r["unit_name"]) for r in stored()] == [(3, "一\n中\n学"), (6, "二中")]
    assert (sheet.header_row, sheet.rows, sheet.accepted, sheet.skipped) == (2, 4, 2, 2)


def test_cells_stay_as_written(parse: Parse, stored) -> None:
    first = ["张三 ", "1", '="370281198503121234"', "一中", "\t138"]
    parse("education_staff", "a.csv", text([HEADER, first, ["李四", "2", "'3702", "一中", "3.70281E+17"]]))
    assert [(r["name"], r["id_number"], r["phone"]) for r in stored()] == [
        ("张三 ", '="370281198503121234"', "\t138"),
        ("李四", "'3702", "3.70281E+17"),
    ]


def test_a_quotation_mark_that_is_never_closed_swallows_nothing(parse: Parse, stored) -> None:
    lines = [",".join(HEADER), '张三,男,1,"一中,', *(f"李{i},女,{i},二中," for i in range(100))]
    (sheet,) = parse("education_staff", "a.csv", "\n".join(lines).encode())
    assert sheet.accepted == 101
    assert "never closed" in sheet.message


def test_a_damaged_utf8_file_is_not_taken_for_gb18030(parse: Parse, stored) -> None:
    (sheet,) = parse("education_staff", "a.csv", text(ROWS).replace("一中".encode(), "一中".encode()[:-1], 1))
    assert (sheet.encoding, sheet.accepted) == ("utf-8", 2)
    assert "1 lines hold characters" in sheet.message


def test_ragged_rows_are_kept_and_told(parse: Parse, stored) -> None:
    rows = [HEADER, ["张三"], ["李四", "女", "1", "一中", "138", "surplus"]]
    (sheet,) = parse("education_staff", "a.csv", text(rows))
    assert sheet.accepted == 2
    assert "1 rows have cells in columns without a header" in sheet.message
    assert "surplus" not in sheet.message


def test_text_under_a_workbooks_name_is_read(parse: Parse) -> None:
    (sheet,) = parse("education_staff", "a.xls", text(ROWS, "\t", "gb18030"))
    assert sheet.status == "read"


@pytest.mark.parametrize("content", [b"nothing of a table", bytes(range(256)) * 20], ids=["prose", "binary"])
def test_what_is_no_table_is_reported(parse: Parse, content: bytes) -> None:
    (sheet,) = parse("education_staff", "a.xlsx", content)
    assert sheet.status == "failed"
    assert sheet.message


def test_prose_in_a_text_file_has_no_header(parse: Parse) -> None:
    (sheet,) = parse("education_staff", "a.txt", "本月无\n".encode())
    assert (sheet.status, sheet.rows, sheet.skipped) == ("no_header", 1, 1)
