"""Where each record places its person: hukou and residence as region, group, estate, building and unit.

Three witnesses: code columns, written addresses, and the columns of the dwelling itself (grid, village workbook). The
dwelling's columns speak for the residence where the row says that the person lives there; else the address does. Where
a code and an address name different villages the code is believed, and no dwelling is taken from the address.
"""

from __future__ import annotations

import duckdb

from assets.standard import aliases

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
"""

# Numbers of groups, buildings and units as the dwelling's own columns write them: 2组, 0002, 2#; 1-102, 2单元501.
HOMES = r"""
create or replace temp table std_home as
with split as (select raw, string_split(std_solid(raw), chr(31)) as p from {texts}),
flats as (select raw, p, coalesce(nullif(p[3], ''), if(p[4] = '', p[5], p[4] || '-' || p[5])) as flat from split)
select raw, std_number(nullif(regexp_replace(p[1], '^第|(?:村民小组|居民小组|村民组|小组|组|队)$', '', 'g'), '')) as group_no,
    std_part(p[2]) as building_no, nullif(array_to_string(list_transform(
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

# 同上: the row above of the same household, else (a residence) the hukou address of the same row.
TOLD = """
create or replace temp view std_told as
select r.* replace (
    case hp.points_to when 'above' then hd.text else r.hukou_address end as hukou_address,
    case rp.points_to when 'above' then coalesce(rd.text, r.hukou_address) when 'hukou' then r.hukou_address
        else r.residence_address end as residence_address)
from std_raw r
    left join std_reference_raw hp on hp.raw = r.hukou_address
    left join std_reference_raw rp on rp.raw = r.residence_address
    left join std_ditto_hukou_address hd on hd.self_id = if(hp.points_to = 'above', r.self_id, null)
    left join std_ditto_residence_address rd on rd.self_id = if(rp.points_to = 'above', r.self_id, null)
"""

# The code of a place outside the county, where other rows write both its code and its name.
OUTSIDE = """
with written as (
    select hukou_address as address, hukou_region as code from std_raw
    union all select residence_address, residence_region from std_raw
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

WITNESS = """
create or replace temp view std_witness as
select r.*, if(length(listed.region) = 12, listed.region, null) as listed, coalesce(state.code, here.code) as state_code,
    coalesce(kept.code, kind.code) as hukou_code, own.group_no as own_group, own.building_no as own_building,
    own.unit_no as own_unit, if(length(e.region) = 12, nullif(e.rest, ''), e.address) as own_estate,
    coalesce(if(length(listed.region) = 12, listed.region, null), insured.region, named.region) as context,
    hc.region as hukou_coded, std_read(h.region, h.villages, context) as hukou_read, h.address as hukou_text,
    h.points_to as hukou_points, coalesce(h.detail, repeat(chr(31), 4)) as hukou_detail,
    rc.region as home_coded, std_read(a.region, a.villages, context) as home_read, a.address as home_text,
    a.points_to as home_points, a.detail as home_detail, a.group_no as home_group, a.estate as home_estate,
    a.road as home_road, a.building_no as home_building, a.unit_no as home_unit,
    std_read(w.region, w.villages, context) as away_place, w.address as away_text
from std_told r
    left join std_region listed on listed.raw = coalesce(r.region, r.grid, r.scope)
    left join std_region insured on insured.raw = r.insured_region
    left join std_address named on named.raw = r.village_text
    left join std_code state
        on state.layout = r.layout and state.field = 'residence_state' and state.raw = r.residence_state
    left join std_code here on here.layout = r.layout and here.field = 'lives_here' and here.raw = r.lives_here
    left join std_code kept on kept.layout = r.layout and kept.field = 'hukou_state' and kept.raw = r.hukou_state
    left join std_code kind
        on kind.layout = r.layout and kind.field = 'population_kind' and kind.raw = r.population_kind
    left join std_region hc on hc.raw = r.hukou_region
    left join std_region rc on rc.raw = r.residence_region
    left join std_address h on h.raw = coalesce(r.hukou_address, if(hc.region is null, r.hukou_region, null))
    left join std_address a on a.raw = r.residence_address
    left join std_address w on w.raw = r.away_address
    left join std_address e on e.raw = r.estate
    left join std_home own on own.raw = r.home
"""

SITED = """
create or replace temp view std_sited as
select *, coalesce(state_code, '1') = '1' and coalesce(home, dwelling_code) is not null as at_home,
    std_region_of(hukou_coded, hukou_read, hukou_points, hukou_code = '1' or layout = 'survey_empty_hukou', listed)
        as hukou_place,
    if(at_home and listed is not null, listed, std_region_of(home_coded, home_read, home_points, false, listed))
        as home_place,
    std_family(source) as family, std_stair(own_unit) as own_stair
from std_witness
"""

PLACED = """
create or replace temp view std_placed as
with agreed as (
    select s.*, k.own_name is not null as renamed, k.estate as alias_estate, k.road as alias_road,
        k.building_no as alias_building, k.stair as alias_stair,
        length(hukou_read) < 12 or coalesce(hukou_read = hukou_place, true) as hukou_agrees,
        (length(home_read) < 12 or coalesce(home_read = home_place, true)) and (not at_home
            or coalesce(coalesce(k.building_no, own_building) = home_building, true)) as home_agrees
    from std_sited s left join std_alias k on k.own_name = if(at_home,
        std_own_name(family, home_place, own_estate, own_building, own_stair), null)
)
select *, concat(hukou_place, chr(31), if(hukou_agrees, hukou_detail, repeat(chr(31), 4))) as hukou_spot,
    concat(home_place, chr(31), case
        when not at_home then if(home_agrees and home_detail is not null, home_detail, repeat(chr(31), 4))
        when renamed then concat_ws(chr(31), coalesce(own_group, ''), coalesce(alias_estate, ''),
            coalesce(alias_road, ''), alias_building, coalesce(std_flat(alias_stair, own_unit), ''))
        when home_agrees then concat_ws(chr(31), coalesce(own_group, home_group, ''),
            coalesce(own_estate, home_estate, ''), coalesce(home_road, ''), coalesce(own_building, home_building, ''),
            coalesce(own_unit, home_unit, ''))
        else concat_ws(chr(31), coalesce(own_group, ''), coalesce(own_estate, ''), '', coalesce(own_building, ''),
            coalesce(own_unit, '')) end) as home_spot
from agreed
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
    """Make temp view `std_placed`: `std_raw` with hukou_place, home_place, away_place, at_home and two spots.

    A spot is a dwelling as one record writes it: region, group, estate, road, building, unit, joined by chr(31).
    """
    con.execute("""create or replace temp table std_reference_raw as
        select raw, points_to from std_address where points_to is not null""")
    for column in ("hukou_address", "residence_address"):
        con.execute(DITTO.format(column=column))
    for step in (OUTSIDE, TOLD, WITNESS, SITED):
        con.execute(step)
    aliases.build(con)
    con.execute(PLACED)
