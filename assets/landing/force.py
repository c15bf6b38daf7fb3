"""Which rows are in force: per layout and scope the newest delivery, all deliveries of events.

Everything is decided on counts per (sheet, scope key); the rows themselves are read once, when they are taken over. A
scope key is what a row says in its scope columns, as written; the distinct keys are understood once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.landing.candidates import register_sheets, register_successors, understand_keys
from assets.landing.delivery import Sheet
from assets.landing.keys import copies_of, key_expression
from assets.landing.naming import WHOLE
from assets.landing.parts import raise_parts
from assets.landing.places import Places, name_pattern
from assets.registry.sources import load_layouts

COUNTED = """
    insert into landing._counted
    select s.sheet_id, {key} as key, count(*) as rows
    from read_parquet(?, union_by_name = true, filename = true) r
    join landing._sheet s on s.copy = r.filename
    group by all
"""

# What a row says in its scope columns comes first, then a village that its sheet or file is of, then a village that its
# address names; a place that the file is called after comes before a mere town, and the source as a whole comes last.
# `loose` are rows whose place is only likely, or no village.
DELIVERED = """
    create or replace table landing._delivered as
    with counted as (
        select s.*, c.key, c.rows, k.group_no as row_group, k.tract,
            case
                when k.named is not null then k.named
                when regexp_full_match(s.sheet_scope, '\\d{12}') then s.sheet_scope
                when regexp_full_match(k.likely, '\\d{12}') then k.likely
                when s.sheet_scope <> $whole and not regexp_full_match(s.sheet_scope, '\\d+') then s.sheet_scope
                else coalesce(k.likely, s.sheet_scope)
            end as written,
            k.named is null and written is not distinct from k.likely as is_likely
        from landing._counted c
        join landing._sheet s using (sheet_id)
        join landing._key k on k.layout = s.layout and k.key = c.key
        union all by name
        select *, 0 as rows, sheet_scope as written, false as is_likely from landing._sheet
        where accepted = 0 and register and sheet_scope <> $whole
    ),
    placed as (
        select d.*, coalesce(m.successor, written) as scope,
            is_likely or written = $whole or (by_village and regexp_full_match(written, '\\d{9}')) as loose
        from counted d
        left join landing._successor m on m.code = d.written
    )
    select sheet_id, layout, register, month, rank, min(rank) over (partition by month) as month_rank, sheet_scope, key,
        scope, written, loose, rows,
        written || coalesce('-' || file_group, '') || if(loose, '|' || label, '') as own,
        list_distinct([
            own, written, scope,
            written || '-' || coalesce(file_group, row_group), scope || '-' || coalesce(file_group, row_group),
            written || '-普查小区' || tract, scope || '-普查小区' || scope || tract,
            if(loose, 'export of ' || scope, null), if(loose, 'export of ' || $whole, null)
        ]) as rivals
    from placed
"""

# A delivery is replaced by a later one of the same scope. A file that holds one villager group is a scope of its own,
# and covers the group's rows of a village's file; so does one of a census tract, known by the households' numbers. Of
# villages that were merged, each delivery is replaced by one of the same old village or of the new one. Loose rows are
# parts of an export: the parts of a month stand together, and those of the next month, or an export of the same place
# with a village for everybody, replace them all.
IN_FORCE = """
    create or replace table landing.{name} as
    with considered as (select * from landing._delivered {where}),
    replacing as (
        select layout, own, rank from considered where register
        union all
        select layout, written, month_rank from considered where register and loose
        union all
        select layout, 'export of ' || sheet_scope, month_rank from considered where register and rows > 0
    ),
    newest as (select layout, own, max(rank) as rank from replacing group by all),
    rival as (
        select c.sheet_id, c.key, max(n.rank) as rank
        from considered c, unnest(c.rivals) as r(own)
        join newest n on n.layout = c.layout and n.own = r.own
        where c.register
        group by all
    )
    select c.* exclude (rivals)
    from considered c
    left join rival r on r.sheet_id = c.sheet_id and r.key is not distinct from c.key
    where not c.register or c.rank >= r.rank
"""

# What the newest delivered month of a scope replaced.
BEFORE = "where register qualify month < max(month) over (partition by layout, scope)"


def decide(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet], places: Places) -> None:
    """Make `landing._sheet`, `_key`, `_delivered`, `_part`, `_in_force` and `_before` from the candidate sheets."""
    register_sheets(con, parsed, sheets, places)
    register_successors(con, places.successors)
    con.execute("set variable villages = ?", [name_pattern(places.villages)])
    con.execute("set variable towns = ?", [name_pattern(places.towns)])
    con.execute("create or replace table landing._counted (sheet_id integer, key varchar, rows bigint)")
    con.execute(
        "create or replace table landing._key (layout varchar, key varchar, named varchar, likely varchar, "
        "group_no varchar, tract varchar)"
    )
    for source, layout in load_layouts().values():
        copies = copies_of(con, layout)
        if copies:
            con.execute(COUNTED.format(key=key_expression(con, layout, copies)), [copies])
            understand_keys(con, source, layout, places)
    con.execute(DELIVERED, {"whole": WHOLE})
    raise_parts(con)
    con.execute(IN_FORCE.format(name="_in_force", where=""))
    con.execute(IN_FORCE.format(name="_before", where=BEFORE))
    con.execute("drop table landing._successor")
