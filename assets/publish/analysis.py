"""`analysis.duckdb`: the roster without what identifies a person (assets/publish/masks.py).

Small villages stay as they are: a table by village, age band and sex can hold ones, and is not for publication.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.publish.database import attached, published_tables
from assets.publish.masks import Masked, masked
from assets.publish.views import labelled_views
from assets.registry.run import Run
from assets.registry.tables import TableSpec, comment


def write_analysis(con: duckdb.DuckDBPyConnection, run: Run, key: str, file: Path) -> None:
    """Write the de-identified copy of every published table that the registry shows there, and the labelled views."""
    tables = {spec.table: (spec, masked(spec)) for spec in published_tables() if spec.analysis}
    con.execute("set variable pseudonym_key = ?", [key])
    con.execute("set variable reference = ?", [run.month.last_day])
    try:
        with attached(con, file) as schema:
            for spec, columns in tables.values():
                _write(con, schema, spec, columns)
            for statement in labelled_views(schema, [(s, [m.name for m in shown]) for s, shown in tables.values()]):
                con.execute(statement)
    finally:
        con.execute("reset variable pseudonym_key")
        con.execute("reset variable reference")


def _write(con: duckdb.DuckDBPyConnection, schema: str, spec: TableSpec, columns: list[Masked]) -> None:
    """Rows are ordered by what is shown, so that their order tells nothing."""
    target = f"{schema}.{spec.table}"
    selected = ", ".join(f'{m.sql} as "{m.name}"' for m in columns)
    names = [m.name for m in columns]
    order = ", ".join(f'"{k}"' for k in spec.key) if spec.key and set(spec.key) <= set(names) else "all"
    con.execute(
        f"create table {target} as select * from (select {selected} from {spec.floor}.{spec.table}) order by {order}"
    )
    con.execute(comment(f"table {target}", spec.zh, spec.en))
    for m in columns:
        con.execute(comment(f'column {target}."{m.name}"', m.zh, m.en))
