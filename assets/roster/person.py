"""`roster.person_place` and `roster.person`: best values, places and homes put together."""

from __future__ import annotations

import duckdb

from assets.registry.codes import FOLDER

PLACES = """
insert into roster.person_place by name
select l.*, h.dwelling_id, h.household_id, h.listed_household_id, h.relation, h.tract
from people.person_location l left join housing.person_home h using (person_id, role)
order by person_id, role
"""

# The dead keep the home they had last month (warehouse.md, Definitions).
PERSONS = """
insert into roster.person by name
with home as (
    select person_id, household_id, dwelling_id, relation, tract from roster.person_place where counted
    union all
    select l.person_id, l.household_id, l.dwelling_id, l.relation, l.tract from previous.person l
        join people.person_best b using (person_id) where b.life_state = 'dead'
), list as (
    select code as relation, relation_d2 from read_csv(?, header = true, all_varchar = true)
)
select b.*, h.household_id, h.dwelling_id, h.relation, list.relation_d2, h.tract
from people.person_best b left join home h using (person_id) left join list on list.relation = h.relation
order by person_id
"""


def build_persons(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.person_place` (counted on exactly one row of everybody in the roster) and `roster.person`."""
    con.execute(PLACES)
    con.execute(PERSONS, [str(FOLDER / "relation.csv")])
