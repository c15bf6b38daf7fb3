"""`data/raw/reference/`: regions and grids as tables, and the names in them as places (contract.md section 5).

What is missing is derived from the codes that the records use, without names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.landing.delivery import Sheet
from assets.landing.places import Places, short_name, tidy
from assets.registry.month import Month
from assets.registry.tables import create, load_tables

READ = ("regions", "grids")  # by file name; tracts and staff are reported and not read

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
    select code, region_name, parent,
        coalesce(valid_from_date <= ?, true) and coalesce(valid_to_date >= ?, true) as is_valid
    from landing.region where region_name is not null order by all
"""


def write_reference(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet]) -> None:
    """Write `landing.region` and `landing.grid` from the reference sheets read."""
    for table, layout, sql in (
        ("region", "reference_regions", REGION.format(level=LEVEL.format(code="trim(code)"))),
        ("grid", "reference_grids", GRID),
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
    current = [(code, name) for code, name, _, valid in rows if valid]
    gone = [(code, name, parent) for code, name, parent, valid in rows if not valid]
    villages = _villages(current)
    successors = _successors(gone, villages, {code for code, _ in current})
    for code, name, _ in gone:
        villages.setdefault(short_name(name), (code,))
    towns = {tidy(name): code[:9] for code, name in current if _is_town(code)}
    return Places(villages, towns, {tidy(name): grid for name, grid in grids}, successors)


def _villages(rows: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        if not code.endswith("000"):
            found[short_name(name)] = (*found.get(short_name(name), ()), code)
    return found


def _successors(
    gone: Sequence[tuple[str, str, str | None]], villages: dict[str, tuple[str, ...]], current: set[str]
) -> dict[str, str]:
    """Merged villages: their row names the new village as parent, or the name lives on under one other code."""
    found = {}
    for code, name, parent in gone:
        same = [c for c in villages.get(short_name(name), ()) if c[:6] == code[:6]]
        if code in current or code.endswith("000"):
            continue
        if parent in current and not parent.endswith("000"):
            found[code] = parent
        elif len(same) == 1:
            found[code] = same[0]
    return found


def _is_town(code: str) -> bool:
    return code.endswith("000") and not code.endswith("000000")
