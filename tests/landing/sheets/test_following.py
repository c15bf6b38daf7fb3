"""Tables one below another in one sheet: nobody is lost, and nobody is read under another table's header."""

from __future__ import annotations

import pytest

from tests.landing.conftest import Build, Parse
from tests.landing.files import put, text, xlsx

SHORT, LONG = ["姓名", "身份证号"], ["姓名", "性别", "身份证号", "联系电话"]
A = [[f"甲{i}", f"37028119850312{i:04}"] for i in range(8)]
B = [[f"乙{i}", "男", f"37028119850413{i:04}", "13800138001"] for i in range(3)]
NAMES = [row[0] for row in A], [row[0] for row in B]


def written(kind: str, rows: list[list[str]]) -> tuple[str, bytes]:
    return (f"a.{kind}", text(rows) if kind == "csv" else xlsx({"名册": rows}))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("between", [[], [[]], [["第二批人员名单"]], [[], ["第二批人员名单"], []]], ids=str)
def test_a_wider_table_below(parse: Parse, stored, kind: str, between: list[list[str]]) -> None:
    first, second = parse("special_units", *written(kind, [SHORT, *A, *between, LONG, *B]))
    assert ([r["name"] for r in stored(1)], [r["name"] for r in stored(2)]) == NAMES
    assert [r["id_number"] for r in stored(2)] == [row[2] for row in B]
    assert (first.titles, second.titles) == ((), tuple(cell for row in between for cell in row))
    assert (first.sheet, second.sheet) == (("名册", "名册 第2表") if kind == "xlsx" else (None, "第2表"))
    assert first.rows + second.rows == len([SHORT, *A, *between, LONG, *B])
    assert stored(2)[0]["row"] == len(A) + len(between) + 3


@pytest.mark.parametrize("second", [SHORT, LONG], ids=["the same header", "another"])
def test_many_blank_rows_between_are_blank(parse: Parse, second: list[str]) -> None:
    people = A if second is SHORT else B
    accounts = parse(
        "ledger_residents", "a.xlsx", xlsx({"名册": [SHORT, *A, *[[]] * 60, ["丙家村花名册"], [], second, *people]})
    )
    assert [(a.accepted, a.titles) for a in accounts] == [(8, ()), (len(people), ("丙家村花名册",))]
    assert [a.skips["blank"] for a in accounts] == [60, 0]


def test_a_narrower_table_below(parse: Parse, stored) -> None:
    parse("special_units", "a.xlsx", xlsx({"名册": [["名单"], LONG, *B, SHORT, *A]}))
    assert ([r["name"] for r in stored(1)], [r["name"] for r in stored(2)]) == NAMES[::-1]


