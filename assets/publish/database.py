"""`roster.duckdb`: the published tables, copied from the working database into a file of their own, with comments."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from assets.publish.as_of import write_as_of
from assets.publish.views import labelled_views, value_text_view
from assets.registry.tables import TableSpec, create, load_tables

ALIAS = "target"


def published_tables() -> list[TableSpec]:
    """The tables of roster.duckdb, in the order of the registry."""
    return [spec for spec in load_tables().values() if spec.published]


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, file: Path) -> Iterator[str]:
    """Attach a new database file and yield its schema; what is written into it is one transaction.

    Detached at the end, and so complete in its file.
    """
    quoted = str(file).replace("'", "''")
    con.execute(f"attach '{quoted}' as {ALIAS}")
    try:
        con.begin()
        yield f"{ALIAS}.main"
        con.commit()
    except BaseException:
        con.rollback()
        raise
    finally:
        con.execute(f"detach {ALIAS}")


def write_roster(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write all published tables, rows in the order of their key, the views and `roster_as_of`."""
    tables = published_tables()
    with attached(con, file) as schema:
        for spec in tables:
            for statement in create(spec, schema):
                con.execute(statement)
            con.execute(_copy(spec, schema))
        for statement in (*labelled_views(schema, [(s, s.columns) for s in tables]), *value_text_view(schema)):
            con.execute(statement)
        write_as_of(con, schema)


def _copy(spec: TableSpec, schema: str) -> str:
    """A key never repeats, so its order is total; a table without one is ordered by all it has."""
    columns = ", ".join(f'"{column}"' for column in spec.columns)
    order = ", ".join(f'"{column}"' for column in spec.key) or "all"
    source = f"{spec.floor}.{spec.table}"
    return f"insert into {schema}.{spec.table} by name select {columns} from {source} order by {order}"
