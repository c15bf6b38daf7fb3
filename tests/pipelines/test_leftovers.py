from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from pipelines.leftovers import PROCESS_TAG, end_leftovers, process_tags

POOL = "warehouse"


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[dg.DagsterInstance]:
    (tmp_path / "dagster.yaml").write_text("concurrency: {pools: {default_limit: 1}}\ntelemetry: {enabled: false}\n")
    with dg.DagsterInstance.from_config(str(tmp_path)) as made:
        yield made


def started(instance: dg.DagsterInstance, tags: dict[str, str]) -> dg.DagsterRun:
    """A run under way that holds the one slot of the pool."""
    job = dg.GraphDefinition("nothing").to_job()
    run = instance.create_run_for_job(job, status=dg.DagsterRunStatus.STARTED, tags=tags)
    instance.event_log_storage.initialize_concurrency_limit_to_default(POOL)
    instance.event_log_storage.claim_concurrency_slot(POOL, run.run_id, "step")
    return run


def slots_held(instance: dg.DagsterInstance) -> int:
    return instance.event_log_storage.get_concurrency_info(POOL).active_slot_count


def test_a_killed_run_is_ended_and_its_slot_is_free(instance: dg.DagsterInstance) -> None:
    run = started(instance, {PROCESS_TAG: "4194305@12345"})
    assert slots_held(instance) == 1
    assert end_leftovers(instance) == 1
    ended = instance.get_run_by_id(run.run_id)
    assert ended is not None and ended.status is dg.DagsterRunStatus.FAILURE
    assert slots_held(instance) == 0


def test_a_number_that_another_process_has_by_now_is_no_life(instance: dg.DagsterInstance) -> None:
    mine = process_tags()[PROCESS_TAG].partition("@")[0]
    started(instance, {PROCESS_TAG: f"{mine}@1"})
    assert end_leftovers(instance) == 1


@pytest.mark.parametrize("tags", [process_tags(), {}], ids=["alive", "of the UI"])
def test_other_runs_are_left_alone(instance: dg.DagsterInstance, tags: dict[str, str]) -> None:
    started(instance, tags)
    assert end_leftovers(instance) == 0
    assert slots_held(instance) == 1