def test_three_tables_over_chunks(parse: Parse, stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.landing.readers.workbook.CHUNK", 5)
    accounts = parse("special_units", "a.xlsx", xlsx({"名册": [SHORT, *A, LONG, *B, SHORT, *A]}))
    assert [a.accepted for a in accounts] == [8, 3, 8]
    assert [a.sheet for a in accounts] == ["名册", "名册 第2表", "名册 第3表"]


@pytest.mark.parametrize("again", [[SHORT], []], ids=["the header again", "no header"])
def test_two_villages_in_one_sheet(land: Build, raw, again: list[list[str]]) -> None:
    rows = [
        ["甲村 村居代码：370281100001"], SHORT, *A[:2], ["乙村 村居代码：370281100002"], *again, *A[2:5],
    ]  # fmt: skip
    put(raw / "2026-10" / "ledger_residents", "a.xlsx", xlsx({"名册": rows}))
    con = land("2026-10")
    found = con.execute("select scope, count(*) from landing.ledger_residents group by scope order by scope").fetchall()
    assert found == [("370281100001", 2), ("370281100002", 3)]


@pytest.mark.parametrize("header", [SHORT, ["序号", *SHORT]], ids=["name first", "numbered"])
@pytest.mark.parametrize(
    "titles",
    [("甲家村花名册", "乙村花名册"), ("甲家村", "乙家村"), ("填报单位：甲家村", "填报单位：乙家村")],
    ids=["lists", "bare", "labelled"],
)
def test_a_second_village_named_above_the_header_said_again(
    land: Build, raw, header: list[str], titles: tuple[str, str]
) -> None:
    first, second = ([[""] * (len(header) - 2) + row for row in A[start:end]] for start, end in ((0, 2), (2, 5)))
    rows = [[titles[0]], header, *first, [], [titles[1]], header, *second]
    names = {title: next(n for n in ("甲家村", "乙家村", "乙村") if n in title) for title in titles}
    regions = [["37028110000" + str(i + 1), names[title]] for i, title in enumerate(titles)]
    put(raw, "reference/regions.csv", text([["code", "name"], *regions]))
    put(raw / "2026-10" / "ledger_residents", "a.xlsx", xlsx({"名册": rows}))
    con = land("2026-10")
    found = con.execute("select scope, count(*) from landing.ledger_residents group by scope order by scope").fetchall()
    assert found == [("370281100001", 2), ("370281100002", 3)]


def test_a_second_unit_named_above_the_header_said_again(land: Build, raw) -> None:
    rows = [["单位名称：铁路段"], SHORT, *A[:2], ["单位名称：航道站"], SHORT, *A[2:5]]
    put(raw / "2026-10" / "special_units", "a.csv", text(rows))
    found = land("2026-10").execute("select scope, count(*) from landing.special_units group by scope").fetchall()
    assert dict(found) == {"铁路段": 2, "航道站": 3}


@pytest.mark.parametrize(
    "between",
    [
        "甲家村花名册",
        "甲家村花名册（续）",
        "第2页 共3页",
        "制表人：张三 审核人：李四",
        "第二村民小组",
        "以上为本村人员",
    ],
)
def test_what_stands_at_a_page_break_is_no_other_village_and_nobody(parse: Parse, stored, between: str) -> None:
    parse("ledger_residents", "a.xlsx", xlsx({"名册": [["甲家村花名册"], LONG, *B, [between], LONG, *B]}))
    assert [r["name"] for r in stored()] == NAMES[1] * 2


@pytest.mark.parametrize("name", ["张村", "欧阳小明", "买买提·艾力"])
def test_a_person_of_one_cell_above_the_header_said_again_stays(parse: Parse, stored, name: str) -> None:
    parse("ledger_residents", "a.xlsx", xlsx({"名册": [["甲家村花名册"], LONG, *B, [name], LONG, *B]}))
    assert [r["name"] for r in stored()] == [*NAMES[1], name, *NAMES[1]]


def test_a_header_at_a_page_break_is_the_same_table(parse: Parse) -> None:
    (account,) = parse("special_units", "a.xlsx", xlsx({"名册": [LONG, *B, LONG, *B, ["姓 名", *LONG[1:]], *B]}))
    assert (account.accepted, account.skips["repeated_header"]) == (9, 2)


def test_below_many_rows_of_data_nothing_is_their_header(parse: Parse) -> None:
    rows = [["甲", A[0][1], "某村"]] * 7
    (account,) = parse("special_units", "a.xlsx", xlsx({"名册": [*rows, SHORT, *A]}))
    assert (account.status, account.titles) == ("no_header", ())


@pytest.mark.parametrize("blocks", [2, 3])
def test_tables_side_by_side_are_refused_with_one_clear_line(parse: Parse, blocks: int) -> None:
    rows = [["序号", *SHORT] * blocks, ["1", *A[0]] * blocks]
    (account,) = parse("special_units", "a.xlsx", xlsx({"名册": rows}))
    assert (account.status, account.accepted, account.rows) == ("missing_column", 0, 2)
    assert "side by side" in account.message
