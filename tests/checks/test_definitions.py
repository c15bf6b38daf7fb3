import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

from assets.quality.build import build
from assets.registry.run import Run
from assets.registry.tables import load_tables
from checks.completeness import completeness_group
from checks.definitions import asset_checks, check_groups
from pipelines.resources import CountyResource
from tests.small_month import run_of, small_month


def test_every_check_belongs_to_a_table_and_is_named_once() -> None:
    keys = [(spec.table, spec.name) for group in check_groups() for spec in group.specs]
    assert len(keys) == len(set(keys))
    assert {table for table, _ in keys} <= load_tables().keys()
    assert all(re.fullmatch(r"\w+", name) for _, name in keys)


def test_what_the_issue_calls_blocking_blocks() -> None:
    blocking = {spec.name for group in check_groups() for spec in group.specs if spec.blocking}
    assert {"keys", "types", "code_lists", "row_account", "scope_shrunk"} <= blocking


class HandMade(CountyResource):
    """A county whose month stands in a file made by the test."""

    folder: str

    @contextmanager
    def connect(self, month: str) -> Iterator[duckdb.DuckDBPyConnection]:
        with duckdb.connect(f"{self.folder}/month.duckdb") as con:
            yield con

    def run(self, month: str) -> Run:
        return run_of(Path(self.folder), month)


def test_outcomes_become_check_results(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "month.duckdb")) as con:
        small_month(con)
        build(con, run_of(tmp_path))
    partitions = dg.StaticPartitionsDefinition(["2026-10"])

    @dg.asset(key=["quality", "completeness"], partitions_def=partitions)
    def completeness() -> None: ...

    own = {spec.name for spec in completeness_group().specs}
    checks = [c for c in asset_checks() if {spec.name for spec in c.check_specs} == own]
    result = dg.materialize(
        [completeness, *checks], partition_key="2026-10", resources={"county": HandMade(folder=str(tmp_path))}
    )
    evaluations = {e.check_name: e for e in result.get_asset_check_evaluations()}
    assert evaluations.keys() == own
    assert evaluations["complete_name"].passed
    assert evaluations["complete_policy"].severity == dg.AssetCheckSeverity.WARN
    assert evaluations["complete_policy"].metadata["applicable"].value == 1
