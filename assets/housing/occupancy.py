"""Which dwellings people live in: those whom the roster places there against what grid and village workbook state.

Log-odds: a person placed there +3, at most once; each source that calls the dwelling occupied +1, vacant -2 (property
managers half as much: they know owners and fees better than who lives there); a workbook household with nobody present
-1. Nothing known: `unknown`; else `occupied` from a probability of one half.
"""

from __future__ import annotations

import duckdb

PERSON, SAID_OCCUPIED, SAID_VACANT, NOBODY_PRESENT = 3.0, 1.0, -2.0, -1.0
MANAGERS = 0.5
"""What a property manager's word weighs against that of grid and village."""

STATED = """
create or replace table housing._stated as
select k.key, k.source, r.occupancy, r.kind = 'household' and r.present = 0 and coalesce(r.away, 0) > 0 as nobody,
    r.use, r.address
from standard.place_record r join housing._keyed k on k.place_id = r.record_id
"""

OCCUPANCY = """
create or replace table housing._occupancy as
with lived as (
    select dwelling as key, count(*) as persons from housing._member
    where role = 'living' and dwelling is not null group by dwelling
), word as (
    select distinct key, source, occupancy, if(source = 'property_lists', ?, 1.0) as weight from housing._stated
    where occupancy in ('occupied', 'vacant')
), weighed as (
    select key, sum(weight) filter (occupancy = 'occupied') as occupied,
        sum(weight) filter (occupancy = 'vacant') as vacant
    from word group by key
), said as (
    select key, bool_or(nobody) as nobody, mode(use order by use) as use, min(address) as address,
        string_agg(distinct source || '=' || occupancy, '; ' order by source || '=' || occupancy)
            filter (occupancy in ('occupied', 'vacant')) as told
    from housing._stated group by key
)
select d.key, use, s.address, coalesce(persons, 0) as persons,
    if(coalesce(persons, 0) > 0, ?, 0) + ? * coalesce(occupied, 0) + ? * coalesce(vacant, 0)
        + if(coalesce(nobody, false), ?, 0) as odds,
    round(1 / (1 + exp(-odds)), 3) as occupancy_probability,
    case
        when persons is null and coalesce(occupied, 0) + coalesce(vacant, 0) = 0 and not coalesce(nobody, false)
        then 'unknown'
        when occupancy_probability >= 0.5 then 'occupied' else 'vacant'
    end as occupancy,
    concat_ws('; ', if(persons is not null, 'persons=' || persons, null), told,
        if(nobody, 'survey=nobody_present', null)) as evidence
from housing._dwelling d left join lived using (key) left join said s using (key)
    left join weighed using (key)
"""


def build_occupancy(con: duckdb.DuckDBPyConnection) -> None:
    """Make `housing._occupancy` (dwelling key: use, address, persons, occupancy, its probability and evidence)."""
    con.execute(STATED)
    con.execute(OCCUPANCY, [MANAGERS, PERSON, SAID_OCCUPIED, SAID_VACANT, NOBODY_PRESENT])
