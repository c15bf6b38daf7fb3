from pathlib import Path

import duckdb
import pytest

from assets.quality.build import build
from assets.registry.indicators import load_indicators
from assets.registry.rules import QualityRules, Rules
from checks.completeness import run_checks
from checks.outcome import CheckCrashedError
from tests.small_month import empty_month, run_of, small_month

BELOW = {"id_number", "marital_status", "child_birth_date", "child_id_number", "policy"}


@pytest.fixture
def con(tmp_path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    small_month(connection)
    build(connection, run_of(tmp_path))
    return connection


def test_one_check_per_core_indicator(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    outcomes = run_checks(con, run_of(tmp_path))
    assert [o.name for o in outcomes] == [f"complete_{i.indicator}" for i in load_indicators()]
    assert {o.name.removeprefix("complete_") for o in outcomes if not o.passed} == BELOW


@pytest.mark.parametrize(("gate", "severity"), [("provisional", "WARN"), ("block", "ERROR")])
def test_the_gate_decides_what_follows(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, gate: str, severity: str
) -> None:
    rules = Rules(quality=QualityRules.model_validate({"completeness_gate": gate}))
    outcomes = run_checks(con, run_of(tmp_path, rules=rules))
    assert {(o.severity, o.blocking) for o in outcomes} == {(severity, gate == "block")}


def test_the_minimum_is_a_setting(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    rules = Rules(quality=QualityRules(completeness_minimum=0.5))
    failed = {o.name for o in run_checks(con, run_of(tmp_path, rules=rules)) if not o.passed}
    assert "complete_id_number" not in failed
    assert "complete_policy" in failed


def test_the_message_tells_rate_and_number(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    outcome = next(o for o in run_checks(con, run_of(tmp_path)) if o.name == "complete_id_number")
    assert "50.0% of 4 valid" in outcome.message
    assert outcome.counts == {"applicable": 4, "valid": 2, "rate": 0.5, "minimum": 0.95}


def test_a_table_that_contradicts_the_columns_is_an_error_of_the_check(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    con.execute("update quality.completeness set rate = 1 where indicator = 'policy'")
    with pytest.raises(CheckCrashedError, match="disagree on policy"):
        run_checks(con, run_of(tmp_path))


def test_an_empty_month_passes(tmp_path: Path) -> None:
    con = duckdb.connect()
    empty_month(con)
    build(con, run_of(tmp_path))
    assert all(o.passed for o in run_checks(con, run_of(tmp_path)))
