"""`roster_as_of(moment)` of roster.duckdb: who stood in the roster, and where, at any moment of the month.

The roster is the state at 24:00 of the month's last day; the rows of `change` that are dated are taken back from there,
the last first. A day's event is taken to have happened by its end: the census moment 2026-11-01 00:00 is the end of
October 31, and so 2026-10 as published. Rows without a date are corrections of what was known, not events: they hold
for the whole month, and so does what was dated before it and came late.
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import comment

# Names stay unqualified: a macro is looked up in the database that is in use when it is called.
AS_OF = """
create macro roster_as_of(moment) as table
with line as (
    select person_id, step, kind, before, category_before, coalesce(event_date >= moment::timestamp::date, false)
        as later
    from change where field = 'region'
), happened as (
    select person_id, max(step) as step from line where not later group by person_id
), undone as (
    select l.person_id, first(l.kind order by l.step) as undone, first(l.before order by l.step) as region,
        first(l.category_before order by l.step) as category
    from line l left join happened h using (person_id)
    where l.later and l.step > coalesce(h.step, -1) group by l.person_id
), placed as (
    select person_id, region, category, null as undone from person_place
    where counted and person_id not in (select person_id from undone)
    union all by name
    from undone where region is not null
)
select placed.person_id, placed.region, placed.category, p.name, p.sex, p.birth_date, p.id_number,
    datesub('year', p.birth_date, moment::timestamp::date - 1) as age, placed.undone
from placed left join person p using (person_id)
"""


MEANING = (
    "本月内任一时刻（如普查标准时点）的在册人员及所在村（居）",
    "who stood in the roster, and in which village, at any moment of the month",
)


def write_as_of(con: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Make the macro in an attached database (`schema`: alias.main), whose tables exist already.

    Its rows are the persons who are counted at the moment: person_id, region (12 digits, the village by its code then),
    category, name, sex, birth_date, id_number, age in full years, undone (kind of the change taken back for him, NULL
    where none).
    """
    in_use = con.execute("select current_database(), current_schema()").fetchall()[0]
    con.execute(f"use {schema}")
    try:
        con.execute(AS_OF)
        con.execute(comment("macro table roster_as_of", *MEANING))
    finally:
        con.execute('use "{}"."{}"'.format(*in_use))
