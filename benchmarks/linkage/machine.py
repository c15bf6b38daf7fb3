"""The linkage of the project, from the standardized table to persons, in a database of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.linkage.build import steps
from assets.linkage.training import trial
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from benchmarks.linkage.county import MEMORY, MONTH, County


@contextmanager
def opened(county: County) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the county's `standard.person_record` alone; the database is removed afterwards."""
    with trial.opened(county.database) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        yield con


def first_month(folder: Path) -> Run:
    """The run of a county's first month, with nothing before it."""
    return Run(MONTH, Workspace(folder / "raw", folder / "warehouse"), Rules())


def link(con: duckdb.DuckDBPyConnection, run: Run) -> dict[str, float]:
    """Make `linkage.record` (with person_id) from `standard.person_record`; seconds of every step."""
    seconds = {}
    for name, step in steps(run).items():
        if name not in trial.AFTER_THE_PERSONS:
            began = time.monotonic()
            step(con)
            seconds[name] = time.monotonic() - began
    return seconds
