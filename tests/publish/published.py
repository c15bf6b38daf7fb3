"""A small month published into a temporary warehouse."""

import datetime as dt
from pathlib import Path

import duckdb

from assets.publish.build import build
from assets.publish.provenance import Provenance
from assets.publish.views import write_code_list
from assets.quality.acceptance import acceptance
from assets.quality.build import build as build_quality
from assets.registry.run import Run
from tests.small_month import run_of, small_month

MOMENT = dt.datetime(2026, 11, 5, 6, tzinfo=dt.UTC)


def month_database(run: Run) -> duckdb.DuckDBPyConnection:
    """A complete working database in memory."""
    con = duckdb.connect()
    small_month(con)
    build_quality(con, run)
    con.execute("create schema if not exists publish")
    write_code_list(con)
    return con


def publish(folder: Path, month: str = "2026-10", previous: str | None = None, change: str = "") -> Run:
    """Publish the small month, changed by a statement, as `month`."""
    run = run_of(folder, month, previous=previous)
    con = month_database(run)
    if change:
        con.execute(change)
    build(con, run, Provenance(acceptance(con, run.rules.quality), "settings", "manifest", MOMENT))
    return run


def reader(run: Run, name: str = "roster") -> duckdb.DuckDBPyConnection:
    """The published database of a month, as its readers open it."""
    folder = "restricted" if name == "roster" else "analysis"
    return duckdb.connect(str(run.workspace.published(run.month) / folder / f"{name}.duckdb"), read_only=True)
