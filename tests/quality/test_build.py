import datetime as dt
from pathlib import Path

import duckdb
import pytest

from assets.quality.acceptance import acceptance, below_standard
from assets.quality.build import build
from assets.registry.indicators import load_indicators
from assets.registry.rules import QualityRules
from tests.small_month import COUNTY, TOWN, VILLAGE, add_person, empty_month, run_of, small_month


@pytest.fixture
def con(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    small_month(connection)
    build(connection, run_of(tmp_path))
    return connection


def rates(con: duckdb.DuckDBPyConnection, level: str, region: str) -> dict[str, tuple[int, int, int]]:
    sql = "select indicator, applicable, filled, valid from quality.completeness where level = ? and region = ?"
    return {row[0]: row[1:] for row in con.execute(sql, [level, region]).fetchall()}


def test_every_region_has_all_indicators(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select level, count(distinct region), count(*) from quality.completeness group by level order by level"
    assert con.execute(sql).fetchall() == [
        ("county", 1, 19), ("group", 2, 38), ("township", 1, 19), ("village", 2, 38),
    ]  # fmt: skip


def test_only_those_in_the_roster_are_asked(con: duckdb.DuckDBPyConnection) -> None:
    assert rates(con, "county", COUNTY)["name"] == (4, 4, 4)


def test_a_truncated_number_is_filled_and_not_valid(con: duckdb.DuckDBPyConnection) -> None:
    assert rates(con, "county", COUNTY)["id_number"] == (4, 3, 2)


def test_marital_status_is_asked_from_15_years(con: duckdb.DuckDBPyConnection) -> None:
    assert rates(con, "county", COUNTY)["marital_status"] == (3, 2, 2)


def test_a_child_of_two_parents_counts_once(con: duckdb.DuckDBPyConnection) -> None:
    found = rates(con, "county", COUNTY)
    assert found["child_name"] == (1, 1, 1)
    assert found["policy"] == (1, 0, 0)


def test_death_dates_are_asked_of_the_dead_where_they_lived(con: duckdb.DuckDBPyConnection) -> None:
    assert rates(con, "village", VILLAGE)["death_date"] == (1, 1, 1)


def test_levels_add_up(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select indicator, sum(valid) from quality.completeness where level = ? group by indicator order by indicator"
    assert con.execute(sql, ["village"]).fetchall() == con.execute(sql, ["township"]).fetchall()
    assert con.execute(sql, ["village"]).fetchall() == con.execute(sql, ["county"]).fetchall()


def test_groups_are_named_by_village_and_group(con: duckdb.DuckDBPyConnection) -> None:
    assert rates(con, "group", f"{VILLAGE}-1")["name"] == (3, 3, 3)


def test_a_region_known_to_the_township_counts_there(tmp_path: Path) -> None:
    con = duckdb.connect()
    small_month(con)
    add_person(con, "07", TOWN)
    build(con, run_of(tmp_path))
    assert rates(con, "township", TOWN)["name"] == (5, 5, 5)
    assert rates(con, "village", TOWN) == {}


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        ("sex", {"sex": "9"}),
        ("birth_date", {"birth_precision": "year"}),
        ("hukou_address", {"hukou_address": None}),
        ("residence_address", {"residence_region": None}),
        ("marital_status", {"marital_status": "90"}),
        ("ethnic_group", {"ethnic_group": None}),
    ],
)
def test_what_does_not_count(tmp_path: Path, indicator: str, values: dict[str, str | None]) -> None:
    con = duckdb.connect()
    empty_month(con)
    add_person(con, "01", **values)
    build(con, run_of(tmp_path))
    applicable, _, valid = rates(con, "county", "000000000000")[indicator]
    assert (applicable, valid) == (1, 0)


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        ("hukou_type", {"id_status": "foreign"}),
        ("hukou_address", {"hukou_state": "5"}),
        ("relation", {"household_id": None}),
        ("marital_status", {"birth_date": dt.date(2012, 1, 1)}),
    ],
)
def test_who_is_not_asked(tmp_path: Path, indicator: str, values: dict[str, str | None]) -> None:
    con = duckdb.connect()
    empty_month(con)
    add_person(con, "01", **values)
    build(con, run_of(tmp_path))
    assert rates(con, "county", "000000000000")[indicator][0] == 0


def test_an_empty_month_has_a_county_and_no_rate(tmp_path: Path) -> None:
    con = duckdb.connect()
    empty_month(con)
    build(con, run_of(tmp_path))
    assert con.execute("select level, count(*), count(rate) from quality.completeness group by level").fetchall() == [
        ("county", len(load_indicators()), 0)
    ]


def test_acceptance_follows_the_county_alone(con: duckdb.DuckDBPyConnection) -> None:
    below = ["child_birth_date", "child_id_number", "id_number", "marital_status", "policy"]
    assert below_standard(con, QualityRules()) == below
    assert acceptance(con, QualityRules()) == "provisional"
    con.execute("update quality.completeness set rate = 0.95 where level = 'county'")
    assert acceptance(con, QualityRules()) == "accepted"
