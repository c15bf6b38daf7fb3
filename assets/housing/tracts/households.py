"""The tract of every household, and virtual tracts (虚拟小区) for those who have no dwelling to walk to.

A household's tract is that of its dwelling; a family whose dwelling nobody tells stands with most dwellings of its
villager group. Collective hukou without a building (人才中心, 单位, 学校) and families of no dwelling and no group
(demolished houses) stand in virtual tracts, numbered from 901 and 951, without a map and with at most 999 x 5 persons
(census 2010; 2020 questions and answers 1).
"""

from __future__ import annotations

import duckdb

from assets.registry.rules import TractRules

COLLECTIVE, HOUSELESS = 901, 951
"""First numbers of virtual tracts: collective households, and families without a dwelling."""

PLACED = """
create or replace table housing._household_placed as
with main as (
    select t.region, d.group_no, mode(t.tract order by t.tract) as tract
    from housing._dwelling_tract t join housing._dwelling d using (key)
    where d.group_no is not null group by t.region, d.group_no
)
select k.key, k.region, k.kind, greatest(c.registered, c.present) as persons,
    coalesce(t.tract, if(k.kind = 'family', m.tract, null)) as tract
from housing._described k
    join housing._count c using (key)
    left join housing._dwelling_tract t on t.key = k.dwelling and t.region = k.region
    left join main m on m.region = k.region and m.group_no = k.group_no
"""

TRACTS = """
create or replace table housing._household_tract as
with virtual as (
    select p.key, p.region || (if(kind = 'collective', $collective, $houseless)
        + (sum(persons) over (partition by region, kind order by i.id) - persons)::bigint // $most)::varchar as tract
    from housing._household_placed p join housing._household_id i using (key) where p.tract is null
)
select p.key, p.region, coalesce(p.tract, v.tract) as tract, v.tract is not null as virtual
from housing._household_placed p left join virtual v using (key)
"""


def build_household_tracts(con: duckdb.DuckDBPyConnection, rules: TractRules) -> None:
    """Make `housing._household_tract` (household key: region, tract, virtual) of `housing._described`."""
    con.execute(PLACED)
    con.execute(TRACTS, {"collective": COLLECTIVE, "houseless": HOUSELESS, "most": rules.virtual_persons})
