"""Placement: at which home of his village a person most probably lives, from all lists that the rules leave standing.

A home is an address as far as it was understood (building, unit), or the grid's code of the dwelling; a code and an
address that one row writes together are one home. Every list votes once for each home it names, a list that does not
look `CONTACT` of a vote, halved with every year of its age. The index is the home's share of the votes, less the chance
that all its lists are wrong together: one in ten for one list, a tenth of that for each further one (decision 66).
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables

CONTACT, WRONG, LISTS = 0.4, 0.1, 3
"""Vote of a list that does not look; chance that one list is wrong; lists from which more prove nothing more."""

VOTES = """
create or replace table people._vote as
with said as (
    select s.person_no, s.source, s.grade, s.as_of, s.region, k.residence_address_key as address_key, r.dwelling_code
    from people._living_standing s
        join people._placed p on p.person_no = s.person_no and p.living_region = s.region
        join people._record r using (record_no)
        join standard.person_record k on k.record_id = r.record_id
    where length(s.region) = 12
), named as (
    select dwelling_code, mode(address_key order by address_key) as address_key from said
    where dwelling_code is not null and address_key is not null group by dwelling_code
)
select person_no, source, region, coalesce(said.address_key, named.address_key, 'g|' || said.dwelling_code) as home,
    max(if(grade = 2, 1, $contact) * 0.5 ** (greatest(datediff('month', as_of, last_day), 0) / 12.0)) as vote
from said left join named using (dwelling_code) cross join people._moment
where coalesce(said.address_key, said.dwelling_code) is not null
group by all
"""

PLACEMENTS = """
insert into people.placement by name
with home as (
    select person_no, region, home as address_key, sum(vote) as votes, count(distinct source)::integer as n_sources
    from people._vote group by person_no, region, home
)
select person_id, row_number() over (partition by person_no order by votes desc, address_key)::integer as rank, region,
    address_key, n_sources, round(votes / sum(votes) over (partition by person_no)
        * (1 - $wrong ** least(n_sources, $lists)), 4) as placement_index
from home join people._person using (person_no)
order by person_id, rank
"""


def build_placements(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.placement` (person x home of the village he lives in), after `people._placed`."""
    con.execute(VOTES, {"contact": CONTACT})
    for statement in create(load_tables()["placement"], "people"):
        con.execute(statement)
    con.execute(PLACEMENTS, {"wrong": WRONG, "lists": LISTS})
