"""Region codes: what a source writes as a code, validated against `landing.region`, merged villages mapped.

A village of the county has 12 digits. Whatever says less than the village (the county, a township) or lies outside
comes out with 6 digits (warehouse.md: 12 inside, 6 outside); the county's own 6 digits mean `in the county, village
not said`.
"""

from __future__ import annotations

import datetime as dt

import duckdb
import pyarrow as pa

from assets.landing.succession import villages_in_force
from assets.registry.run import Run

CODE_COLUMNS = ("hukou_region", "residence_region", "region", "insured_region", "grid", "scope")

CODES = r"""
create or replace temp table std_region as
with digits as (
    select raw, regexp_extract(std_solid(raw), '^(\d+)(?:\.0+)?$', 1) as digits from {texts}
), gridded as (
    select raw, coalesce(g.region, digits) as digits, length(digits) as written from digits d
        left join (select grid, min(region) as region from landing.grid_list group by grid) g on g.grid = d.digits
), shaped as (
    select raw, digits, case when length(digits) >= 12 then left(digits, 12)
        when length(digits) in (2, 4, 6, 9) then rpad(digits, 12, '0') end as code from gridded
)
select raw, case when code is null then null
        when left(code, 6) <> $county then left(code, 6)
        when right(code, 3) = '000' then $county
        when v.into_code is not null then v.into_code
        when not exists (from std_village) then code
        else $county end as region,
    case when digits = '' then null
        when code is null then 'unreadable'
        when left(code, 6) = $county and right(code, 3) <> '000' and v.into_code is null
            and exists (from std_village) then 'unreadable'
        when v.into_code <> code then 'repaired' end as issue
from shaped s left join std_village v using (code)
"""


def county(con: duckdb.DuckDBPyConnection, run: Run) -> str:
    """The county's 6 digits: from the settings, else `landing.region`, else the most frequent village scope ('')."""
    if run.rules.county.code:
        return run.rules.county.code
    found = con.execute("select min(left(code, 6)) from landing.region where level in ('county', 'town', 'village')")
    code = found.fetchall()[0][0]
    if code is None:
        (code,) = con.execute("""select mode(left(scope, 6) order by scope) from std_raw
            where regexp_full_match(scope, '\\d{9}|\\d{12}|\\d{15}')""").fetchall()[0]
    return code or ""


def build(con: duckdb.DuckDBPyConnection, texts: str, county_code: str, last_day: dt.date) -> None:
    """Make temp tables `std_village` (code, into_code) and `std_region` (raw, region, issue) from `texts` (raw).

    Texts without digits come out NULL without an issue: they are read as addresses. `issue` is `unreadable` for a
    code that does not exist (kept: the county), `repaired` for one that was merged into another.
    """
    means = villages_in_force(con, last_day)
    codes = {"code": pa.array(means, pa.string()), "into_code": pa.array(means.values(), pa.string())}
    con.register("std_village_read", pa.table(codes))
    con.execute("create or replace temp table std_village as select * from std_village_read order by code")
    con.unregister("std_village_read")
    con.execute(CODES.format(texts=texts), {"county": county_code})
