import logging
from pathlib import Path

import duckdb
import pytest

from pipelines.resources import CountyResource
from pipelines.second_try import in_database
from tests.pipelines.county_home import home_in

LOG = logging.getLogger("renpu.test")
MONTH = "2026-10"


class Step:
    """Makes a table; fails the first `failures` times inside the engine, after having made it."""

    def __init__(self, failures: int, error: type[Exception] = duckdb.InternalException) -> None:
        self.failures, self.error = failures, error
        self.plans: list[str] = []

    def __call__(self, con: duckdb.DuckDBPyConnection) -> int:
        self.plans += con.execute("select current_setting('disabled_optimizers')").fetchall()[0]
        con.execute("create or replace table made as select 42 as answer")
        if len(self.plans) <= self.failures:
            raise self.error("INTERNAL Error: dict-surviving join")
        return con.execute("select answer from made").fetchall()[0][0]


def test_a_step_is_taken_once_where_nothing_fails(tmp_path: Path) -> None:
    step = Step(0)
    assert in_database(CountyResource(home=str(home_in(tmp_path))), MONTH, step, LOG) == 42
    assert step.plans == [""]


def test_where_the_engine_fails_the_step_is_taken_again_with_plainer_plans(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    step = Step(1)
    assert in_database(CountyResource(home=str(home_in(tmp_path))), MONTH, step, LOG) == 42
    assert step.plans == ["", "build_side_probe_side"]
    assert [r.levelname for r in caplog.records] == ["WARNING"]


@pytest.mark.parametrize(("failures", "error"), [(2, duckdb.InternalException), (1, duckdb.BinderException)])
def test_what_fails_again_or_is_no_fault_of_the_engine_is_told(
    tmp_path: Path, failures: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        in_database(CountyResource(home=str(home_in(tmp_path))), MONTH, Step(failures, error), LOG)
