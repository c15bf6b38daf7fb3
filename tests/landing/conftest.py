from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from assets.landing import intake
from assets.landing.account import SheetAccount, read_accounts
from assets.landing.parse import Task, parse_file
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.sources import load_sources
from tests.landing.files import put

Build = Callable[..., duckdb.DuckDBPyConnection]
Parse = Callable[..., list[SheetAccount]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "raw", tmp_path / "warehouse")


@pytest.fixture
def raw(workspace: Workspace) -> Path:
    return workspace.raw


@pytest.fixture
def land(workspace: Workspace) -> Iterator[Build]:
    """Run the landing floor of a month on the state before it, and keep its state, as publishing would."""
    open_connections = []

    def build(month: str, rules: Rules | None = None) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect()
        open_connections.append(con)
        intake.build(con, Run(Month(month), workspace, rules or Rules(), workspace.state_before(Month(month))))
        folder = workspace.state(Month(month))
        folder.mkdir(parents=True, exist_ok=True)
        con.execute(f"copy landing.landing_delivery to '{folder}/landing_delivery.parquet'")
        return con

    yield build
    for con in open_connections:
        con.close()


@pytest.fixture
def parse(tmp_path: Path) -> Parse:
    """Parse one file of a source and return the accounts of its sheets; the Parquet lies in `tmp_path / parsed / x`."""

    def run(source: str, name: str, content: bytes) -> list[SheetAccount]:
        file = put(tmp_path / "delivered", name, content)
        parse_file(Task(file, "sha", load_sources()[source], tmp_path / "parsed", "x"))
        return [sheet for f in read_accounts(tmp_path / "parsed" / "x") for sheet in f.sheets]

    return run


@pytest.fixture
def stored(tmp_path: Path) -> Callable[[int], list[dict]]:
    """The accepted rows of a sheet that `parse` stored, without empty cells."""

    def read(number: int = 1) -> list[dict]:
        copy = tmp_path / "parsed" / "x" / f"{number:04}.parquet"
        rows = duckdb.sql(f"from read_parquet('{copy}')").fetchall()
        names = duckdb.sql(f"from read_parquet('{copy}')").columns
        return [{n: v for n, v in zip(names, row, strict=True) if v is not None} for row in rows]

    return read
