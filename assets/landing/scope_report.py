"""The tables of scopes: which delivery of every scope is in force and how old it is, and which scopes lost rows."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from assets.registry.run import Run
from assets.registry.sources import load_sources
from assets.registry.tables import create, load_tables

SOURCE_SCOPE = """
    insert into landing.source_scope by name
    select s.source, k.scope_kind, f.scope, s.month as delivered_month, s.path, s.sheet, sum(f.rows) as rows,
        datediff('month', (s.month || '-01')::date, (? || '-01')::date) as age_months
    from landing._in_force f
    join landing._sheet s using (sheet_id)
    join _kind k using (source)
    where s.register
    group by all
    order by s.source, f.scope, s.path, s.sheet
"""

# An export that names no villages, replaced by one that does, is compared with the whole of what replaced it.
SCOPE_SHRINK = """
    insert into landing.scope_shrink by name
    with now as (
        select layout, scope, max(month) as delivered_month, sum(rows) as rows
        from landing._in_force where register group by all
    ),
    gone as (
        select layout, scope, max_by(rows, month) as rows_before
        from (
            select layout, scope, month, sum(rows) as rows from landing._delivered d
            where loose and not exists (from now n where n.layout = d.layout and n.scope = d.scope)
            group by all
        )
        group by all
    ),
    newest as (
        select layout, max(month) as month, max_by(rows, month) as rows
        from (select layout, month, sum(rows) as rows from landing._in_force where register group by all)
        group by all
    ),
    compared as (
        select n.layout, n.scope, n.delivered_month, n.rows, sum(b.rows) as rows_before
        from now n join landing._before b using (layout, scope)
        group by all
        union all by name
        select g.layout, g.scope, n.month as delivered_month, n.rows, g.rows_before
        from gone g join newest n using (layout)
    )
    select s.source, c.*
    from compared c
    join (select distinct layout, source from landing._sheet) s using (layout)
    where c.rows < c.rows_before and c.delivered_month > ?
    order by c.layout, c.scope
"""


def write_scopes(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Write `landing.source_scope` and `landing.scope_shrink` (contract.md section 1)."""
    for table in ("source_scope", "scope_shrink"):
        for statement in create(load_tables()[table], "landing"):
            con.execute(statement)
    con.register("_kind", _kinds())
    con.execute(SOURCE_SCOPE, [run.month.key])
    con.execute(SCOPE_SHRINK, [run.previous.key if run.previous else ""])
    con.unregister("_kind")


def _kinds() -> pa.Table:
    sources = load_sources()
    kinds = pa.array([s.scope_kind for s in sources.values()], pa.string())
    return pa.table({"source": list(sources), "scope_kind": kinds})
