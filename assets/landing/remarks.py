"""What `landing.source_file` tells of the codes that a sheet uses (contract.md section 5)."""

from __future__ import annotations

import duckdb

from assets.landing.reference import known_places
from assets.landing.succession import villages_in_force
from assets.registry.month import Month
from assets.registry.sources import load_sources

# What is delivered by a name or an unknown label is none of these: only codes are looked up.
CODES_TOLD = """
    with used as (
        select distinct s.source, s.path, s.sheet, d.scope
        from landing._delivered d join landing._sheet s using (sheet_id)
    ), wrong as (
        select path, sheet, 'codes that are not in force at the month''s end: ' as what, scope from used
        where right(scope, 3) <> '000' and scope in (select code from landing.region)
            and not list_contains($villages::varchar[], scope)
        union all
        select path, sheet, 'codes that regions.csv lacks: ', scope from used
        where regexp_full_match(scope, '\\d{9}|\\d{12}') and exists (from landing.region)
            and rpad(scope, 12, '0') not in (select code from landing.region)
        union all
        select path, sheet, 'grids that grids.csv lacks: ', scope from used
        where list_contains($by_grid::varchar[], source) and regexp_full_match(scope, '\\d{13,18}')
            and exists (from landing.grid_list) and scope not in (select grid from landing.grid_list)
        union all
        select path, sheet, 'names of several villages, write the town or the code with them: ', scope from used
        where list_contains($homonyms::varchar[], split_part(scope, '/', -1))
        union all
        select path, sheet, sum(c.rows) || ' rows whose code was cut short by a spreadsheet, like ', '3.70281E+11'
        from landing._counted c join landing._sheet s using (sheet_id)
        join landing._key k on k.layout = s.layout and k.key = c.key
        where s.register and k.named is null and regexp_matches(c.key, '\\d\\.?\\d*[eE]\\+?\\d')
        group by path, sheet
    ), told as (
        select path, sheet, what || string_agg(scope, ', ' order by scope) as message from wrong
        group by path, sheet, what
    ), joined as (
        select path, sheet, string_agg(message, '; ' order by message) as message from told group by path, sheet
    )
    update landing.source_file f set message = concat_ws('; ', f.message, j.message)
    from joined j where j.path = f.path and j.sheet is not distinct from f.sheet
"""


def remark_codes(con: duckdb.DuckDBPyConnection, month: Month) -> None:
    """Tell in `landing.source_file` which regions and grids are unknown, not in force at the month's end, or cut."""
    by_grid = [s.source for s in load_sources().values() if s.scope_kind == "grid"]
    villages = sorted(villages_in_force(con, month.last_day))
    homonyms = sorted(name for name, codes in known_places(con, month).villages.items() if len(codes) > 1)
    con.execute(CODES_TOLD, {"villages": villages, "by_grid": by_grid, "homonyms": homonyms})
