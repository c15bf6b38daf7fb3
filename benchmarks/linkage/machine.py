"""The linkage of the project, from the standardized table to persons, in a database of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from assets.linkage.build import steps
from assets.linkage.training import trial
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from benchmarks.linkage.county import MEMORY, MONTH, County
from benchmarks.markdown import table


class Cost(NamedTuple):
    """What something took: seconds by the clock, and seconds of all threads of this process on a core."""

    wall: float
    cpu: float


def timed(step: Callable[[], Any]) -> Cost:
    """Run a step and say what it took."""
    wall, cpu = time.monotonic(), time.process_time()
    step()
    return Cost(time.monotonic() - wall, time.process_time() - cpu)


def total(costs: Iterable[Cost]) -> Cost:
    """What they took together."""
    taken = list(costs)
    return Cost(sum(cost.wall for cost in taken), sum(cost.cpu for cost in taken))


def show(costs: Mapping[str, Cost]) -> None:
    """Print a line per step and one for all of them together."""
    lines = [*costs.items(), ("all", total(costs.values()))]
    table("step, wall s, CPU s", [(name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}") for name, cost in lines])


@contextmanager
def opened(county: County) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the county's `standard.person_record` alone; the database is removed afterwards."""
    with trial.opened(county.database) as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        yield con


def first_month(folder: Path) -> Run:
    """The run of a county's first month, with nothing before it."""
    return Run(MONTH, Workspace(folder / "raw", folder / "warehouse"), Rules())


def link(con: duckdb.DuckDBPyConnection, run: Run) -> dict[str, Cost]:
    """Make `linkage.record` (with person_id) from `standard.person_record`; what every step took."""
    persons = {name: step for name, step in steps(run).items() if name not in trial.AFTER_THE_PERSONS}
    return {name: timed(partial(step, con)) for name, step in persons.items()}
