import duckdb
import pytest

from checks.names import OUTGROWN
from tests.small_month import empty_month, put, run_of


@pytest.mark.parametrize(("now", "passes"), [(0, True), (200, True), (201, False)])
def test_a_county_that_outgrew_the_names_counted_for_it_is_told_and_not_stopped(tmp_path, now, passes):
    con = duckdb.connect()
    empty_month(con)
    put(con, "name_frequency", name_key="王建国", bearers=100)
    con.execute(f"insert into linkage._entity select i > 0, '王建国' from range({now + 1}) as t(i)")
    found = OUTGROWN.check(con, run_of(tmp_path))
    assert found.passed is passes
    assert passes or "201 with a name, 100 when names were counted" in found.message
    assert not OUTGROWN.blocking


def test_a_month_without_names_has_nothing_to_outgrow(tmp_path):
    con = duckdb.connect()
    empty_month(con)
    assert OUTGROWN.check(con, run_of(tmp_path)).passed
