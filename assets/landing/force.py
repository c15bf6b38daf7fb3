"""Which rows are in force: per layout and scope the newest delivery, all deliveries of events.

Everything is decided on counts per (sheet, scope key); the rows themselves are read once, when they are taken over. A
scope key is what a row says in its scope columns, as written; the distinct keys are understood once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.landing.candidates import UNIT, register_sheets, register_successors, understand_keys
from assets.landing.delivery import Sheet
from assets.landing.places import VILLAGE_IN_SQL, Places, name_pattern
from assets.landing.scopes import WHOLE
from assets.registry.sources import Layout, load_layouts

GROUP = "group_no"
SERIAL_NO = r"^(\d{12})\d{6}$"  # 全员人口: village, group and serial number of the household

COUNTED = """
    insert into landing._counted
    select s.sheet_id, {key} as key, count(*) as rows
    from read_parquet(?, union_by_name = true, filename = true) r
    join landing._sheet s on s.copy = r.filename
    group by all
"""

# What a row says in its scope columns comes first, then a village that its sheet or file is of, then a village that its
# address names; a place that the file is called after comes before a mere town, and the source as a whole comes last.
DELIVERED = """
    create or replace table landing._delivered as
    with counted as (
        select s.*, c.key, c.rows, k.group_no as row_group,
            case
                when k.named is not null then k.named
                when regexp_full_match(s.sheet_scope, '\\d{12}') then s.sheet_scope
                when regexp_full_match(k.likely, '\\d{12}') then k.likely
                when s.sheet_scope <> $whole and not regexp_full_match(s.sheet_scope, '\\d+') then s.sheet_scope
                else coalesce(k.likely, s.sheet_scope)
            end as written
        from landing._counted c
        join landing._sheet s using (sheet_id)
        join landing._key k on k.layout = s.layout and k.key = c.key
        union all by name
        select *, 0 as rows, sheet_scope as written from landing._sheet
        where accepted = 0 and register and sheet_scope <> $whole
    ),
    placed as (
        select d.*, coalesce(m.successor, written) as scope,
            written = $whole or (by_village and regexp_full_match(written, '\\d{9}')) as loose
        from counted d
        left join landing._successor m on m.code = d.written
    )
    select sheet_id, layout, register, month, rank, sheet_scope, key, scope, loose, rows,
        written || coalesce('-' || file_group, '') || if(loose, '|' || label, '') as own,
        list_distinct([
            own, written, scope,
            written || '-' || coalesce(file_group, row_group), scope || '-' || coalesce(file_group, row_group)
        ]) as rivals
    from placed
"""

# A delivery is replaced by a later one of the same scope. A file that holds one villager group is a scope of its own,
# and covers the group's rows of a village's file. Of villages that were merged, each delivery is replaced by one of the
# same old village or of the new one. Rows of no village are parts of one export: the files of a month stand together,
# and the next month's replace them all.
IN_FORCE = """
    create or replace table landing.{name} as
    with considered as (select * from landing._delivered {where}),
    newest as (select layout, own, max(rank) as rank from considered where register group by all),
    rival as (
        select c.sheet_id, c.key, max(n.rank) as rank
        from considered c, unnest(c.rivals) as r(own)
        join newest n on n.layout = c.layout and n.own = r.own
        where c.register
        group by all
    ),
    export as (
        select layout, scope, max(month) as month
        from (
            select layout, scope, month from considered where register
            union all
            select layout, sheet_scope, month from considered where register and rows > 0
        )
        group by all
    )
    select c.* exclude (rivals)
    from considered c
    left join rival r on r.sheet_id = c.sheet_id and r.key is not distinct from c.key
    left join export e on e.layout = c.layout and e.scope = c.scope
    left join export w on w.layout = c.layout and w.scope = $whole
    where not c.register
        or (c.rank >= r.rank and not (c.loose and c.month < greatest(e.month, coalesce(w.month, ''))))
"""

# What the newest delivered month of a scope replaced.
BEFORE = "where register qualify month < max(month) over (partition by layout, scope)"


def decide(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet], places: Places) -> None:
    """Make `landing._sheet`, `_key`, `_delivered`, `_in_force` and `_before` from the candidate sheets."""
    register_sheets(con, parsed, sheets, places)
    register_successors(con, places.successors)
    con.execute("set variable villages = ?", [name_pattern(places.villages)])
    con.execute("set variable towns = ?", [name_pattern(places.towns)])
    con.execute("create or replace table landing._counted (sheet_id integer, key varchar, rows bigint)")
    con.execute(
        "create or replace table landing._key (layout varchar, key varchar, named varchar, likely varchar, "
        "group_no varchar)"
    )
    for source, layout in load_layouts().values():
        copies = copies_of(con, layout)
        if copies:
            con.execute(COUNTED.format(key=key_expression(con, layout, copies)), [copies])
            understand_keys(con, source, layout, places)
    con.execute(DELIVERED, {"whole": WHOLE})
    con.execute(IN_FORCE.format(name="_in_force", where=""), {"whole": WHOLE})
    con.execute(IN_FORCE.format(name="_before", where=BEFORE), {"whole": WHOLE})
    con.execute("drop table landing._successor")


def copies_of(con: duckdb.DuckDBPyConnection, layout: Layout) -> list[str]:
    """The parsed copies of a layout that hold rows."""
    sql = "select distinct copy from landing._sheet where layout = ? and accepted > 0 order by copy"
    return [copy for (copy,) in con.execute(sql, [layout.layout]).fetchall()]


def key_expression(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> str:
    """SQL for the scope key of a row `r`: its scope columns, the place in its address, its villager group.

    Of an address only the names of a town and a village are taken, and only where no scope column has a village's code.
    """
    held = stored_columns(con, copies)
    scope = [_cell(column, held) for column in layout.scope]
    if load_layouts()[layout.layout][0].scope_kind == "village":
        scope = [f"regexp_replace({cell}, '{SERIAL_NO}', '\\1')" for cell in scope]
    place = _cell(layout.scope_address, held)
    if layout.scope_address in held:
        named = f"regexp_extract({place}, getvariable('towns')) || regexp_extract({place}, getvariable('villages'))"
        place = f"if(regexp_matches({_joined([*scope, repr('')])}, '{VILLAGE_IN_SQL}'), '', {named})"
    return _joined([*scope, place, _cell(GROUP, held)])


def _cell(column: str | None, held: set[str]) -> str:
    return f"coalesce(r.\"{column}\", '')" if column in held else "''"


def _joined(parts: Sequence[str]) -> str:
    return f" || '{UNIT}' || ".join(parts)


def stored_columns(con: duckdb.DuckDBPyConnection, copies: list[str]) -> set[str]:
    """Columns that any of the copies holds: an older layout may have had fewer."""
    described = con.execute("describe select * from read_parquet(?, union_by_name = true)", [copies])
    return {row[0] for row in described.fetchall()}
