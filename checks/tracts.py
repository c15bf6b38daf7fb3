"""Checks of census tracts: every dwelling and person in one, inside one village, in one piece, even, and staffed."""

from __future__ import annotations

from typing import Any

from assets.housing.tracts.bounds import Bounds
from assets.registry.run import Run
from checks.queries import Query


def _bounds(run: Run) -> dict[str, Any]:
    bounds = Bounds.of(run.rules.tracts)
    return {"lower": bounds.lower, "upper": bounds.upper}


def _across(run: Run) -> dict[str, Any]:
    return {"grids": run.rules.tracts.whole_grids}


COVERED = Query(
    name="tracts_cover",
    table="person_place",
    floor="roster",
    blocking=True,
    holds="every dwelling, household and counted person of a village is in one tract of that village",
    advice="Somebody would be registered by nobody, or by two enumerators: report it.",
    sql="""
        with placed as (
            select 'dwelling' as kind, region, tract from housing.dwelling where length(region) = 12
            union all select 'household', region, tract from housing.household
            union all select 'person', region, tract from roster.person_place
                where length(region) = 12 and category is not null
        )
        select p.region, count(*) || ' of ' || p.kind || ' in no tract of the village'
        from placed p left join housing.tract t on t.tract = p.tract and t.region = p.region
        where t.tract is null group by p.region, p.kind order by all
    """,
)

COUNTED = Query(
    name="tracts_add_up",
    table="tract",
    floor="housing",
    blocking=True,
    holds="the dwellings of the tracts add up to those of the village",
    advice="Tables of this month do not fit together: report it.",
    sql="""
        with counted as (
            select region, count(*) as n from housing.dwelling where length(region) = 12 group by region
        ), told as (
            select region, sum(dwellings) as n from housing.tract group by region
        )
        select region, 'tracts ' || coalesce(t.n, 0) || ', dwellings ' || coalesce(c.n, 0)
        from counted c full join told t using (region) where coalesce(t.n, 0) <> coalesce(c.n, 0) order by all
    """,
)

HOUSED = Query(
    name="buildings_in_tracts",
    table="building_tract",
    floor="housing",
    blocking=True,
    holds="every building that has dwellings or stands on a village map is in a tract, with all its dwellings",
    advice="The maps of tracts would lack it: report it.",
    sql="""
        with told as (
            select region, building_no, building_name as name, sum(dwellings) as n from housing.building_tract
            group by all
        ), lived as (
            select region, building_no, building_name as name, count(*) as n from housing.dwelling
            where building_no is not null and tract is not null group by all
        ), drawn as (
            select region, building_no, name, 0 as n from housing.building
            where geometry is not null and length(region) = 12
        ), missing as (
            select region, building_no, name from drawn anti join told using (region, building_no, name)
            union all
            select region, building_no, name from lived l left join told t using (region, building_no, name)
            where l.n is distinct from t.n
            union all
            select region, building_no, name from told anti join housing.building using (region, building_no, name)
        )
        select region, count(*) || ' buildings' from missing group by region order by region
    """,
)

CONTIGUOUS = Query(
    name="tracts_hang_together",
    table="tract",
    floor="housing",
    blocking=True,
    holds="the outline of every tract drawn here is in one piece",
    advice="An enumerator would walk through another's tract: report it with the village's map.",
    # Where grids are kept whole, a grid in two pieces makes tracts in two pieces.
    sql="""
        select region, count(*) || ' tracts in pieces' from housing.tract
        where kind = 'drawn' and not $grids and geometry not like '{"type":"Polygon"%' group by region order by all
    """,
    parameters=_across,
)

EVEN = Query(
    name="tracts_even",
    table="tract",
    floor="housing",
    blocking=False,
    holds="every tract drawn here has about as many dwellings as the settings ask",
    advice="Buildings are not divided below the largest tract, and few dwellings make no even tract: look whether that"
    " suits, else give the village's tracts in data/raw/reference/tracts.csv.",
    sql="""
        select region, string_agg(right(tract, 3) || ' has ' || dwellings, ', ' order by tract) from housing.tract
        where kind = 'drawn' and dwellings not between $lower and $upper group by region order by all
    """,
    parameters=_bounds,
)

LISTED = Query(
    name="tract_list",
    table="tract_building",
    floor="landing",
    blocking=False,
    holds="the list of tracts gives every building to one tract",
    advice="These buildings were given a tract by their place: number them as the village map does, one number, one"
    " building.",
    sql="""
        with twice as (
            select coalesce(region, left(tract, 12)) as region, building_no from landing.tract_building
            where building_no is not null group by all having count(distinct tract) > 1
        )
        select region, count(*) || ' building numbers in several tracts' from twice group by region order by all
    """,
)

STAFFED = Query(
    name="tracts_staffed",
    table="tract_staff",
    floor="housing",
    blocking=False,
    holds="every tract has an enumerator and a supervisor",
    advice="Name them in data/raw/reference/staff.csv (村居代码: the village or its township).",
    sql="""
        select region, count(*) || ' tracts without ' || role from housing.tract_staff
        where name is null group by region, role order by all
    """,
)

DISPUTED = Query(
    name="borders_agreed",
    table="disputed_building",
    floor="housing",
    blocking=False,
    holds="no building is drawn on the maps of two villages",
    advice="Let the township decide whose it is, and take it from the other's map: until then both count it.",
    sql="""
        select region || ' and ' || other_region, count(*) || ' buildings' from housing.disputed_building
        where region < other_region group by region, other_region order by all
    """,
)

QUERIES = (COVERED, COUNTED, HOUSED, CONTIGUOUS, EVEN, STAFFED, DISPUTED)
"""Checks that need the floors housing and roster."""
