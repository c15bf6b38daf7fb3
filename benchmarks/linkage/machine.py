"""The linkage of the project, from the standardized table to persons, in a database of its own."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb

from assets.linkage import model
from assets.linkage.build import steps
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from benchmarks.linkage.county import MEMORY, MONTH, County

NOT_LINKAGE = ("links", "presence")
"""Steps of the floor that come after the persons."""


@contextmanager
def opened(county: County) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the county's `standard.person_record` alone; the database is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/bench.duckdb") as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        con.execute(f"attach '{county.database}' as month (read_only)")
        for schema in ("standard", "linkage"):
            con.execute(f"create schema {schema}")
        con.execute("create table standard.person_record as from month.standard.person_record")
        yield con


def first_month(folder: Path) -> Run:
    """The run of a county's first month, with nothing before it."""
    return Run(MONTH, Workspace(folder / "raw", folder / "warehouse"), Rules())


def link(con: duckdb.DuckDBPyConnection, run: Run) -> dict[str, float]:
    """Make `linkage.record` (with person_id) from `standard.person_record`; seconds of every step."""
    seconds = {}
    for name, step in steps(run).items():
        if name not in NOT_LINKAGE:
            began = time.monotonic()
            step(con)
            seconds[name] = time.monotonic() - began
    return seconds


@contextmanager
def weighted(settings: dict[str, Any]) -> Iterator[None]:
    """Within the block these Splink settings stand for the pinned model (they are fitted to `model.TRAINED_ON`)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        file.write_text(json.dumps(settings), encoding="utf-8")
        with patch.object(model, "FILE", file):
            yield
