"""`data/raw/reference/`: regions, grids, tracts and staff as tables, and their names as places (contract.md section 5).

What is missing of regions and grids is derived from the codes that the records use, without names.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.landing.delivery import Sheet
from assets.landing.places import Places, short_name, tidy
from assets.landing.regions import write_regions
from assets.landing.succession import villages_in_force
from assets.registry.month import Month
from assets.registry.tables import create, load_tables

READ = ("regions", "grids", "tracts", "staff", "区划", "行政区划", "网格", "普查小区", "两员", "普查员")
"""How the names of reference files begin; others are listed and not read."""

# What copying left in a code: blanks, apostrophes, `="…"`, the `.0` of a float.
GRID = """
    insert into landing.grid_list by name
    with read as (
        select regexp_replace(grid, '[\\s=''"]|\\.0+$', '', 'g') as grid,
            nullif(regexp_replace(region, '[\\s=''"]|\\.0+$', '', 'g'), '') as region, trim(name) as name
        from read_parquet(?)
    )
    select grid, min(coalesce(region, grid[:12])) as region, min(name) as name from read group by all order by all
"""

WORKER = """
    insert into landing.grid_worker by name
    select regexp_replace(grid, '[\\s=''"]|\\.0+$', '', 'g') as grid, trim(worker) as name,
        min(regexp_replace(trim(phone), '\\.0+$', '')) as phone
    from read_parquet(?) where nullif(trim(worker), '') is not null group by all order by all
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

TABLES = ("region", "grid_list", "grid_worker", "tract_building", "staff")
READ_AS = (
    ("reference_grids", GRID),
    ("reference_grids", WORKER),
    ("reference_tracts", TRACT),
    ("reference_staff", STAFF),
)

NAMED = """
    select code, region_name,
        coalesce(valid_from_date <= ?, true) and coalesce(valid_to_date >= ?, true) as is_valid
    from landing.region where region_name is not null order by all
"""


def is_read(name: str) -> bool:
    """Whether a file of `reference/` with this name becomes a table."""
    return name.lower().startswith(READ)


def write_reference(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet]) -> None:
    """Write `landing.region`, `grid_list`, `grid_worker`, `tract_building` and `staff` from the sheets read."""
    for table in TABLES:
        for statement in create(load_tables()[table], "landing"):
            con.execute(statement)
    filled = [s for s in sheets if s.account.accepted]
    write_regions(con, parsed, [s for s in filled if s.account.layout == "reference_regions"])
    for layout, sql in READ_AS:
        if copies := [str(parsed / s.copy) for s in filled if s.account.layout == layout]:
            con.execute(sql, [copies])


def known_places(con: duckdb.DuckDBPyConnection, month: Month) -> Places:
    """Names as they are valid at the month's end; those gone out of use lead to their successors."""
    rows = con.execute(NAMED, [month.last_day, month.last_day]).fetchall()
    grids = con.execute("select name, grid from landing.grid_list where name is not null order by all").fetchall()
    current = [(code, name) for code, name, valid in rows if valid]
    villages = _villages(current)
    for code, name, valid in rows:
        if not valid and not code.endswith("000"):
            villages.setdefault(short_name(name), (code,))
    means = villages_in_force(con, month.last_day)
    successors = {code: village for code, village in means.items() if code != village}
    towns = {tidy(name): code[:9] for code, name in current if _is_town(code)}
    return Places(villages, towns, {tidy(name): grid for name, grid in grids}, successors)


def _villages(rows: Sequence[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows:
        if not code.endswith("000"):
            found[short_name(name)] = (*found.get(short_name(name), ()), code)
    return found


def _is_town(code: str) -> bool:
    return code.endswith("000") and not code.endswith("000000")
