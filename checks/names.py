"""Whether the county is still about as large as when its names were counted: how common they are is frozen since.

A county often begins with a trial of a few villages. A name borne once among 2,000 seems rare; with 300,000 there are a
hundred of that name, and a link that it made is worth seven bits less.
"""

from __future__ import annotations

from checks.queries import Query

TIMES = 2
"""A name weighs a bit too much in a county that is twice as large as when names were counted."""

OUTGROWN = Query(
    name="names_are_of_this_county",
    table="name_frequency",
    floor="linkage",
    blocking=False,
    holds=f"the county is less than {TIMES} times as large as when its names were counted",
    advice="Common names are taken for rare ones, and namesakes may be linked: set linkage.names_from in renpu.toml to "
    "this month, so that names and sources are counted anew, and run it again; ids stay with their persons.",
    sql=f"""
        with counted as (select sum(bearers) as persons from linkage.name_frequency),
        named as (select count(*) as persons from linkage._entity where is_self and full_name is not null)
        select 'name_frequency', named.persons || ' with a name, ' || counted.persons || ' when names were counted'
        from counted cross join named where named.persons > {TIMES} * counted.persons
    """,
)
