"""The floor's step over one and several months: what is in force, what is told, what is carried forward."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assets.landing import delivery
from assets.landing.account import read_accounts
from assets.landing.report import BY_PATH
from assets.registry.rules import CountyRules, Rules
from assets.registry.run import Workspace
from assets.registry.sources import load_layouts
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx, zipped

A, B, C = "421126100001", "421126100002", "421126100003"
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]
MEDICAL = ["姓名", "证件号码", "参保地编码"]
FAMILY = ["户编号", "村民小组", "姓名", "公民身份号码"]


def police(village: str, count: int, first: int = 0) -> list[list[str]]:
    return [["1", f"人{i}", str(i), "某村", village] for i in range(first, first + count)]


def deliver(raw: Path, path: str, rows: Sequence[Sequence[str]], header: Sequence[str] = POLICE) -> None:
    put(raw, path, text([header, *rows]))


def scopes(con, layout: str) -> dict[tuple[str, str], int]:
    """Rows in force by scope and month of delivery."""
    sql = f"select scope, month, count(*) from landing.{layout} group by all order by all"
    return {(scope, month): n for scope, month, n in con.execute(sql).fetchall()}


def files(con, columns: str = "path, sheet, status") -> list[tuple]:
    return con.execute(f"select {columns} from landing.source_file order by path, sheet").fetchall()


def test_a_month_without_any_file(land: Build) -> None:
    con = land("2026-10")
    for layout in (name for name, (_, layout) in load_layouts().items() if layout.produces != "presence"):
        assert con.execute(f"select count(*) from landing.{layout}").fetchall() == [(0,)]
    assert files(con) == []


def test_rows_as_written_with_their_place(land: Build, raw: Path) -> None:
    put(raw, "2026-10/police_hukou/x/包.zip", zipped({"a.xlsx": xlsx({"一": [POLICE, *police(A, 1)]})}))
    con = land("2026-10")
    rows = con.execute("select * exclude (hukou_address) from landing.police_hukou").fetchall()
    values = {k: v for k, v in zip([d[0] for d in con.description], rows[0], strict=True) if v is not None}
    assert values == {
        "month": "2026-10", "source": "police_hukou", "layout": "police_hukou",
        "path": "2026-10/police_hukou/x/包.zip!a.xlsx", "sheet": "一", "row": 2, "scope": A,
        "household_no": "1", "name": "人0", "id_number": "0", "hukou_region": A,
    }  # fmt: skip


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


def test_a_countys_own_folder(land: Build, raw: Path) -> None:
    rules = Rules(county=CountyRules(code="421126"))
    deliver(raw, "421126/2026-08/police_hukou/a.csv", police(A, 3))
    deliver(raw, "421127/2026-08/police_hukou/a.csv", police("421127100001", 3))
    deliver(raw, "2026-09/police_hukou/a.csv", police(B, 2))
    put(raw, "421126/reference/regions.csv", text([["code", "name"], [A, "东村"]]))
    land("2026-08", rules)
    con = land("2026-09", rules)
    assert scopes(con, "police_hukou") == {(A, "2026-08"): 3, (B, "2026-09"): 2}
    sql = "select path from landing.source_scope order by path"
    assert con.execute(sql).fetchall() == [("2026-09/police_hukou/a.csv",), ("421126/2026-08/police_hukou/a.csv",)]
    assert con.execute(f"select region_name from landing.region where code = '{A}'").fetchall() == [("东村",)]


def test_an_older_month_can_be_run_again(land: Build, raw: Path) -> None:
    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 3))
    deliver(raw, "2026-09/police_hukou/a.csv", police(A, 4))
    land("2026-08")
    land("2026-09")
    assert scopes(land("2026-08"), "police_hukou") == {(A, "2026-08"): 3}


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


def test_an_unchanged_register_is_a_new_delivery(land: Build, raw: Path) -> None:
    for month in ("2026-08", "2026-09"):
        deliver(raw, f"{month}/police_hukou/a.csv", police(A, 3))
        con = land(month)
    assert scopes(con, "police_hukou") == {(A, "2026-09"): 3}


def test_rows_without_a_code_take_the_scope_of_their_sheet_then_of_their_file(land: Build, raw: Path) -> None:
    put(raw, "reference/regions.csv", text([["code", "name"], ["421126100000", "甲镇"], [A, "东村村民委员会"]]))
    rows = [MEDICAL, ["张三", "1", ""], ["李四", "2", "421126200001"]]
    put(raw, "2026-10/medical_insurance/x.xlsx", xlsx({"东村": rows, "Sheet2": rows}))
    put(raw, "2026-10/medical_insurance/乙镇_421126300000.csv", text(rows[:2]))
    assert scopes(land("2026-10"), "medical_insurance") == {
        ("421126100", "2026-10"): 1, ("421126300", "2026-10"): 1, ("421126200", "2026-10"): 2, ("全部", "2026-10"): 1
    }  # fmt: skip


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


def test_rejected_rows_are_kept_with_their_reason(land: Build, raw: Path) -> None:
    deliver(raw, "2026-10/police_hukou/a.csv", [*police(A, 1), ["2", "", "", "某村2号", A]])
    ((source, path, sheet, row, reason, found),) = land("2026-10").execute("from landing.rejected_record").fetchall()
    assert (source, path, sheet, row) == ("police_hukou", "2026-10/police_hukou/a.csv", None, 3)
    assert "none of the fields" in reason
    assert json.loads(found) == {"户号": "2", "户籍地址": "某村2号", "户籍地编码": A}


def test_bad_files_cost_themselves_only(land: Build, raw: Path) -> None:
    deliver(raw, "2026-10/police_hukou/a.csv", police(A, 1))
    put(raw, "2026-10/police_hukou/b.xlsx", b"PK\x03\x04 cut off")
    put(raw, "2026-10/police_hukou/c.csv", b"")
    deliver(raw, "2026-10/police_hukou/d.csv", [["张三"]], ["姓名", "性别"])
    deliver(raw, "2026-10/police_hukou/e.csv", [["1", "张三", "某村"]], ["户号", "姓名", "户籍地址"])
    put(raw, "2026-10/police_hukou/f.csv", b"<html></html>")
    con = land("2026-10")
    assert [status for (status,) in files(con, "status")] == [
        "read", "failed", "failed", "no_header", "missing_column", "failed"
    ]  # fmt: skip
    assert all(message for (message,) in files(con, "message")[1:])
    assert scopes(con, "police_hukou") == {(A, "2026-10"): 1}


def test_later_sources_and_unknown_folders_are_reported(land: Build, raw: Path) -> None:
    put(raw, "2026-10/returns/一组.xlsx", xlsx({"一月": [["任务号", "处理结果"]], "二月": [["任务号"]]}))
    put(raw, "2026-10/sample_survey/a.zip", zipped({"b.csv": text([["样本号"]])}))
    put(raw, "2026-10/猜不到/a.csv", text([POLICE]))
    put(raw, "2026-10/散落.csv", text([POLICE]))
    put(raw, "2026-10/police_hukou/~$a.xlsx", b"lock file")
    found = files(land("2026-10"), "source, path, sheet, status, rows")
    assert found == [
        ("returns", "2026-10/returns/一组.xlsx", "一月", "not_read", 0),
        ("returns", "2026-10/returns/一组.xlsx", "二月", "not_read", 0),
        ("sample_survey", "2026-10/sample_survey/a.zip!b.csv", None, "not_read", 0),
        ("unknown", "2026-10/散落.csv", None, "not_read", 0),
        ("猜不到", "2026-10/猜不到/a.csv", None, "not_read", 0),
    ]


def test_a_parsed_file_is_not_parsed_again(
    land: Build, raw: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written() -> set[tuple[Path, int]]:
        return {(p, p.stat().st_mtime_ns) for p in workspace.parsed.rglob("account.json")}

    deliver(raw, "2026-10/police_hukou/a.csv", police(A, 1))
    land("2026-10")
    first = written()
    deliver(raw, "2026-10/police_hukou/b.csv", police(B, 1))
    land("2026-10")
    second = written()
    assert first < second
    assert (len(first), len(second)) == (1, 2)
    monkeypatch.setattr("assets.landing.store.READER_VERSION", "another")
    land("2026-10")
    assert second < written()
    assert len(written()) == 4


def test_a_lost_parsed_copy_stops_the_month(land: Build, raw: Path, workspace: Workspace) -> None:
    import shutil

    deliver(raw, "2026-08/police_hukou/a.csv", police(A, 1))
    land("2026-08")
    shutil.rmtree(workspace.parsed)
    with pytest.raises(FileNotFoundError):
        land("2026-09")


def test_the_same_files_give_the_same_tables(land: Build, raw: Path) -> None:
    for name in ("a", "b", "c"):
        deliver(raw, f"2026-10/police_hukou/{name}.csv", police(A, 5) + police(f"42112610020{ord(name) % 9}", 5))
    first, second = land("2026-10"), land("2026-10")
    for table in ("police_hukou", "source_file", "source_scope", "landing_delivery", "region"):
        assert first.execute(f"from landing.{table}").fetchall() == second.execute(f"from landing.{table}").fetchall()
