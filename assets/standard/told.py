"""What the rows say of places before they are weighed: pointers followed, numbers of dwellings read, codes learnt."""

from __future__ import annotations

import duckdb

from assets.standard import aliases, stays

MACROS = r"""
create or replace temp macro std_part(t) as std_number(nullif(regexp_replace(t,
    '^[#第]|(?:号楼|栋|幢|座|#楼|#|号|楼|单元|室|房|门)$', '', 'g'), ''));
create or replace temp macro std_read(region, villages, context) as if(villages is null, region, coalesce(
    if(len(list_filter(villages, lambda v: left(v, 9) = left(context, 9))) = 1,
        list_filter(villages, lambda v: left(v, 9) = left(context, 9))[1], null), region));
create or replace temp macro std_region_of(coded, spoken, points_to, here, listed) as case
    when length(coded) = 12 or coded <> getvariable('std_county') then coded
    when length(spoken) = 12 then spoken
    when points_to = 'village' or here then coalesce(listed, getvariable('std_county'))
    else coalesce(spoken, coded) end;
create or replace temp macro std_area_of(place, town) as
    if(place = getvariable('std_county'), coalesce(town, place), place);
"""

# Numbers of groups, buildings and units as the dwelling's own columns write them: 2组, 0002, 2#; 1-102, 2单元501.
HOMES = r"""
create or replace temp table std_home as
with split as (select raw, string_split(std_solid(raw), chr(31)) as p from {texts}),
flats as (select raw, p, coalesce(nullif(p[3], ''), if(p[4] = '', p[5], p[4] || '-' || p[5])) as flat from split)
select raw, std_part(p[2]) as building_no,
    std_number(nullif(regexp_replace(p[1], '^第|(?:村民小组|居民小组|村民组|小组|组|队)$', '', 'g'), '')) as group_no,
    nullif(array_to_string(list_transform(
        string_split(regexp_replace(flat, '单元-?', '-'), '-'), lambda x: std_part(x)), '-'), '') as unit_no
from flats
"""

DITTO = """
create or replace temp table std_ditto_{column} as
with pointing as (
    select o.self_id, o.layout, o.path, o.sheet, o.row, o.household_no
    from std_raw o join std_reference_raw p on p.raw = o.{column} and p.points_to = 'above'
    where o.role = 'self' and o.household_no is not null
)
select p.self_id, arg_max(u.{column}, u.row) as text
from pointing p join std_raw u on u.path = p.path and u.sheet is not distinct from p.sheet and u.layout = p.layout
    and u.household_no = p.household_no and u.row < p.row and u.role = 'self'
where u.{column} not in (select raw from std_reference_raw)
group by p.self_id
"""

# 同上: the row above of the same household, else (a residence) the hukou address of the same row. Who lodges at his
# unit lives at its address.
TOLD = f"""
create or replace temp view std_told as
select r.* replace (
    case hp.points_to when 'above' then hd.text else r.hukou_address end as hukou_address,
    case rp.points_to when 'above' then coalesce(rd.text, r.hukou_address) when 'hukou' then r.hukou_address
        else coalesce(r.residence_address, if({stays.LODGES}, r.unit_address, null)) end as residence_address)
from std_raw r
    left join std_code boards on boards.layout = r.layout and boards.field = 'boarding' and boards.raw = r.boarding
    left join std_reference_raw hp on hp.raw = r.hukou_address
    left join std_reference_raw rp on rp.raw = r.residence_address
    left join std_ditto_hukou_address hd on hd.self_id = if(hp.points_to = 'above', r.self_id, null)
    left join std_ditto_residence_address rd on rd.self_id = if(rp.points_to = 'above', r.self_id, null)
"""

# The code of a place outside the county, where other rows that count as evidence write both its code and its name.
OUTSIDE = """
with written as (
    select hukou_address as address, hukou_region as code from std_raw where not pending
    union all select residence_address, residence_region from std_raw where not pending
), stood as (
    select a.area, r.region, count(*) as n
    from written w join std_address a on a.raw = w.address join std_region r on r.raw = w.code
    where a.area is not null and length(r.region) = 6 and right(r.region, 2) <> '00'
        and r.region <> getvariable('std_county')
    group by all
), known as (
    select area, arg_max(region, (n, region)) as region from stood group by area having max(n) >= 0.8 * sum(n)
)
update std_address a set region = k.region from known k where k.area = a.area
"""


def install(con: duckdb.DuckDBPyConnection, county: str, homes: str) -> None:
    """Make the macros of regions and numbers, and temp table `std_home` from the texts `homes` (raw).

    `std_home`: raw, group_no, building_no, unit_no as the columns of a dwelling write them.
    """
    con.execute("set variable std_county = $county", {"county": county})
    con.execute(MACROS)
    aliases.install(con)
    con.execute(HOMES.format(texts=homes))


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp view `std_told`: `std_raw` with 同上 and 同户籍 followed; give areas outside in `std_address` codes."""
    con.execute("""create or replace temp table std_reference_raw as
        select raw, points_to from std_address where points_to is not null and address is null""")
    for column in ("hukou_address", "residence_address"):
        con.execute(DITTO.format(column=column))
    con.execute(OUTSIDE)
    con.execute(TOLD)
