"""Which rows are in force: per layout and scope the newest delivery, all deliveries of events.

Everything is decided on counts per (sheet, scope key); the rows themselves are read once, when they are taken over. A
scope key is what a row says in its scope columns, as written; the distinct keys are understood once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.landing.delivery import Sheet, group_of, scope_of
from assets.landing.places import Places
from assets.landing.scopes import group_number, row_scope
from assets.registry.sources import Layout, Source, load_layouts

UNIT = "\x1f"
GROUP = "group_no"

COUNTED = """
    insert into landing._counted
    select s.sheet_id, {key} as key, count(*) as rows
    from read_parquet(?, union_by_name = true, filename = true) r
    join landing._sheet s on s.copy = r.filename
    group by all
"""

# A file that holds one villager group is a scope of its own, and covers the group's rows of a village's file.
DELIVERED = """
    create or replace table landing._delivered as
    with counted as (
        select s.*, c.key, coalesce(k.scope, s.sheet_scope) as scope, k.group_no as row_group, c.rows
        from landing._counted c
        join landing._sheet s using (sheet_id)
        join landing._key k on k.layout = s.layout and k.key = c.key
        union all
        select s.*, null as key, s.sheet_scope as scope, null as row_group, 0 as rows
        from landing._sheet s
        where s.accepted = 0 and s.register
    )
    select sheet_id, layout, register, month, rank, key, scope, rows,
        case when file_group is null then scope else scope || '-' || file_group end as own,
        case when file_group is not null then scope else scope || '-' || row_group end as other
    from counted
"""

IN_FORCE = """
    create or replace table landing.{name} as
    with considered as (select * from landing._delivered {where}),
    newest as (select layout, own, max(rank) as rank from considered where register group by all)
    select c.*
    from considered c
    left join newest a on a.layout = c.layout and a.own = c.own
    left join newest b on b.layout = c.layout and b.own = c.other
    where not c.register or c.rank >= greatest(a.rank, coalesce(b.rank, 0))
"""

# What the newest delivered month of a scope replaced.
BEFORE = "where register qualify month < max(month) over (partition by layout, scope)"


def decide(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet], places: Places) -> None:
    """Make `landing._sheet`, `_key`, `_delivered`, `_in_force` and `_before` from the candidate sheets."""
    _register_sheets(con, parsed, sheets, places)
    con.execute("create or replace table landing._counted (sheet_id integer, key varchar, rows bigint)")
    con.execute("create or replace table landing._key (layout varchar, key varchar, scope varchar, group_no varchar)")
    for source, layout in load_layouts().values():
        copies = copies_of(con, layout)
        if copies:
            con.execute(COUNTED.format(key=key_expression(con, layout, copies)), [copies])
            _understand(con, source, layout, places)
    con.execute(DELIVERED)
    con.execute(IN_FORCE.format(name="_in_force", where=""))
    con.execute(IN_FORCE.format(name="_before", where=BEFORE))


def copies_of(con: duckdb.DuckDBPyConnection, layout: Layout) -> list[str]:
    """The parsed copies of a layout that hold rows."""
    sql = "select distinct copy from landing._sheet where layout = ? and accepted > 0 order by copy"
    return [copy for (copy,) in con.execute(sql, [layout.layout]).fetchall()]


def key_expression(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> str:
    """SQL for the scope key of a row `r`: its scope columns and its villager group, as far as the copies hold them."""
    held = stored_columns(con, copies)
    parts = [f"coalesce(r.\"{c}\", '')" if c in held else "''" for c in (*layout.scope, GROUP)]
    return f" || '{UNIT}' || ".join(parts)


def stored_columns(con: duckdb.DuckDBPyConnection, copies: list[str]) -> set[str]:
    """Columns that any of the copies holds: an older layout may have had fewer."""
    described = con.execute("describe select * from read_parquet(?, union_by_name = true)", [copies])
    return {row[0] for row in described.fetchall()}


def _register_sheets(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet], places: Places) -> None:
    layouts = load_layouts()
    ordered = sorted(sheets, key=lambda s: (s.order, s.account.number or 0))
    ranks = {order: rank for rank, order in enumerate(sorted({s.order for s in ordered}), start=1)}
    columns = {
        "sheet_id": pa.array(range(1, len(ordered) + 1), pa.int32()),
        "month": _texts(s.month for s in ordered),
        "source": _texts(s.source for s in ordered),
        "layout": _texts(s.account.layout for s in ordered),
        "path": _texts(s.path for s in ordered),
        "sheet": _texts(s.account.sheet for s in ordered),
        "parsed": _texts(s.copy for s in ordered),
        "copy": _texts(str(parsed / s.copy) for s in ordered),
        "accepted": pa.array([s.account.accepted for s in ordered], pa.int64()),
        "register": pa.array([layouts[s.account.layout or ""][0].kind == "register" for s in ordered], pa.bool_()),
        "rank": pa.array([ranks[s.order] for s in ordered], pa.int32()),
        "sheet_scope": _texts(scope_of(s, places) for s in ordered),
        "file_group": _texts(group_of(s) for s in ordered),
    }
    _store(con, "_sheet", pa.table(columns))


def _understand(con: duckdb.DuckDBPyConnection, source: Source, layout: Layout, places: Places) -> None:
    sql = """
        select distinct c.key from landing._counted c join landing._sheet s using (sheet_id)
        where s.layout = ? order by 1
    """
    keys = [key for (key,) in con.execute(sql, [layout.layout]).fetchall()]
    parts = [key.split(UNIT) for key in keys]
    kind = source.scope_kind
    scopes = [row_scope(kind, p[:-1], places) if kind else None for p in parts]
    groups = [group_number(p[-1]) if source.by_group else None for p in parts]
    known = pa.table({"key": _texts(keys), "scope": _texts(scopes), "group_no": _texts(groups)})
    con.register("_known", known)
    con.execute("insert into landing._key select ?, key, scope, group_no from _known", [layout.layout])
    con.unregister("_known")


def _texts(values: Iterable[str | None]) -> pa.Array:
    return pa.array(list(values), pa.string())


def _store(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    con.register("_given", table)
    con.execute(f"create or replace table landing.{name} as select * from _given")
    con.unregister("_given")
