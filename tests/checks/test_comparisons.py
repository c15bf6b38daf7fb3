"""What blocks a month whose comparisons contradict their lists."""

from pathlib import Path

import duckdb
import pytest

from checks.outcome import CheckOutcome
from checks.tables import run_checks
from tests.small_month import OTHER_VILLAGE, VILLAGE, put, run_of, small_month

POLICE, SOCIAL = "police", "social_insurance"


def finding(con: duckdb.DuckDBPyConnection, comparison: str, kind: str, person: str, region: str = VILLAGE) -> None:
    put(con, "comparison_finding", comparison=comparison, finding=kind, person_id=person, region=region)


def result(con: duckdb.DuckDBPyConnection, comparison: str, kind: str, persons: int, region: str = VILLAGE) -> None:
    put(con, "comparison_result", comparison=comparison, finding=kind, region=region, base="survey", findings=persons,
        persons=persons, dwellings=0)  # fmt: skip


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    small_month(connection)
    for person in ("01", "02"):
        finding(connection, POLICE, "still_unfound", person)
    finding(connection, SOCIAL, "contact_found", "01")
    finding(connection, SOCIAL, "still_unfound", "02")
    result(connection, POLICE, "still_unfound", 2)
    result(connection, POLICE, "still_unfound", 0, OTHER_VILLAGE)
    result(connection, SOCIAL, "contact_found", 1)
    result(connection, SOCIAL, "still_unfound", 1)
    put(connection, "difficulty", finding="separated", region=VILLAGE, person_id="01", record_id="r01")
    put(connection, "finding_summary", listing="difficulty", level="county", region="421126000000",
        finding="separated", findings=1, persons=1, dwellings=0)  # fmt: skip
    return connection


def checked(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, CheckOutcome]:
    return {o.name: o for o in run_checks(con, run_of(folder))}


NAMES = ("comparisons_add_up", "residues_follow", "findings_exist", "findings_add_up")


def test_a_month_that_cross_foots_passes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    outcomes = checked(con, tmp_path)
    assert [name for name in NAMES if not outcomes[name].passed] == []


@pytest.mark.parametrize(
    ("change", "name", "found"),
    [
        (
            "update roster.comparison_result set persons = 1 where comparison = 'police' and persons = 2",
            "comparisons_add_up",
            "police still_unfound (results of 1 villages differ)",
        ),
        (
            "delete from roster.comparison_result where comparison = 'police' and findings > 0",
            "comparisons_add_up",
            "police still_unfound (county 0 against 2)",
        ),
        (
            "delete from roster.comparison_finding where finding = 'contact_found'",
            "comparisons_add_up",
            "social_insurance contact_found (results of 1 villages differ)",
        ),
        (
            "update roster.comparison_result set persons = 3 where finding = 'contact_found'",
            "residues_follow",
            f"{VILLAGE} social_insurance (4 looked for of 2)",
        ),
        (
            "update roster.comparison_finding set person_id = '99' where comparison = 'police'",
            "findings_exist",
            "comparison_finding person (2 rows)",
        ),
        ("update roster.difficulty set record_id = 'nowhere'", "findings_exist", "difficulty record (1 rows)"),
        ("delete from roster.finding_summary", "findings_add_up", "difficulty separated (differs by -1)"),
    ],
)
def test_what_blocks(con: duckdb.DuckDBPyConnection, tmp_path: Path, change: str, name: str, found: str) -> None:
    con.execute(change)
    outcome = checked(con, tmp_path)[name]
    assert not outcome.passed
    assert outcome.blocking
    assert found in outcome.message
