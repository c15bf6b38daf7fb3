"""Who was seen at the gates: `linkage.presence` is `landing.presence` with the person, where that is certain.

What was written at gates is matched after the persons exist and never founds one. Every distinct name, number and phone
is standardized once and judged once: the person who states the same usable number under an agreeing name; where no
name contradicts (none is written, or only 王先生), the number alone; else the one person of that name who states the
phone. A borrowed number (another name) is no number. Who could be two is nobody.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names, sightings
from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables

SCRATCH = ("seen", "known", "known_name", "known_number", "known_phone", "candidate", "match")

# A number that nobody in the county states, and that is not the one of who states name and phone: somebody else.
CANDIDATES = """
    create or replace table linkage._candidate as
    with paired as (
        select identity, person_id, true as by_number
        from linkage._seen join linkage._known_number using (number)
        union all
        select s.identity, k.person_id, false
        from linkage._seen s join linkage._known_phone k on k.phone = s.phone_read
        where s.full_name is not null and (s.number is null
            or s.number in (select number from linkage._known_number)
            or k.person_id not in (select person_id from linkage._known_number))
    ), beside as (
        select p.*, l.family as family_l, r.family as family_r, {sides}
        from paired p join linkage._seen l using (identity) left join linkage._known_name r using (person_id)
    ), judged as (select *, {level} as level from beside)
    select identity, person_id, by_number, min(list_position({agreeing}, level)) as agreement,
        bool_or(level = 'none' and coalesce(family_l = family_r, true)) as unnamed
    from judged group by all
"""

# By number under an agreeing name, by number without a name, by name and phone; at the best of these only one person.
MATCHES = """
    create or replace table linkage._match as
    with ranked as (
        select identity, person_id, by_number and agreement = 1 as own_name,
            case when by_number and agreement is not null then agreement when by_number and unnamed then 20
                when agreement is not null then 30 + agreement end as turn
        from linkage._candidate where agreement is not null or by_number and unnamed
    )
    select identity, any_value(person_id) as person_id, bool_or(own_name) as own_name
    from ranked
    semi join (select identity, min(turn) as turn from ranked group by identity) using (identity, turn)
    group by identity having count(distinct person_id) = 1
"""

PRESENCE = """
    create or replace view linkage.presence as
    select p.source, p.path, p.sheet, p.first_row, p.last_row, p.n_rows, p.name, p.id_number, p.phone, p.place, p.day,
        i.person_id
    from landing.presence p
    left join linkage.presence_identity i on i.name is not distinct from p.name
        and i.id_number is not distinct from p.id_number and i.phone is not distinct from p.phone
"""

SIGHTINGS = """
    insert into linkage.sighting by name
    with seen as (
        select person_id, strftime(max(day), '%Y-%m') as sighted_month, count(distinct day) as days_seen
        from linkage.presence where person_id is not null and day <= ? group by person_id
    ), called as (
        select person_id, phone_read as phone, sum(n_rows) as n_rows
        from linkage._match join linkage._seen using (identity)
        where own_name and phone_read is not null group by all
    )
    select seen.*, c.phone from seen
    left join (select person_id, arg_max(phone, (n_rows, phone)) as phone from called group by all) c using (person_id)
    order by person_id
"""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.presence` (a view), `presence_identity` and `sighting`; needs `linkage.record`.

    Where nobody passed a gate they are empty, and nobody is looked up.
    """
    for table in ("presence_identity", "sighting"):
        for statement in create(load_tables()[table], "linkage"):
            con.execute(statement)
    con.execute(PRESENCE)
    if con.execute("from landing.presence limit 1").fetchall():
        _identify(con, run)


def _identify(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    run.load_previous(con, "person", ddl(load_tables()["person"]))
    sightings.build(con, run.month.last_day)
    agreeing = str(list(names.AGREEING))
    con.execute(CANDIDATES.format(sides=names.sides("l", "r"), level=names.level_sql(), agreeing=agreeing))
    con.execute(MATCHES)
    con.execute("""
        insert into linkage.presence_identity
        select raw_name, raw_number, raw_phone, person_id
        from linkage._seen left join linkage._match using (identity) order by identity
    """)
    con.execute(SIGHTINGS, [run.month.last_day])
    for name in SCRATCH:
        con.execute(f"drop table linkage._{name}")
