"""Where each record places its person: hukou and residence as region, group, estate, building and unit.

Three witnesses: code columns, written addresses, and the columns of the dwelling itself (grid, village workbook). The
dwelling's columns speak for the residence where the row says that the person lives there; else the address does. Where
a code and an address name different villages the code is believed, and no dwelling is taken from the address. A row of
the hukou register that names no village, with six digits and a house number, is of the village that its sheet or file
is of (contract.md section 1).
"""

from __future__ import annotations

import duckdb

from assets.standard import aliases

WITNESS = """
create or replace temp view std_witness as
select r.*, if(length(listed.region) = 12, listed.region, null) as listed,
    coalesce(state.code, here.code) as state_code, coalesce(kept.code, kind.code) as hukou_code,
    own.group_no as own_group, own.building_no as own_building,
    own.unit_no as own_unit, if(length(e.region) = 12, nullif(e.rest, ''), e.address) as own_estate,
    coalesce(if(length(listed.region) = 12, listed.region, null), insured.region, named.region) as context,
    h.town as hukou_town, a.town as home_town,
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
    std_region_of(hukou_coded, hukou_read, hukou_points, hukou_code = '1' or stay = 'hukou_only'
        or source = 'police_hukou' and listed is not null
            and coalesce(hukou_read, getvariable('std_county')) = getvariable('std_county'), listed) as hukou_place,
    if(at_home and listed is not null, listed, std_region_of(home_coded, home_read, home_points, false, listed))
        as home_place,
    std_family(source) as family, std_stair(own_unit) as own_stair
from std_witness
"""

PLACED = """
create or replace temp view std_placed as
with agreed as (
    select s.*, k.own_name is not null as renamed, k.estate as alias_estate, k.road as alias_road,
        k.building_no as alias_building, k.stair as alias_stair, f.estate as family_estate,
        length(hukou_read) < 12 or coalesce(hukou_read = hukou_place, true) as hukou_agrees,
        (length(home_read) < 12 or coalesce(home_read = home_place, true)) and (not at_home
            or coalesce(coalesce(k.building_no, own_building) = home_building, true)) as home_agrees
    from std_sited s left join std_alias k on k.own_name = if(at_home,
        std_own_name(family, home_place, own_estate, own_building, own_stair), null)
    left join std_household f on f.household = if(at_home and household_no is not null,
        std_own_household(family, home_place, household_no, own_building), null)
)
select *, concat(std_area_of(hukou_place, hukou_town), chr(31),
        if(hukou_agrees, hukou_detail, repeat(chr(31), 4))) as hukou_spot,
    concat(std_area_of(home_place, home_town), chr(31), case
        when not at_home then if(home_agrees and home_detail is not null, home_detail, repeat(chr(31), 4))
        when renamed then concat_ws(chr(31), coalesce(own_group, ''), coalesce(alias_estate, ''),
            coalesce(alias_road, ''), alias_building, coalesce(std_flat(alias_stair, own_unit), ''))
        when home_agrees then concat_ws(chr(31), coalesce(own_group, home_group, ''),
            coalesce(own_estate, home_estate, family_estate, ''), coalesce(home_road, ''),
            coalesce(own_building, home_building, ''), coalesce(own_unit, home_unit, ''))
        else concat_ws(chr(31), coalesce(own_group, ''), coalesce(own_estate, family_estate, ''), '',
            coalesce(own_building, ''), coalesce(own_unit, '')) end) as home_spot
from agreed
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp view `std_placed`: `std_told` with hukou_place, home_place, away_place, at_home and two spots.

    A spot is a dwelling as one record writes it: region (the town, where no village is known), group, estate, road,
    building, unit, joined by chr(31).
    """
    con.execute(WITNESS)
    con.execute(SITED)
    aliases.build(con)
    con.execute(PLACED)
