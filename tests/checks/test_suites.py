from pathlib import Path

import duckdb
import pytest

from assets.registry.tables import load_tables
from checks.outcome import CheckOutcome
from checks.suites import check_table, families, suite_groups
from tests.small_month import add_record, put, run_of, small_month


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    small_month(connection)
    return connection


def checked(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, CheckOutcome]:
    return {o.name: o for o in check_table(con, load_tables()[table])}


def test_a_clean_month_passes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    outcomes = [o for group in suite_groups() for o in group.run(con, run_of(tmp_path))]
    assert [o for o in outcomes if not o.passed] == []
    assert {(o.table, o.name) for o in outcomes} == {(s.table, s.name) for g in suite_groups() for s in g.specs}


def test_structure_blocks(con: duckdb.DuckDBPyConnection) -> None:
    assert all(o.blocking and o.severity == "ERROR" for o in checked(con, "person").values())


@pytest.mark.parametrize(
    ("change", "family", "found"),
    [
        ("insert into roster.person select * from roster.person limit 1", "keys", "person_id: 2 of 7 rows"),
        ("update roster.person set person_id = null where person_id = '06'", "keys", "person_id: 1 of 6 rows"),
        ("update roster.person set life_state = null where person_id = '06'", "required", "life_state: 1 of 6 rows"),
        ("update roster.person set sex = '7'", "code_lists", "sex: 6 of 6 rows"),
        ("update roster.person set hukou_region = '4211' where person_id = '01'", "patterns", "hukou_region: 1 of 6"),
        ("alter table roster.person drop column phone", "types", "lacks phone"),
        ("alter table roster.person alter children type bigint", "types", "other types: children"),
    ],
)  # fmt: skip
def test_what_breaks_is_named(con: duckdb.DuckDBPyConnection, change: str, family: str, found: str) -> None:
    con.execute(change)
    outcome = checked(con, "person")[family]
    assert not outcome.passed
    assert found in outcome.message


def test_a_table_of_other_columns_fails_and_does_not_crash(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("alter table roster.person drop column person_id")
    assert not any(o.passed for o in checked(con, "person").values())


def test_text_files_have_no_sheet(con: duckdb.DuckDBPyConnection) -> None:
    put(con, "source_file", month="2026-10", source="a", path="b.csv", rows=0, accepted=0, rejected=0, skipped=0,
        status="read")  # fmt: skip
    assert checked(con, "source_file")["keys"].passed


def test_no_name_or_number_is_told(con: duckdb.DuckDBPyConnection) -> None:
    add_record(con, "01", 2, sex="x")
    told = " ".join(f"{o.message} {o.counts}" for o in checked(con, "record").values())
    assert "甲" not in told
    assert "4211261980" not in told


def test_only_tables_with_such_columns_get_a_check() -> None:
    assert families(load_tables()["grid_list"]) == ["types", "keys", "patterns"]
