"""The floor's step over several months: what is carried forward, replaced, or missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.landing import delivery
from assets.landing.account import read_accounts
from assets.registry.run import Workspace
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx, zipped
from tests.landing.villages import POLICE, A, B, C, deliver, files, police, scopes

FAMILY = ["户编号", "村民小组", "姓名", "公民身份号码"]


def test_a_scope_not_delivered_is_carried_forward(land: Build, raw: Path) -> None:
    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 3) + police(B, 2))
    land("2026-08")
    deliver(raw, "2026-09/police_hukou/b.csv", police(A, 4))
    assert scopes(land("2026-09"), "police_hukou") == {(A, "2026-09"): 4, (B, "2026-08"): 2}
    con = land("2026-10")
    assert scopes(con, "police_hukou") == {(A, "2026-09"): 4, (B, "2026-08"): 2}
    sql = "select scope_kind, scope, delivered_month, age_months, path, rows from landing.source_scope order by scope"
    assert con.execute(sql).fetchall() == [
        ("village", A, "2026-09", 1, "2026-09/police_hukou/b.csv", 4),
        ("village", B, "2026-08", 2, "2026-08/police_hukou/a.csv", 2),
    ]


def test_the_old_files_are_not_needed_to_carry_forward(land: Build, raw: Path) -> None:
    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 3))
    land("2026-08")
    (raw / "2026-08/police_hukou/a.csv").unlink()
    assert scopes(land("2026-09"), "police_hukou") == {(A, "2026-08"): 3}


def test_the_members_of_a_zip_are_carried_forward_from_one_account(
    land: Build, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    villages = [f"4211261000{i:02}" for i in range(1, 20)]
    package = {f"{village}.csv": text([POLICE, *police(village, 1)]) for village in villages}
    put(raw, "2026-08/police_hukou/a.zip", zipped(package))
    land("2026-08")
    opened = []
    monkeypatch.setattr(delivery, "read_accounts", lambda folder: opened.append(folder) or read_accounts(folder))
    assert scopes(land("2026-09"), "police_hukou") == {(village, "2026-08"): 1 for village in villages}
    assert len(opened) == 1


def test_months_that_were_never_run_are_taken_in(land: Build, raw: Path) -> None:
    for month, count in (("2026-07", 1), ("2026-08", 2), ("2026-10", 9)):
        deliver(raw, f"{month}/police_hukou/a.csv", police(A, count))
    deliver(raw, "2026-07/police_hukou/b.csv", police(B, 5))
    con = land("2026-09")
    assert scopes(con, "police_hukou") == {(A, "2026-08"): 2, (B, "2026-07"): 5}
    assert files(con, "path, status") == [
        ("2026-07/police_hukou/a.csv", "superseded"),
        ("2026-07/police_hukou/b.csv", "read"),
        ("2026-08/police_hukou/a.csv", "read"),
    ]


def test_an_older_month_can_be_run_again(land: Build, raw: Path) -> None:
    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 3))
    deliver(raw, "2026-09/police_hukou/a.csv", police(A, 4))
    land("2026-08")
    land("2026-09")
    assert scopes(land("2026-08"), "police_hukou") == {(A, "2026-08"): 3}


def test_an_unchanged_register_is_a_new_delivery(land: Build, raw: Path) -> None:
    for month in ("2026-08", "2026-09"):
        deliver(raw, f"{month}/police_hukou/a.csv", police(A, 3))
        con = land(month)
    assert scopes(con, "police_hukou") == {(A, "2026-09"): 3}


def test_each_table_of_the_village_workbook_has_its_own_scopes(land: Build, raw: Path) -> None:
    family = [FAMILY, ["1", "1组", "张三", "1"]]
    vacant = [["建筑物编号", "住房单元号", "地址"], ["1", "1", "某村1号"], ["2", "1", "某村2号"]]
    put(raw, f"2026-08/survey/某村_{A}.xlsx", xlsx({"家庭户个人信息表": family, "空宅表": vacant}))
    land("2026-08")
    put(raw, f"2026-09/survey/某村_{A}.xlsx", xlsx({"家庭户个人信息表": family + family[1:]}))
    con = land("2026-09")
    assert scopes(con, "survey_family") == {(A, "2026-09"): 2}
    assert scopes(con, "survey_vacant") == {(A, "2026-08"): 2}
    put(raw, f"2026-10/survey/某村_{A}.xlsx", xlsx({"家庭户个人信息表": family, "空宅表": vacant[:1]}))
    con = land("2026-10")
    assert scopes(con, "survey_vacant") == {}
    assert scopes(land("2026-11"), "survey_vacant") == {}


def test_files_of_single_villager_groups_complete_each_other(land: Build, raw: Path) -> None:
    for group, count in (("1", 2), ("2", 3)):
        rows = [FAMILY, *([group, f"{group}组", "张三", str(i)] for i in range(count))]
        put(raw, f"2026-08/survey/某村{group}组_{A}.xlsx", xlsx({"家庭户个人信息表": rows}))
    assert scopes(land("2026-08"), "survey_family") == {(A, "2026-08"): 5}
    put(raw, f"2026-09/survey/某村2组_{A}.xlsx", xlsx({"家庭户个人信息表": [FAMILY, ["9", "2组", "李四", "1"]]}))
    assert scopes(land("2026-09"), "survey_family") == {(A, "2026-08"): 2, (A, "2026-09"): 1}
    both = [FAMILY, ["1", "一组", "张三", "1"], ["2", "二组", "李四", "2"], ["2", "", "王五", "3"]]
    put(raw, f"2026-10/survey/某村_{A}.xlsx", xlsx({"家庭户个人信息表": both}))
    assert scopes(land("2026-10"), "survey_family") == {(A, "2026-10"): 3}
    put(raw, f"2026-11/survey/某村第二村民小组_{A}.xlsx", xlsx({"家庭户个人信息表": [FAMILY, ["2", "", "赵六", "4"]]}))
    assert scopes(land("2026-11"), "survey_family") == {(A, "2026-10"): 2, (A, "2026-11"): 1}


def test_a_scope_that_shrank_is_shown(land: Build, raw: Path) -> None:
    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 100) + police(B, 50) + police(C, 5))
    land("2026-08")
    deliver(raw, "2026-09/police_hukou/a.csv", police(A, 60) + police(B, 51))
    con = land("2026-09")
    shrunk = [("police_hukou", "police_hukou", A, "2026-09", 60, 100)]
    assert con.execute("from landing.scope_shrink").fetchall() == shrunk
    assert land("2026-10").execute("from landing.scope_shrink").fetchall() == []


def test_a_lost_parsed_copy_stops_the_month(land: Build, raw: Path, workspace: Workspace) -> None:
    import shutil

    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 1))
    land("2026-08")
    shutil.rmtree(workspace.parsed)
    with pytest.raises(FileNotFoundError):
        land("2026-09")
