"""Checks of what the six steps count, and of the units' rows that leave the count."""

from __future__ import annotations

from checks.queries import Query

CYCLE_FOOTS = Query(
    name="cycle_foots",
    table="monthly_cycle",
    floor="roster",
    blocking=True,
    holds="the rows listed, less those of somebody who stands there already and the persons left out, are the roster; "
    "every other count of the six steps is that of its table",
    advice="The steps of the month do not fit its tables: report it.",
    sql="""
        with step as (
            select region, sum(case when cycle_measure = 'listed' then items else -items end) as persons
            from roster.monthly_cycle where cycle_measure in ('listed', 'same_person', 'left_out') group by region
        ), place as (
            select region, count(*) as persons from roster.person_place where counted group by region
        ), counted as (
            select cycle_measure, sum(items) as items from roster.monthly_cycle group by cycle_measure
        ), origin as (
            select 'rejected' as cycle_measure, count(*) as items from landing.rejected_record
            union all select 'unit_repeat', count(*) from roster.unit_report where not counted
            union all select 'entered', sum(births + move_in + within_in + added + merged_in + split_in + boundary_in)
                from roster.change_account where level = 'county'
            union all select 'gone', sum(deaths + move_out + within_out + removed + merged_out + boundary_out)
                from roster.change_account where level = 'county'
            union all select 'corrected', count(*) from roster.change where kind = 'corrected'
            union all select 'roll_line', count(*) from roster.householder_roll
            union all select 'tract', count(*) from housing.tract
            union all select 'group_entry', count(*) from roster.person_place where counted
        )
        select region, 'steps ' || coalesce(s.persons, 0) || ', counted ' || coalesce(p.persons, 0)
        from step s full join place p using (region) where coalesce(s.persons, 0) <> coalesce(p.persons, 0)
        union all
        select cycle_measure, 'steps ' || coalesce(c.items, 0) || ', table ' || coalesce(o.items, 0)
        from origin o left join counted c using (cycle_measure) where coalesce(c.items, 0) <> coalesce(o.items, 0)
        order by all
    """,
)

UNITS_LOSE_NOBODY = Query(
    name="units_lose_nobody",
    table="unit_report",
    floor="roster",
    blocking=True,
    holds="whoever is on a unit's list is reported by his community or counted by exactly one unit, and rows that "
    "leave the count say so",
    advice="A unit's rows would be counted twice or not at all: report it.",
    sql="""
        with person as (
            select person_id, any_value(region) as region, count(*) filter (counted) as counted,
                bool_or(unit_ground = 'community') as community, bool_or(unit_ground = 'other_unit') as other
            from roster.unit_report where unit_ground not in ('left_unit', 'outside') group by person_id
        ), row_of as (
            select source from roster.unit_report
            where counted <> (unit_ground = 'only_here')
                or not counted and (hukou_state <> '9' or residence_state <> '9')
                or unit_ground in ('community', 'other_unit') and reported_record_id is null
        )
        select region, count(*) || ' persons' from person where counted <> if(community, 0, 1) or community and other
        group by region
        union all
        select source, count(*) || ' rows' from row_of group by source
        order by all
    """,
)

QUERIES = (CYCLE_FOOTS, UNITS_LOSE_NOBODY)
