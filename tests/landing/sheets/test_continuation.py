"""Sheets without a header that go on where another one ended."""

from __future__ import annotations

import pytest

from assets.landing.sheets import continuation
from assets.landing.sheets.continuation import continues
from tests.landing.conftest import Parse
from tests.landing.files import xls, xlsx, zipped
from tests.landing.markup import spreadsheetml, webpage

HEADER = ["户号", "姓名", "性别", "出生日期", "公民身份号码", "户籍地址"]


def people(first: int, last: int) -> list[list[str]]:
    """Rows of synthetic people."""
    return [
        [f"{i // 3:04}", f"甲{i}乙", "男女"[i % 2], f"1985{i % 12 + 1:02}12", f"37028119850312{i:04}", f"某村{i}号"]
        for i in range(first, last)
    ]


@pytest.mark.parametrize("name", ["名册(2)", "名册 (2)", "名册（2）", "名册2", "名册_3", "名册（续）", "名册续表"])
def test_a_continuation_is_read_with_the_header_before_it(parse: Parse, stored, name: str) -> None:
    book = xls({"名册": [["某村户籍人口"], HEADER, *people(0, 30)], name: people(30, 50)})
    first, second = parse("police_hukou", "a.xls", book)
    assert (second.status, second.layout, second.header_row) == ("read", "police_hukou", None)
    assert (second.rows, second.accepted, second.titles) == (20, 20, ("名册", "某村户籍人口"))
    assert second.message == "no header of its own: read with the header of 名册, which it continues"
    assert [r["row"] for r in stored(2)] == list(range(1, 21))
    assert stored(2)[0]["id_number"] == "370281198503120030"
    assert first.message == ""


@pytest.mark.parametrize(
    "rows",
    [
        [["填表说明"], ["一、姓名须与身份证一致"], ["二、户号四位"]],
        [["某村", "30", "15", "15"], ["某村2", "20", "10", "10"]],
        [[*row, "多一列"] for row in people(0, 5)],
        [[row[4], *row[:4], row[5]] for row in people(0, 5)],
        [["2026年10月", "第一次修改", "张三", "20261001", "12", "无"]] * 4,
        [["", "张三", "", "", "", ""]] * 9,
    ],
    ids=["note", "counts", "wider", "another order", "log", "hardly filled"],
)
def test_what_is_not_alike_is_no_continuation(parse: Parse, rows: list[list[str]]) -> None:
    _, second = parse("police_hukou", "a.xlsx", xlsx({"名册": [HEADER, *people(0, 30)], "名册2": rows}))
    assert second.status == "no_header"


@pytest.mark.parametrize(("room", "status"), [(31, "read"), (32, "no_header")])
def test_another_name_continues_only_a_full_sheet(
    parse: Parse, monkeypatch: pytest.MonkeyPatch, room: int, status: str
) -> None:
    monkeypatch.setattr(continuation, "FULL", room)
    _, second = parse("police_hukou", "a.xlsx", xlsx({"名册": [HEADER, *people(0, 30)], "其余": people(30, 40)}))
    assert second.status == status


def test_a_sheet_of_another_file_is_not_continued(parse: Parse) -> None:
    books = {"a.xlsx": xlsx({"名册": [HEADER, *people(0, 9)]}), "b.xlsx": xlsx({"名册2": people(9, 20)})}
    assert [a.status for a in parse("police_hukou", "a.zip", zipped(books))] == ["read", "no_header"]


def test_a_repeated_header_is_read_as_ever(parse: Parse) -> None:
    book = spreadsheetml(
        {"名册": [HEADER, *people(0, 9)], "名册(2)": [HEADER, *people(9, 20)], "名册(3)": people(20, 30)}
    )
    accounts = parse("police_hukou", "a.xls", book)
    assert [(a.header_row, a.accepted) for a in accounts] == [(1, 9), (1, 11), (None, 10)]


def test_tables_of_a_page(parse: Parse) -> None:
    accounts = parse("police_hukou", "a.xls", webpage([[HEADER, *people(0, 9)], people(9, 20)]))
    assert [(a.sheet, a.accepted) for a in accounts] == [("表1", 9), ("表2", 11)]


@pytest.mark.parametrize(
    ("sheet", "earlier", "expected"),
    [
        ("Sheet1(2)", "Sheet1", True),
        ("Sheet1(3)", "Sheet1(2)", True),
        ("Sheet2", "Sheet1", True),
        ("名册2", "名册", True),
        ("名册", "名册2", False),
        ("名册(1)", "名册", False),
        ("张家庄", "名册", False),
        ("2", "名册", False),
        ("Sheet12", "Sheet1", True),
        ("某村2019", "某村", False),
    ],
)
def test_which_names_continue(sheet: str, earlier: str, expected: bool) -> None:
    assert continues(sheet, earlier) is expected
