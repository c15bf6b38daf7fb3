"""Checks of records and persons: every accepted row ends in one place, and one person is one person."""

from __future__ import annotations

from assets.registry.sources import load_layouts
from checks.queries import Query


def _landed() -> str:
    """Every accepted row in force, of all layouts but those of gates, whose rows `checks.presence` counts."""
    layouts = [name for name, (_, layout) in load_layouts().items() if layout.produces != "presence"]
    return " union all ".join(f"select path, sheet, row from landing.{layout}" for layout in layouts)


def rows_in_one_place() -> Query:
    """Built when asked for: it reads a table per layout of the registry."""
    return Query(
        name="rows_in_one_place",
        table="record",
        floor="linkage",
        blocking=True,
        holds="every accepted row in force stands in exactly one of record (role self) and place_record",
        advice="Rows were lost or doubled between landing and linkage: report it with the file's form.",
        sql=f"""
            with line as (
                select path, sheet, row, 1 as landed, 0 as ended from ({_landed()})
                union all
                select path, sheet, row, 0, 1 from linkage.record where role = 'self'
                union all
                select path, sheet, row, 0, 1 from standard.place_record
            ),
            place as (
                select path, sheet, row, sum(landed) as landed, sum(ended) as ended from line
                group by path, sheet, row having sum(landed) <> 1 or sum(ended) <> 1
            )
            select path || coalesce('!' || sheet, ''),
                count(*) filter (ended < landed) || ' rows lost, ' || count(*) filter (ended > landed) || ' doubled'
            from place group by path, sheet order by all
        """,
    )


KNOWN_REGIONS = Query(
    name="known_regions",
    table="record",
    floor="linkage",
    blocking=False,
    holds="every village code that a file uses stands in regions.csv",
    advice="Add the code to data/raw/reference/regions.csv, or correct it with the office that sent it.",
    sql="""
        with used as (
            select source, unnest([hukou_region, residence_region]) as code from linkage.record where role = 'self'
        )
        select source || ' ' || code, count(*) || ' records' from used
        where length(code) = 12 and code not in (select code from landing.region)
        group by source, code order by count(*) desc, source, code
    """,
)

REDIRECTS = Query(
    name="redirects_end",
    table="person_redirect",
    floor="linkage",
    blocking=True,
    holds="an id that was given up points at an id in use, and is not used again",
    advice="The history of ids is broken: run the months again from the first one of the redirects named.",
    sql="""
        with in_use as (select distinct person_id from linkage.membership)
        select 'person_redirect of ' || month, count(*) || ' ids' from linkage.person_redirect
        where person_id in (select old_person_id from linkage.person_redirect)
            or person_id not in (select person_id from in_use)
            or old_person_id in (select person_id from linkage.record)
        group by month order by all
    """,
)

SAME_NUMBER = Query(
    name="one_number_one_person",
    table="person",
    floor="roster",
    blocking=False,
    holds="no valid identity number belongs to two persons, those in possible_match apart",
    advice="One of them has another's number, or they are one person: have the village look.",
    sql="""
        with numbered as (
            select person_id, id_number, coalesce(residence_region, hukou_region, 'region unknown') as region
            from roster.person where id_status in ('valid', 'upgraded')
        ),
        pair as (
            select a.region, a.person_id as a, b.person_id as b
            from numbered a join numbered b on b.id_number = a.id_number and a.person_id < b.person_id
        )
        select region, count(*) || ' pairs of persons' from pair
        where not exists (
            select 1 from linkage.possible_match
            where (person_id_a, person_id_b) in ((a, b), (b, a))
        )
        group by region order by all
    """,
)

STABLE_IDS = Query(
    name="ids_are_stable",
    table="membership",
    floor="linkage",
    blocking=False,
    holds="a record of last month keeps its person, merged and split ones apart",
    advice="Persons changed their id without an event: analysts who follow them by id must be told.",
    sql="""
        with told as (
            select person_id from linkage.identity_event where kind in ('merged', 'split')
            union select other_person_id from linkage.identity_event where kind in ('merged', 'split')
        )
        select source, count(*) || ' records' from linkage.membership now
        join previous.membership before using (source, source_record_key)
        where now.valid_to is null and before.valid_to is null and now.person_id <> before.person_id
            and now.person_id not in (select person_id from told where person_id is not null)
            and before.person_id not in (select person_id from told where person_id is not null)
        group by source order by all
    """,
)
