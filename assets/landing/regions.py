"""`regions.csv` as a table: regions with their validity, and the account of its rows (contract.md section 5).

A row whose code is no region's is rejected, and a date that cannot be read is told. Where two files name a code for
the same time, the later file wins (contract.md section 1).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.landing.delivery import Sheet
from assets.landing.region_rows import EMPTY, region_rows

LEVEL = """
    case when {code}[3:] = '0000000000' then 'province' when {code}[5:] = '00000000' then 'city'
        when {code}[7:] = '000000' then 'county' when {code}[10:] = '000' then 'town' else 'village' end
"""

# Rows that a later file has another row for: of the same code, for the same time.
REPLACED = """
    create or replace table landing._region_row as
    select r.*, exists (
        from landing._region_row l where l.rank > r.rank and l.code_read = r.code_read
            and coalesce(l.since, '0001-01-01') <= coalesce(r.until, '9999-12-31')
            and coalesce(l.until, '9999-12-31') >= coalesce(r.since, '0001-01-01')
    ) as replaced
    from landing._region_row r
"""

REGION = """
    insert into landing.region by name
    select distinct code_read as code, nullif(trim(name), '') as region_name, {level} as level, parent_read as parent,
        since as valid_from_date, until as valid_to_date
    from landing._region_row where code_read is not null and not replaced
    order by all
"""

REJECTED = """
    insert into landing.rejected_record by name
    select 'reference' as source, path, sheet, row, 'code is no region: 6, 9 or 12 digits' as reason,
        json_object('code', code, 'name', name, 'parent', parent, 'valid_from', valid_from, 'valid_to', valid_to) as raw
    from landing._region_row where code_read is null
"""

ACCOUNT = """
    with counted as (
        select path, sheet, count(*) filter (code_read is null) as lost, count(*) filter (replaced) as replaced,
            sum(unread) as unread
        from landing._region_row group by all
    )
    update landing.source_file f
    set accepted = accepted - lost, rejected = rejected + lost, in_force = in_force - lost - replaced,
        superseded = superseded + replaced,
        status = if(replaced > 0 and in_force = lost + replaced, 'superseded', status),
        message = nullif(concat_ws('; ', message,
            if(lost > 0, lost || ' rows whose code is no region', null),
            if(replaced > 0, replaced || ' rows superseded by a later file that names the same codes', null),
            if(unread > 0, unread || ' dates cannot be read', null)), '')
    from counted c where c.path = f.path and c.sheet is not distinct from f.sheet
"""

# Codes in use that no region file knows: villages in force and the towns and the county above them.
DERIVED = """
    insert into landing.region by name
    with used as (
        select distinct scope as code from landing._in_force where regexp_full_match(scope, '\\d{{12}}')
        union select distinct grid[:12] from landing.grid_list where regexp_full_match(grid, '\\d{{12,}}')
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

# Grids that somebody delivered and no grid file names; a grid's code begins with its village's.
GRIDS = """
    insert into landing.grid_list by name
    select distinct scope as grid, scope[:12] as region from landing.source_scope
    where scope_kind = 'grid' and regexp_full_match(scope, '\\d{13,}')
        and scope not in (select grid from landing.grid_list)
    order by grid
"""


def write_regions(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet]) -> None:
    """Fill `landing.region` from the sheets read as regions, their rows stay in `landing._region_row`."""
    ranks = {order: rank for rank, order in enumerate(sorted({s.order for s in sheets}))}
    rows = pa.concat_tables([EMPTY, *(region_rows(parsed / s.copy, s, ranks[s.order]) for s in sheets)])
    con.register("_given", rows)
    con.execute("create or replace table landing._region_row as from _given")
    con.unregister("_given")
    con.execute(REPLACED)
    con.execute(REGION.format(level=LEVEL.format(code="code_read")))


def account_regions(con: duckdb.DuckDBPyConnection) -> None:
    """Tell in the account which rows of the region files are no regions, or were replaced; drop `_region_row`."""
    con.execute(REJECTED)
    con.execute(ACCOUNT)
    con.execute("drop table landing._region_row")


def derive_regions(con: duckdb.DuckDBPyConnection) -> None:
    """Add the grids and regions in use that no file names: their names stay NULL."""
    con.execute(GRIDS)
    con.execute(DERIVED.format(level=LEVEL.format(code="code")))
