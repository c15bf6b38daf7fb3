"""`data/raw/reference/`: regions, grids, tracts and staff as tables, and their names as places (contract.md section 5).

What is missing of regions and grids is derived from the codes that the records use, without names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.landing.delivery import Sheet
from assets.landing.places import Places, short_name, tidy
from assets.landing.succession import villages_in_force
from assets.registry.month import Month
from assets.registry.sources import load_sources
from assets.registry.tables import create, load_tables

READ = ("regions", "grids", "tracts", "staff", "区划", "行政区划", "网格", "普查小区", "两员", "普查员")
"""How the names of reference files begin; others are listed and not read."""

REGION = """
    insert into landing.region by name
    select distinct trim(code) as code, trim(name) as region_name, {level} as level, trim(parent) as parent,
        try_cast(regexp_replace(trim(valid_from), '[./年月]', '-', 'g').rtrim('日-') as date) as valid_from_date,
        try_cast(regexp_replace(trim(valid_to), '[./年月]', '-', 'g').rtrim('日-') as date) as valid_to_date
    from read_parquet(?)
    where regexp_full_match(trim(code), '\\d{{12}}')
    order by all
"""

LEVEL = """
    case when {code}[3:] = '0000000000' then 'province' when {code}[5:] = '00000000' then 'city'
        when {code}[7:] = '000000' then 'county' when {code}[10:] = '000' then 'town' else 'village' end
"""

GRID = """
    insert into landing.grid by name
    select trim(grid) as grid, min(coalesce(trim(region), trim(grid)[:12])) as region, min(trim(name)) as name
    from read_parquet(?) group by all order by all
"""

# The tracts as drawn already: their buildings, numbered as on the village map.
TRACT = """
    insert into landing.tract_building by name
    select distinct trim(tract) as tract, nullif(regexp_replace(trim(region), '\\.0+$', ''), '') as region,
        nullif(regexp_replace(trim(building_no), '^0+(.)', '\\1'), '') as building_no
    from read_parquet(?) order by all
"""

STAFF = """
    insert into landing.staff by name
    select distinct trim(name) as name, trim(role) as role, trim(region) as region, trim(phone) as phone
    from read_parquet(?) order by all
"""

# Codes in use that no region file knows: villages in force and the towns and the county above them.
DERIVED = """
    insert into landing.region by name
    with used as (
        select distinct scope as code from landing._in_force where regexp_full_match(scope, '\\d{{12}}')
        union select distinct grid[:12] from landing.grid where regexp_full_match(grid, '\\d{{12,}}')
    ),
    levels as (
        select code, code[:9] || '000' as parent from used
        union select code[:9] || '000', code[:6] || '000000' from used
        union select code[:6] || '000000', null from used
    )
    select code, {level} as level, parent from levels
    where code not in (select code from landing.region)
    order by code
"""

NAMED = """
    select code, region_name,
        coalesce(valid_from_date <= ?, true) and coalesce(valid_to_date >= ?, true) as is_valid
    from landing.region where region_name is not null order by all
"""

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
        select path, sheet, 'grids that grids.csv lacks: ', scope from used
        where list_contains($by_grid::varchar[], source) and regexp_full_match(scope, '\\d{13,18}')
            and exists (from landing.grid) and scope not in (select grid from landing.grid)
    ), told as (
        select path, sheet, what || string_agg(scope, ', ' order by scope) as message from wrong
        group by path, sheet, what
    ), joined as (
        select path, sheet, string_agg(message, '; ' order by message) as message from told group by path, sheet
    )
    update landing.source_file f set message = concat_ws('; ', f.message, j.message)
    from joined j where j.path = f.path and j.sheet is not distinct from f.sheet
"""


def write_reference(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet]) -> None:
    """Write `landing.region`, `grid`, `tract_building` and `staff` from the reference sheets read."""
    for table, layout, sql in (
        ("region", "reference_regions", REGION.format(level=LEVEL.format(code="trim(code)"))),
        ("grid", "reference_grids", GRID),
        ("tract_building", "reference_tracts", TRACT),
        ("staff", "reference_staff", STAFF),
    ):
        for statement in create(load_tables()[table], "landing"):
            con.execute(statement)
        copies = [str(parsed / s.copy) for s in sheets if s.account.layout == layout and s.account.accepted]
        if copies:
            con.execute(sql, [copies])


def derive_regions(con: duckdb.DuckDBPyConnection) -> None:
    """Add the regions in use that no file names: their `region_name` stays NULL."""
    con.execute(DERIVED.format(level=LEVEL.format(code="code")))


def known_places(con: duckdb.DuckDBPyConnection, month: Month) -> Places:
    """Names as they are valid at the month's end; those gone out of use lead to their successors."""
    rows = con.execute(NAMED, [month.last_day, month.last_day]).fetchall()
    grids = con.execute("select name, grid from landing.grid where name is not null order by all").fetchall()
    current = [(code, name) for code, name, valid in rows if valid]
    villages = _villages(current)
    for code, name, valid in rows:
        if not valid and not code.endswith("000"):
            villages.setdefault(short_name(name), (code,))
    means = villages_in_force(con, month.last_day)
    successors = {code: village for code, village in means.items() if code != village}
    towns = {tidy(name): code[:9] for code, name in current if _is_town(code)}
    return Places(villages, towns, {tidy(name): grid for name, grid in grids}, successors)


def remark_codes(con: duckdb.DuckDBPyConnection, month: Month) -> None:
    """Tell in `landing.source_file` which villages are not in force at the month's end, and which grids unknown."""
    by_grid = [s.source for s in load_sources().values() if s.scope_kind == "grid"]
    villages = sorted(villages_in_force(con, month.last_day))
    con.execute(CODES_TOLD, {"villages": villages, "by_grid": by_grid})


def _villages(rows: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        if not code.endswith("000"):
            found[short_name(name)] = (*found.get(short_name(name), ()), code)
    return found


def _is_town(code: str) -> bool:
    return code.endswith("000") and not code.endswith("000000")
