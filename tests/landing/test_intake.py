"""The floor's step over one month: rows, rejected rows and files that nobody can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assets.registry.rules import CountyRules, Rules
from assets.registry.run import Workspace
from assets.registry.sources import load_layouts
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx, zipped
from tests.landing.villages import POLICE, A, B, deliver, files, police, scopes


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


def test_the_same_files_give_the_same_tables(land: Build, raw: Path) -> None:
    for name in ("a", "b", "c"):
        deliver(raw, f"2026-10/police_hukou/{name}.csv", police(A, 5) + police(f"42112610020{ord(name) % 9}", 5))
    first, second = land("2026-10"), land("2026-10")
    for table in ("police_hukou", "source_file", "source_scope", "landing_delivery", "region"):
        assert first.execute(f"from landing.{table}").fetchall() == second.execute(f"from landing.{table}").fetchall()
