"""`landing.<layout>`: the rows in force, every canonical column as text exactly as written."""

from __future__ import annotations

import duckdb

from assets.landing.keys import copies_of, key_expression, stored_columns
from assets.registry.sources import Layout, load_layouts

PLACE = "month varchar, source varchar, layout varchar, path varchar, sheet varchar, row bigint, scope varchar"

ROWS = """
    insert into landing.{layout}
    select s.month, s.source, s.layout, s.path, s.sheet, r.row, f.scope, {columns}
    from read_parquet(?, union_by_name = true, filename = true) r
    join landing._sheet s on s.copy = r.filename
    join landing._in_force f on f.sheet_id = s.sheet_id and f.key = {key}
    order by s.sheet_id, r.row
"""


def write_rows(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table of every layout, empty where nothing is in force; gate rows only go into `landing.presence`."""
    for _, layout in load_layouts().values():
        if layout.produces == "presence":
            continue
        columns = ", ".join(f'"{name}" varchar' for name in layout.columns)
        con.execute(f"create or replace table landing.{layout.layout} ({PLACE}, {columns})")
        copies = copies_of(con, layout)
        if copies:
            con.execute(_insert(con, layout, copies), [copies])


def _insert(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> str:
    held = stored_columns(con, copies)
    columns = ", ".join(f'r."{name}"' if name in held else "null" for name in layout.columns)
    return ROWS.format(layout=layout.layout, columns=columns, key=key_expression(con, layout, copies))
