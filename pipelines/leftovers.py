"""Runs whose process was killed: they are ended, and the slots of the pool that they still hold are freed.

Belongs here: runs of the command line, which nothing watches. Runs of the UI are watched by its daemon.
"""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

PROCESS_TAG = "renpu/process"
UNDER_WAY = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def process_tags() -> dict[str, str]:
    """Tags of a run of this process: by them a later process knows whether it still lives."""
    return {PROCESS_TAG: f"{os.getpid()}@{_started(os.getpid())}"}


def end_leftovers(instance: dg.DagsterInstance) -> int:
    """End the runs whose process is gone, for whose slots a later run would wait for ever; returns how many."""
    runs = instance.get_runs(dg.RunsFilter(statuses=UNDER_WAY))
    dead = [run for run in runs if PROCESS_TAG in run.tags and not _lives(run.tags[PROCESS_TAG])]
    for run in dead:
        instance.report_run_failed(run, "its process was ended from outside; nothing was published")
        instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
    return len(dead)


def _lives(process: str) -> bool:
    number, _, started = process.partition("@")
    return bool(started) and _started(int(number)) == started


def _started(number: int) -> str:
    """When a process began, in ticks since the machine started ('' where there is none): numbers are used again."""
    try:
        stat = Path(f"/proc/{number}/stat").read_text("utf-8", "replace")
        return stat.rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""
