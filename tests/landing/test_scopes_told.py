"""What the account tells of sheets that were replaced or carried forward."""

from __future__ import annotations

from pathlib import Path

from checks.deliveries import ROWS_IN_FORCE
from tests.landing.conftest import Build
from tests.landing.files import put, text
from tests.landing.scope_cases import POLICE, STAFF, A, B, people, police
from tests.small_month import run_of


def test_sheets_replaced_in_a_month_name_their_status(land: Build, raw: Path) -> None:
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, *police(2, A)]))
    put(raw, "2026-10/police_hukou/b.csv", text([POLICE, *police(3, A)]))
    found = land("2026-10").execute("select path, status from landing.source_file order by all").fetchall()
    assert found == [("2026-10/police_hukou/a.csv", "superseded"), ("2026-10/police_hukou/b.csv", "read")]


def test_the_file_named_as_later_is_the_last_by_date(land: Build, raw: Path) -> None:
    for name, rows in {"c_20261001": people(2, A), "a_20261031": people(3, A), "b_20261015": people(4, A)}.items():
        put(raw, f"2026-10/ledger_residents/{name}.csv", text([[*STAFF, "村居代码"], *rows]))
    put(raw, "2026-10/ledger_residents/z_20261031.csv", text([[*STAFF, "村居代码"], *people(2, B)]))
    told = land("2026-10").execute("select path, message from landing.source_file order by path").fetchall()
    later = "rows superseded by a later file of their scope: 2026-10/ledger_residents/a_20261031.csv"
    assert [message for _, message in told] == [None, f"4 {later}", f"2 {later}", None]


def test_every_sheet_carried_forward_is_stated_with_its_rows(land: Build, raw: Path, tmp_path: Path) -> None:
    gate = [
        ["扫码时间", "场所编码", "姓名", "手机号"],
        ["2026-09-03 08:00", "P", "甲", "1"],
        ["2026-09-04", "P", "甲", "1"],
    ]
    put(raw, "2026-09/gate_scans/a.csv", text(gate))
    put(raw, "2026-09/civil_deaths/a.csv", text([["姓名", "身份证号", "死亡日期"], ["甲", "1", "2026-09-02"]]))
    put(raw, "2026-09/ledger_residents/a.csv", text([[*STAFF, "村居代码"], *people(3, A)]))
    land("2026-09")
    con = land("2026-10")
    stated = "select source, in_force from landing.landing_delivery order by source"
    assert con.execute(stated).fetchall() == [("civil_deaths", 1), ("gate_scans", 2), ("ledger_residents", 3)]
    assert ROWS_IN_FORCE.check(con, run_of(tmp_path)).passed
