"""The graph: every asset, check, job, schedule and sensor; a rename shows in the snapshot."""

import dagster as dg
import pytest
from syrupy.assertion import SnapshotAssertion

from assets.registry.tables import load_tables
from pipelines.definitions import build_defs
from pipelines.floors import FLOORS, key_of
from pipelines.jobs import JOB


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    return build_defs()


def test_keys(defs: dg.Definitions, snapshot: SnapshotAssertion) -> None:
    graph = defs.resolve_asset_graph()
    assert sorted(key.to_user_string() for key in graph.get_all_asset_keys()) == snapshot(name="assets")
    checks = sorted(f"{key.asset_key.to_user_string()}:{key.name}" for key in graph.asset_check_keys)
    assert checks == snapshot(name="checks")


def test_every_table_of_a_floor_is_an_asset_of_its_group(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    floors = {floor.name for floor in FLOORS}
    for table in load_tables().values():
        if table.floor in floors:
            assert graph.get(key_of(table)).group_name == table.floor


def test_no_asset_reads_a_floor_above_its_own() -> None:
    order = [floor.name for floor in FLOORS]
    known = load_tables()
    for table in (t for t in known.values() if t.floor in order):
        for name in table.reads:
            assert order.index(known[name].floor) <= order.index(table.floor), f"{table.table} reads {name}"


def test_the_job_holds_everything_but_the_departments(defs: dg.Definitions) -> None:
    nodes = {node.name for node in defs.resolve_job_def(JOB).nodes}
    assert {floor.name for floor in FLOORS} <= nodes
    assert "publish__month" in nodes


def test_roster_columns_name_the_departments_that_feed_them(defs: dg.Definitions) -> None:
    lineage = defs.resolve_asset_graph().get(key_of(load_tables()["person"])).metadata["dagster/column_lineage"]
    feeding = {c: {dep.asset_key.path[-1] for dep in lineage.deps_by_column[c]} for c in ("name", "death_date")}
    assert feeding["name"] == {
        "police_hukou", "police_migrants", "foreign_residents", "pic_persons", "education_students",
        "medical_insurance", "social_insurance", "survey", "grid_persons",
    }  # fmt: skip
    assert feeding["death_date"] == {"civil_deaths", "survey"}


def test_the_pool_holds_every_step_that_opens_the_database(defs: dg.Definitions) -> None:
    for node in defs.resolve_job_def(JOB).nodes:
        assert node.definition.pools == {"warehouse"}, node.name
