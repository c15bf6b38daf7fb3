"""Gate rows: one row per name, number and phone as written x place x day; every row of a sheet is counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.landing import intake
from assets.landing.dates import day_of
from assets.landing.presence import day_expression
from assets.registry.month import Month
from assets.registry.rules import LandingRules, Rules
from assets.registry.run import Run, Workspace
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx

SCANS = ["扫码时间", "场所编码", "场所名称", "进出", "姓名", "身份证号", "手机号", "车牌号", "体温", "住址"]
GATE = ["日期", "时间", "卡口", "进出", "姓名", "身份证号", "联系电话", "住址", "体温", "车牌号", "值班人"]
ONE, TWO = ("甲一", "1" * 18, "13912345678"), ("乙二", "", "13912345679")
GRAIN = "path, sheet, first_row, last_row, n_rows, name, id_number, phone, place, day::varchar"


def scan(time: str, who: tuple[str, str, str] = ONE, code: str = "p1", place: str = "东门") -> list[str]:
    return [time, code, place, "进", *who, "", "36.5", "某处"]


def seen(con: duckdb.DuckDBPyConnection, columns: str = GRAIN) -> list[tuple]:
    return con.execute(f"select {columns} from landing.presence order by path, sheet, first_row").fetchall()


def test_a_day_at_a_place_is_one_row(land: Build, raw: Path) -> None:
    rows = [scan("2026-10-03 08:05:11"), scan("2026/10/3 19:40", TWO), scan("2026年10月3日"), scan("20261004")]
    put(raw, "2026-10/gate_scans/a.csv", text([SCANS, *rows]))
    path = "2026-10/gate_scans/a.csv"
    assert seen(land("2026-10")) == [
        (path, None, 2, 4, 2, *ONE, "p1", "2026-10-03"),
        (path, None, 3, 3, 1, TWO[0], None, TWO[2], "p1", "2026-10-03"),
        (path, None, 5, 5, 1, *ONE, "p1", "2026-10-04"),
    ]


def test_a_ledger_has_its_day_and_its_gate_in_columns_of_their_own(land: Build, raw: Path) -> None:
    row = [46298, "08:05", "西门", "出", *ONE, "", "36.5", "", "值"]
    put(raw, "2026-10/ledger_gate/a.xlsx", xlsx({"Sheet1": [GATE, row, row], "Sheet1(2)": [GATE, row]}))
    con = land("2026-10")
    path = "2026-10/ledger_gate/a.xlsx"
    assert seen(con) == [
        (path, "Sheet1", 2, 3, 2, *ONE, "西门", "2026-10-03"),
        (path, "Sheet1(2)", 2, 2, 1, *ONE, "西门", "2026-10-03"),
    ]
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'landing'").fetchall()
    assert ("ledger_gate",) not in tables


def test_temperatures_are_left_unread(land: Build, raw: Path) -> None:
    put(raw, "2026-10/gate_scans/a.csv", text([SCANS, scan("2026-10-03")]))
    con = land("2026-10")
    assert "体温" in con.execute("select message from landing.source_file").fetchall()[0][0]
    parsed = raw.parent / "warehouse" / "work" / "parsed"
    assert [f for f in parsed.rglob("*.parquet") if b"36.5" in f.read_bytes()] == []


def test_a_day_that_cannot_be_read_is_told_and_the_row_kept(land: Build, raw: Path) -> None:
    put(raw, "2026-10/gate_scans/a.csv", text([SCANS, scan("昨天"), scan(""), scan("2026-02-30"), scan("2026-10-03")]))
    con = land("2026-10")
    assert con.execute("select sum(n_rows) from landing.presence where day is null").fetchall() == [(3,)]
    [(message,)] = con.execute("select message from landing.source_file").fetchall()
    assert "3 rows without a day that can be read" in message


def test_deliveries_older_than_the_window_do_not_count(land: Build, raw: Path) -> None:
    for month in ("2026-06", "2026-08", "2026-10"):
        put(raw, f"{month}/gate_scans/a.csv", text([SCANS, scan(f"{month}-03")]))
    con = land("2026-10")
    assert [month for (month,) in seen(con, "month")] == ["2026-08", "2026-10"]
    found = con.execute("select month, status from landing.source_file order by all").fetchall()
    assert found == [("2026-06", "outdated"), ("2026-08", "read"), ("2026-10", "read")]
    assert [month for (month,) in seen(land("2026-11"), "month")] == ["2026-10"]


FORMS = [
    "2026-10-03", "2026/10/3 8:05", "2026.10.3", "20261003", "46298", "2026年10月3日", "2026年10月3日8时5分",
    "2026-10-03T08:05:11", "26.10.3", "２０２６－１０－０３",
]  # fmt: skip
MOMENTS = [
    "2026-10-3上午8:05", "2026-10-03T08:05:00+08:00", "'2026-10-03 08:05", '="2026-10-03 08:05"', "20261003080511",
    "202610030805", "20261003 080511", "46298.3368", "2026-10-03\u300008:05", "1790956800", "1790956800123",
    "2026.10.03-08:05", "\u30002026/10/3\u3000",
]  # fmt: skip
NO_DAYS = ["", "昨天", "2026-10", "2026-02-30", "10月3日", "1234567"]


@pytest.mark.parametrize("written", [*FORMS, *MOMENTS])
def test_moments_are_cut_to_the_day_before_they_are_understood(written: str) -> None:
    [(cut,)] = duckdb.execute("select " + day_expression("$written"), {"written": written}).fetchall()
    assert len(cut) <= 12
    assert day_of(cut) == dt.date(2026, 10, 3)


@pytest.mark.parametrize("written", [*NO_DAYS, "2026-10-03" * 1000, "9" * 13, "462981", "08:05", "x" * 40])
def test_what_says_no_day_stays_short(written: str) -> None:
    [(cut,)] = duckdb.execute("select " + day_expression("$written"), {"written": written}).fetchall()
    assert cut is None or (len(cut) <= 12 and day_of(cut) is None)


def test_epoch_stamps_are_few_days(land: Build, raw: Path) -> None:
    put(raw, "2026-10/gate_scans/a.csv", text([SCANS, *(scan(str(1790956800000 + i * 997)) for i in range(2000))]))
    assert seen(land("2026-10"), "n_rows, day::varchar") == [(2000, "2026-10-03")]


@pytest.mark.parametrize("written", FORMS)
def test_days_in_every_form(written: str) -> None:
    assert day_of(written) == dt.date(2026, 10, 3)


@pytest.mark.parametrize("written", NO_DAYS)
def test_what_says_no_day(written: str) -> None:
    assert day_of(written) is None


people = st.tuples(
    st.sampled_from(["甲", "乙", ""]), st.sampled_from(["1", "2", ""]), st.sampled_from(["13800", ""])
).filter(any)
times = st.sampled_from(["2026-10-03 08:05:11", "2026/10/3 9:00", "20261003", "46299.25", "2026年10月4日", "?", ""])
scans = st.lists(st.tuples(people, times, st.sampled_from(["p1", "p2", ""])), min_size=1, max_size=40)
DAYS = {"2026-10-03 08:05:11": "2026-10-03", "2026/10/3 9:00": "2026-10-03", "20261003": "2026-10-03",
        "46299.25": "2026-10-04", "2026年10月4日": "2026-10-04"}  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=st.lists(scans, min_size=1, max_size=3))
def test_the_aggregate_is_that_of_pandas(files: list, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is lost and nothing doubled, whatever the rows: pandas counts the same groups from the same rows."""
    folder = tmp_path_factory.mktemp("gate")
    for i, rows in enumerate(files):
        written = [scan(time, who, code) for who, time, code in rows]
        put(folder / "raw", f"2026-10/gate_scans/{i}.csv", text([SCANS, *written, ["", "", "", "", f"文件{i}"]]))
    con = duckdb.connect()
    rules = Rules(landing=LandingRules(workers=1))
    intake.build(con, Run(Month("2026-10"), Workspace(folder / "raw", folder / "warehouse"), rules))
    columns = ["file", "row", "name", "id_number", "phone", "place", "day"]
    said = [
        (f"2026-10/gate_scans/{i}.csv", n, *who, code or "东门", DAYS.get(time, ""))
        for i, rows in enumerate(files)
        for n, (who, time, code) in enumerate(rows, start=2)
    ]
    said += [(f"2026-10/gate_scans/{i}.csv", len(r) + 2, f"文件{i}", "", "", "", "") for i, r in enumerate(files)]
    grouped = pd.DataFrame(said, columns=columns).groupby(["file", *columns[2:]])["row"].agg(["min", "max", "count"])
    expected = Counter((*key, *map(int, counts)) for key, counts in zip(grouped.index, grouped.values, strict=True))
    sql = """select path, coalesce(name, ''), coalesce(id_number, ''), coalesce(phone, ''), coalesce(place, ''),
        coalesce(day::varchar, ''), first_row, last_row, n_rows from landing.presence"""
    assert Counter(con.execute(sql).fetchall()) == expected
    account = "select sum(accepted) - (select sum(n_rows) from landing.presence) from landing.source_file"
    assert con.execute(account).fetchall() == [(0,)]
    con.close()
