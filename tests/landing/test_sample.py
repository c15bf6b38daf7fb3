"""The delivery that somebody else made to the same contract: every sheet read or reported, every row accounted for."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from assets.landing import intake
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.sources import load_later_sources, load_layouts, load_sources

SAMPLE = Path(__file__).parents[3] / "shared" / "deliveries" / "sample"
FORM_SHEETS = {"说明", "汇总", "Sheet2"}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    if not SAMPLE.is_dir():
        pytest.skip("the sample delivery is not here")
    con = duckdb.connect()
    workspace = Workspace(SAMPLE, tmp_path_factory.mktemp("warehouse"))
    intake.build(con, Run(Month("2026-10"), workspace, Rules()))
    return con


def test_every_folder_is_read_or_reported(sample: duckdb.DuckDBPyConnection) -> None:
    sql = "select source, list(distinct status) from landing.source_file group by all"
    found = dict(sample.execute(sql).fetchall())
    assert set(found) - {"reference"} == {p.name for p in (SAMPLE / "2026-10").iterdir()}
    for source, statuses in found.items():
        assert ("read" in statuses) == (source in load_sources() or source == "reference")
        assert source in {*load_sources(), *load_later_sources(), "reference"}


def test_only_the_forms_own_sheets_are_not_recognised(sample: duckdb.DuckDBPyConnection) -> None:
    sql = "select sheet, status from landing.source_file where status not in ('read', 'not_read')"
    assert {(sheet, status) for sheet, status in sample.execute(sql).fetchall()} <= {
        (sheet, "no_header") for sheet in FORM_SHEETS
    }


def test_the_account_adds_up(sample: duckdb.DuckDBPyConnection) -> None:
    sql = "select path from landing.source_file where rows <> accepted + rejected + skipped"
    assert sample.execute(sql).fetchall() == []
    for name, (_, layout) in load_layouts().items():
        sql = "select coalesce(sum(accepted), 0) from landing.source_file where layout = ?"
        accepted = sample.execute(sql, [name]).fetchall()
        if layout.produces != "presence":
            assert sample.execute(f"select count(*) from landing.{name}").fetchall() == accepted
    sql = "select (select sum(rejected) from landing.source_file) - (select count(*) from landing.rejected_record)"
    assert sample.execute(sql).fetchall() == [(0,)]


def test_scopes_are_codes_wherever_a_code_can_be_had(sample: duckdb.DuckDBPyConnection) -> None:
    sql = """
        select distinct source from landing.source_scope
        where scope_kind in ('village', 'township', 'grid') and not regexp_full_match(scope, '421126\\d{3}(\\d{3,6})?')
    """
    assert sample.execute(sql).fetchall() == []
