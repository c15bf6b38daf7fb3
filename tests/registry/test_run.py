"""What a month builds on."""

from pathlib import Path

import duckdb

from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace


def stored(folder: Path, sql: str) -> Run:
    run = Run(Month("2026-10"), Workspace(folder / "raw", folder / "warehouse"), Rules(), Month("2026-09"))
    state = run.workspace.state(Month("2026-09"))
    state.mkdir(parents=True)
    duckdb.execute(f"copy ({sql}) to '{state / 'person.parquet'}'")
    return run


def test_a_state_of_another_release_is_read(tmp_path: Path) -> None:
    run = stored(tmp_path, "select 'P1' as person_id, 1 as gone")
    con = duckdb.connect()
    assert run.load_previous(con, "person", "person_id varchar, added integer") == "previous.person"
    assert con.execute("from previous.person").fetchall() == [("P1", None)]


def test_the_first_month_builds_on_nothing(tmp_path: Path) -> None:
    run = stored(tmp_path, "select 'P1' as person_id")
    con = duckdb.connect()
    Run(run.month, run.workspace, run.rules, None).load_previous(con, "person", "person_id varchar")
    assert con.execute("from previous.person").fetchall() == []


def test_a_large_table_is_seen_where_it_lies_with_its_lines(tmp_path: Path) -> None:
    run = stored(tmp_path, "select unnest(['P1', 'P2']) as person_id")
    con = duckdb.connect()
    run.load_previous(con, "person", "person_id varchar")
    run.see_previous(con, "person", "person_id varchar")
    assert con.execute("select line, person_id from previous.person").fetchall() == [(0, "P1"), (1, "P2")]
    Run(run.month, run.workspace, run.rules, None).see_previous(con, "person", "person_id varchar")
    assert con.execute("select line, person_id from previous.person").fetchall() == []


def test_the_newest_state_before_the_month_counts(tmp_path: Path) -> None:
    workspace = stored(tmp_path, "select 1 as x").workspace
    for month in ("2026-07", "2026-11", ".staging"):
        (workspace.work / "state" / month).mkdir()
    assert workspace.state_before(Month("2026-10")) == Month("2026-09")
    assert workspace.state_before(Month("2026-09")) == Month("2026-07")
    assert workspace.state_before(Month("2026-07")) is None
