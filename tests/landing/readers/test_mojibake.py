"""Text opened in the wrong encoding and saved again, through the reader of a source."""

from __future__ import annotations

import pytest

from assets.landing.readers.mojibake import MISTAKES
from tests.landing.conftest import Parse
from tests.landing.files import text, xls, xlsx
from tests.landing.markup import spreadsheetml, webpage

PHONE = "13800138000"
ROWS = [
    ["姓名", "性别", "身份证号", "学校名称", "联系电话"],
    ["欧阳", "1", "370281198503121234", "三中", PHONE],
    ["上官", "2", "370281198603121234", "二中", ""],
]
READ = [
    {"row": 2, "name": "欧阳", "sex": "1", "id_number": "370281198503121234", "unit_name": "三中", "phone": PHONE},
    {"row": 3, "name": "上官", "sex": "2", "id_number": "370281198603121234", "unit_name": "二中"},
]
SAYS = {
    ("utf-8", "gb18030"): "UTF-8 that was opened as GBK",
    ("utf-8", "latin-1"): "UTF-8 that was opened as Windows-1252",
    ("gb18030", "latin-1"): "GBK that was opened as Windows-1252",
}


def garbled(value: str, was: str, taken_for: str) -> str:
    return value.encode(was).decode(taken_for, "replace")


FORMS = {
    "a.csv": text,
    "a.xlsx": lambda rows: xlsx({"一": rows}),
    "a.xls": lambda rows: xls({"一": rows}),
    "b.xls": lambda rows: spreadsheetml({"一": rows}),
    "c.xls": lambda rows: webpage([rows], encoding="utf-8"),
}
NO_CONTROLS = ("b.xls", "c.xls")  # markup has no place for the control characters that stand for some bytes


@pytest.mark.parametrize(
    ("name", "was", "taken_for"),
    [(name, *wrong) for name in FORMS for wrong in SAYS if name not in NO_CONTROLS or wrong[1] != "latin-1"],
)
def test_what_can_be_traced_back_is_repaired(parse: Parse, stored, name: str, was: str, taken_for: str) -> None:
    rows = [[garbled(cell, was, taken_for) for cell in row] for row in ROWS]
    (account,) = parse("education_staff", name, FORMS[name](rows))
    assert account.message == f"{SAYS[was, taken_for]} and saved again: repaired"
    assert stored() == READ


def test_windows_1252_as_windows_writes_it(parse: Parse, stored) -> None:
    shown = [["å§“å\x90\x8d", "èº«ä»½è¯\x81å\x8f·", "å\xad¦æ\xa0¡å\x90\x8dç§°"], ["æ¬§é˜³", "1", "ä¸€ä¸\xad"]]
    parse("education_staff", "a.csv", text(shown))
    assert stored() == [{"row": 2, "name": "欧阳", "id_number": "1", "unit_name": "一中"}]


def test_what_was_lost_on_the_way_is_marked_and_counted(parse: Parse, stored) -> None:
    rows = [[garbled(cell, "utf-8", "gb18030") for cell in row] for row in ROWS]
    rows[1][0], rows[1][1] = garbled("欧阳甲", "utf-8", "gb18030"), garbled("男", "utf-8", "gb18030")
    (account,) = parse("education_staff", "a.xlsx", xlsx({"一": rows}))
    assert [stored()[0][c] for c in ("name", "sex", "unit_name")] == ["欧阳�", "鐢�", "三中"]
    assert "repaired; 1 rows hold characters that were lost" in account.message


@pytest.mark.parametrize(
    ("written", "meant"),
    [("鐜嬪皬鏄�", "王小�"), ("鐜嬪皬鏄?", "王小�"), ("鐜嬪皬鏄", "王小�"), ("涓€涓€", "一一"), ("鐢�", None),
     ("张三", None), ("2026-10 A", "2026-10 A")],
)  # fmt: skip
def test_how_far_a_cell_can_be_traced_back(written: str, meant: str | None) -> None:
    assert MISTAKES[0].repaired(written) == meant


def test_utf8_that_was_read_and_saved_as_gb18030_is_utf8_again(parse: Parse, stored) -> None:
    rows = [ROWS[0], ["欧阳甲", "男", *ROWS[1][2:]], *ROWS[2:]]
    saved = text(rows).decode().encode().decode("gb18030", "replace").encode("gb18030")
    (account,) = parse("education_staff", "a.csv", saved)
    assert [stored()[0][c] for c in ("name", "sex", "unit_name")] == ["欧阳�", "�", "三中"]
    assert stored()[1] == READ[1]
    assert account.encoding == "utf-8"
    assert "1 rows hold characters that were lost" in account.message


def test_lost_characters_are_counted(parse: Parse, stored) -> None:
    rows = [ROWS[0], ["锟斤拷锟斤拷", *ROWS[1][1:]], ROWS[2], ["王�", *ROWS[2][1:]]]
    for name, content in (("a.csv", text(rows)), ("a.xlsx", xlsx({"一": rows}))):
        (account,) = parse("education_staff", name, content)
        assert (
            account.message == "2 rows hold characters that were lost before the file was sent (锟斤拷, �): as written"
        )
        assert stored()[0]["name"] == "锟斤拷锟斤拷"


def test_nothing_is_changed_where_the_header_is_right(parse: Parse, stored) -> None:
    rows = [ROWS[0], [garbled("欧阳", "utf-8", "gb18030"), *ROWS[1][1:]]]
    (account,) = parse("education_staff", "a.csv", text(rows))
    assert stored()[0]["name"] == "娆ч槼"
    assert account.message == ""
