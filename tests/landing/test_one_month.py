"""Several files of one month: which of them is in force for a scope, and what is told of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.landing.report import BY_PATH
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx
from tests.landing.villages import POLICE, A, B, deliver, files, police, scopes

MEDICAL = ["姓名", "证件号码", "参保地编码"]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("名册20261012.csv", "名册20261013.csv"),
        ("b20261012.csv", "a20261013.csv"),
        ("z.csv", "a20261001.csv"),
        ("a.csv", "b.csv"),
    ],
)
def test_within_a_month_the_later_file_of_a_scope_wins(land: Build, raw: Path, earlier: str, later: str) -> None:
    deliver(raw, f"2026-10/police_hukou/{earlier}", police(A, 3))
    deliver(raw, f"2026-10/police_hukou/{later}", police(A, 2))
    con = land("2026-10")
    assert scopes(con, "police_hukou") == {(A, "2026-10"): 2}
    assert dict(files(con, "path, status"))[f"2026-10/police_hukou/{earlier}"] == "superseded"


def test_the_date_in_a_file_comes_before_the_one_in_its_name(land: Build, raw: Path) -> None:
    newer, older = [["填报日期：2026年10月20日"]], [["填报日期：2026年10月5日"]]
    put(raw, "2026-10/police_hukou/名册20261001.csv", text([*newer, POLICE, *police(A, 1)]))
    put(raw, "2026-10/police_hukou/名册20261031.csv", text([*older, POLICE, *police(A, 2)]))
    assert scopes(land("2026-10"), "police_hukou") == {(A, "2026-10"): 1}


def test_a_part_of_a_sheet_that_is_superseded_is_counted(land: Build, raw: Path) -> None:
    deliver(raw, "2026-10/police_hukou/a.csv", police(A, 3) + police(B, 2))
    deliver(raw, "2026-10/police_hukou/b.csv", police(A, 4))
    con = land("2026-10")
    assert scopes(con, "police_hukou") == {(A, "2026-10"): 4, (B, "2026-10"): 2}
    assert files(con, "path, status, accepted, in_force, superseded, repeated, message")[0] == (
        "2026-10/police_hukou/a.csv", "read", 5, 2, 3, 0,
        f"3 rows superseded by a later file of their scope: 2026-10/police_hukou/b.csv ({BY_PATH})",
    )  # fmt: skip


def test_a_file_delivered_twice_counts_once(land: Build, raw: Path) -> None:
    births = [["L1", "某", "2026-10-01", "王"]]
    header = ["出生证编号", "新生儿姓名", "出生日期", "母亲姓名"]
    for path in ("2026-09/health_births/a.csv", "2026-10/health_births/a.csv", "2026-10/health_births/b.csv"):
        deliver(raw, path, births, header)
    deliver(raw, "2026-10/health_births/c.csv", [*births, ["L2", "", "2026-10-02", "李"]], header)
    deliver(raw, "2026-10/police_hukou/a.csv", police(A, 1))
    deliver(raw, "2026-10/police_hukou/b.csv", police(A, 1))
    land("2026-09")
    con = land("2026-10")
    assert con.execute("select path, certificate_no from landing.health_births order by all").fetchall() == [
        ("2026-09/health_births/a.csv", "L1"),
        ("2026-10/health_births/c.csv", "L1"),
        ("2026-10/health_births/c.csv", "L2"),
    ]
    assert files(con, "path, status, in_force, repeated") == [
        ("2026-10/health_births/a.csv", "duplicate", 0, 1),
        ("2026-10/health_births/b.csv", "duplicate", 0, 1),
        ("2026-10/health_births/c.csv", "read", 2, 0),
        ("2026-10/police_hukou/a.csv", "duplicate", 0, 1),
        ("2026-10/police_hukou/b.csv", "read", 1, 0),
    ]


def test_rows_without_a_code_take_the_scope_of_their_sheet_then_of_their_file(land: Build, raw: Path) -> None:
    put(raw, "reference/regions.csv", text([["code", "name"], ["421126100000", "甲镇"], [A, "东村村民委员会"]]))
    rows = [MEDICAL, ["张三", "1", ""], ["李四", "2", "421126200001"]]
    put(raw, "2026-10/medical_insurance/x.xlsx", xlsx({"东村": rows, "Sheet2": rows}))
    put(raw, "2026-10/medical_insurance/乙镇_421126300000.csv", text(rows[:2]))
    assert scopes(land("2026-10"), "medical_insurance") == {
        ("421126100", "2026-10"): 1, ("421126300", "2026-10"): 1, ("421126200", "2026-10"): 2, ("全部", "2026-10"): 1
    }  # fmt: skip
