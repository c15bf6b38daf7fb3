"""Undated files of one month and one scope: the same people told again, or parts of one delivery (decision 0023).

Contract.md section 1 lets the later of two files win, by the date in the file, in its name, then by path. Where neither
is dated the path alone decides, and it says nothing of time: 一年级.csv and 二年级.csv of one school are parts. Of
such files an earlier one is replaced only by one that speaks of the same: at least half of the distinct contents of the
smaller of the two stand in both. All the others stand together, with the rank of the last.
"""

from __future__ import annotations

import duckdb

from assets.landing.candidates import UNIT
from assets.landing.keys import key_expression, stored_columns
from assets.registry.sources import Layout, load_layouts

PERSON = ("name", "id_number")

# Scopes of which several undated files of one month have rows that name them, or an empty sheet.
CONTESTED = """
    create or replace table landing._contested as
    select d.layout, d.month, d.scope, d.rank, d.sheet_id, d.key, d.rows
    from landing._delivered d join landing._sheet s using (sheet_id)
    where d.register and s.undated and not d.loose
    window of_scope as (partition by d.layout, d.month, d.scope)
    qualify min(d.rank) over of_scope < max(d.rank) over of_scope
"""

SPOKEN = """
    insert into landing._spoken
    select distinct c.layout, c.month, c.scope, c.rank, {content} as content
    from read_parquet(?, union_by_name = true, filename = true) r
    join landing._sheet s on s.copy = r.filename
    join landing._contested c on c.sheet_id = s.sheet_id and c.key = {key}
"""

# An empty sheet replaces what came before it: it says that its scope is empty.
STANDING = """
    create or replace table landing._part as
    with size as (select layout, month, scope, rank, count(*) as n from landing._spoken group by all),
    common as (
        select e.layout, e.month, e.scope, e.rank, l.rank as later, count(*) as n
        from landing._spoken e
        join landing._spoken l on l.layout = e.layout and l.month = e.month and l.scope = e.scope
            and l.content = e.content and l.rank > e.rank
        group by all
    ),
    file as (select layout, month, scope, rank, sum(rows) as rows from landing._contested group by all),
    replaced as (
        select c.layout, c.month, c.scope, c.rank
        from common c
        join size e using (layout, month, scope, rank)
        join size l on l.layout = c.layout and l.month = c.month and l.scope = c.scope and l.rank = c.later
        where 2 * c.n >= least(e.n, l.n)
        union
        select e.layout, e.month, e.scope, e.rank
        from file e join file l using (layout, month, scope)
        where l.rank > e.rank and l.rows = 0
    )
    select f.layout, f.month, f.scope, f.rank, max(f.rank) over (partition by layout, month, scope) as last
    from file f anti join replaced using (layout, month, scope, rank)
"""

RAISED = """
    update landing._delivered d set rank = p.last
    from landing._part p
    where p.layout = d.layout and p.month = d.month and p.scope = d.scope and p.rank = d.rank and not d.loose
"""

TOLD = """
    with stood as (
        select s.path, s.sheet, p.scope from landing._part p
        join landing._contested c using (layout, month, scope, rank)
        join landing._sheet s on s.sheet_id = c.sheet_id
        join (select layout, month, scope from landing._part group by all having count(*) > 1)
            using (layout, month, scope)
    ), told as (
        select path, sheet, string_agg(distinct scope, ', ' order by scope) as scopes from stood group by all
    )
    update landing.source_file f set message = concat_ws('; ', f.message,
        'taken together with other undated files of ' || t.scopes || ': they speak of others')
    from told t where t.path = f.path and t.sheet is not distinct from f.sheet
"""


def raise_parts(con: duckdb.DuckDBPyConnection) -> None:
    """Give the parts of a scope among `landing._delivered` one rank; makes `landing._contested` and `_part`."""
    con.execute(CONTESTED)
    con.execute(
        "create or replace table landing._spoken "
        "(layout varchar, month varchar, scope varchar, rank integer, content varchar)"
    )
    contested = con.execute("select distinct layout from landing._contested where rows > 0 order by 1").fetchall()
    for (name,) in contested:
        _, layout = load_layouts()[name]
        copies = _copies(con, layout)
        con.execute(_spoken(con, layout, copies), [copies])
    con.execute(STANDING)
    con.execute(RAISED)
    con.execute("drop table landing._spoken")


def remark_parts(con: duckdb.DuckDBPyConnection) -> None:
    """Tell in `landing.source_file` which undated files were taken together."""
    con.execute(TOLD)


def _copies(con: duckdb.DuckDBPyConnection, layout: Layout) -> list[str]:
    sql = """
        select distinct s.copy from landing._contested c join landing._sheet s using (sheet_id)
        where c.layout = ? and c.rows > 0 order by 1
    """
    return [copy for (copy,) in con.execute(sql, [layout.layout]).fetchall()]


def _spoken(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> str:
    """SQL for whom or what the contested rows speak of: name and number as written, else what identifies a place."""
    held = stored_columns(con, copies)
    named = [c for c in PERSON if c in layout.columns] or list(layout.identifying)
    content = f" || '{UNIT}' || ".join(f"coalesce(trim(r.\"{c}\"), '')" if c in held else "''" for c in named)
    return SPOKEN.format(content=content, key=key_expression(con, layout, copies))
