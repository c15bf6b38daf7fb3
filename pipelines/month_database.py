"""The tables of a month wherever they stand: in its working database, also when its run failed, or as published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.registry.month import Month
from pipelines.settings import Settings

SCHEMA = "landing"


class NoAccountError(Exception):
    """The month has no account yet, or it cannot be read now; the message says which."""


@dataclass(frozen=True)
class MonthTables:
    """An open connection whose names without a schema are the landing tables; `state` says where they stand."""

    con: duckdb.DuckDBPyConnection
    state: str


@contextmanager
def month_tables(settings: Settings, month: str) -> Iterator[MonthTables]:
    """The landing tables of a month, of its last run first. Raises NoAccountError."""
    published = settings.workspace.published(Month(month)) / "restricted" / "roster.duckdb"
    con, state = _working(settings.workspace.database(Month(month))), "as of its last run"
    if con is None:
        if not published.is_file():
            raise NoAccountError(f"{month} has no account: it was not run so far, or its run is under way")
        con, state = duckdb.connect(str(published), read_only=True), "as published"
    try:
        yield MonthTables(con, state)
    finally:
        con.close()


def _working(file: Path) -> duckdb.DuckDBPyConnection | None:
    """The working database, if it is there, nobody writes it, and the landing floor was built."""
    if not file.is_file():
        return None
    try:
        con = duckdb.connect(str(file), read_only=True)
    except duckdb.IOException:
        return None
    try:
        con.execute(f"use {SCHEMA}")
        con.execute("select 1 from source_file limit 1")
    except duckdb.CatalogException:
        con.close()
        return None
    return con
