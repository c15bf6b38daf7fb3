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
