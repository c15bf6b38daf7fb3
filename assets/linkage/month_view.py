"""A linked month seen from outside: its working database is only read, what is computed from it lies in memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

TABLES = (
    "record_profile",
    "member",
    "verdict",
    "edge",
    "ruled",
    "choice",
    "cluster",
    "person",
    "wrong_number",
    "tie",
    "two_numbers",
)
"""Tables that the linkage leaves for those who ask (`assets.linkage.build`)."""
PUBLISHED = ("record", "number_mark", "name_frequency", "link_decision", "possible_match")

Row = dict[str, Any]


class UnknownError(Exception):
    """There is no such person or record in the month; the message says where to look."""


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that sees the month's tables. Raises UnknownError where the month was not linked."""
    if not database.is_file():
        raise UnknownError(f"{database.stem} has no working database: run the month first (renpu run {database.stem})")
    quoted = str(database).replace("'", "''")
    with duckdb.connect() as con:
        con.execute(f"attach '{quoted}' as month (read_only)")
        con.execute("create schema linkage")
        try:
            for table in (*(f"_{name}" for name in TABLES), *PUBLISHED):
                con.execute(f"create view linkage.{table} as from month.linkage.{table}")
        except duckdb.CatalogException:
            raise UnknownError(f"{database.stem} was linked by another release: run the month again") from None
        yield con


def rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: Any) -> tuple[Row, ...]:
    """The rows of a query by column name."""
    found = con.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())
