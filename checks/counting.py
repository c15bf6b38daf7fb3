"""Checks of the roster floor: everybody counted once, tables that cross-foot."""

from __future__ import annotations

from assets.registry.tables import load_tables
from checks.queries import Query

COUNTED_ONCE = Query(
    name="counted_once",
    table="person_place",
    floor="roster",
    blocking=True,
    holds="everybody in the roster is counted on exactly one row of person_place, and nobody else",
    advice="Persons would be missing from the sums, or stand in them twice: report it.",
    sql="""
        with place as (select person_id, count(*) as times from roster.person_place where counted group by person_id)
        select coalesce(population_category, 'no category'),
            count(*) filter (in_roster and coalesce(times, 0) = 0) || ' not counted, '
            || count(*) filter (in_roster and times > 1) || ' counted more than once, '
            || count(*) filter (not in_roster and times > 0) || ' counted without being in the roster'
        from roster.person left join place using (person_id)
        where coalesce(times, 0) <> in_roster::int
        group by all order by all
    """,
)

REFERENCES = Query(
    name="references_exist",
    table="person_place",
    floor="roster",
    blocking=True,
    holds="every person, household and dwelling that a table names exists",
    advice="Tables of this month do not fit together: report it.",
    sql="""
        with named as (
            select 'person_place.person_id' as place, person_id as id, 'person' as kind from roster.person_place
            union all select 'record.person_id', person_id, 'person' from linkage.record
            union all select 'person_child.person_id', person_id, 'person' from people.person_child
            union all select 'person_child.child_person_id', child_person_id, 'person' from people.person_child
            union all select 'household.head_person_id', head_person_id, 'person' from housing.household
            union all select 'change.person_id', person_id, 'person' from roster.change where kind <> 'merged'
            union all select 'person_place.household_id', household_id, 'household' from roster.person_place
            union all select 'person_place.dwelling_id', dwelling_id, 'dwelling' from roster.person_place
        ),
        known as (
            select person_id as id, 'person' as kind from roster.person
            union all select household_id, 'household' from housing.household
            union all select dwelling_id, 'dwelling' from housing.dwelling
        )
        select place, count(*) || ' rows' from named anti join known using (id, kind)
        where id is not null group by place order by all
    """,
)

CROSS_FOOTS = Query(
    name="cross_foots",
    table="village_summary",
    floor="roster",
    blocking=True,
    holds="the four categories add up to the persons counted, registered and present to their categories",
    advice="The summary would be returned by the census office: report it.",
    sql="""
        with counted as (
            select region, count(*) as persons from roster.person_place
            where counted and length(region) = 12 group by region
        )
        select coalesce(s.region, c.region), 'counted ' || coalesce(persons, 0) || ', categories '
            || category_1 + category_2 + category_3 + category_4 || ', registered ' || registered
            || ', present ' || present
        from roster.village_summary s full join counted c using (region)
        where coalesce(persons, 0) is distinct from category_1 + category_2 + category_3 + category_4
            or registered <> category_1 + away
            or present <> category_1 + category_3 + category_4
            or male + female > persons
            or age_0_14 + age_15_59 + age_60_64 + age_65_up > persons
        order by all
    """,
)


def groups_add_up() -> Query:
    """Every count of the groups of a village adds up to the village's: made from the registry's columns."""
    return _adds_up("groups_add_up", "group_summary", "groups", but=())


def tract_sums_add_up() -> Query:
    """The same of its tracts, but for births and deaths: who had no home here stands in no tract."""
    return _adds_up("tract_sums_add_up", "tract_summary", "tracts", but=("births", "deaths"))


def _adds_up(name: str, table: str, parts: str, but: tuple[str, ...]) -> Query:
    counts = [c for c in load_tables()["village_summary"].columns if c not in ("region", *but)]
    sums = ", ".join(f"sum({c}) as {c}" for c in counts)
    differs = " or ".join(f"v.{c} is distinct from p.{c}" for c in counts)
    return Query(
        name=name,
        table=table,
        floor="roster",
        blocking=True,
        holds=f"the {parts} of every village add up to the village",
        advice="The two summaries of the village contradict each other: report it.",
        sql=f"""
            with p as (select region, {sums} from roster.{table} group by region)
            select v.region, 'registered ' || v.registered || ' against ' || p.registered || ', present ' || v.present
                || ' against ' || p.present
            from roster.village_summary v join p using (region) where {differs} order by all
        """,
    )


ROLL_ADDS_UP = Query(
    name="roll_adds_up",
    table="householder_roll",
    floor="roster",
    blocking=True,
    holds="registered, present and away of the householder roll add up to the village's",
    advice="Enumerators would carry a roll that contradicts the summary: report it.",
    sql="""
        with roll as (
            select region, sum(registered) as registered, sum(present) as present, sum(away) as away
            from roster.householder_roll group by region
        )
        select s.region, 'registered ' || coalesce(r.registered, 0) || ' of ' || s.registered || ', present '
            || coalesce(r.present, 0) || ' of ' || s.present || ', away ' || coalesce(r.away, 0) || ' of ' || s.away
        from roster.village_summary s left join roll r using (region)
        where s.registered <> coalesce(r.registered, 0)
            or s.present <> coalesce(r.present, 0)
            or s.away <> coalesce(r.away, 0)
        order by all
    """,
)
