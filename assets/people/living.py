"""Where a person lives: of all claims, those that a newer one refutes set aside, the one that holds.

An `away` refutes every older claim for that village and every weak one. Of what is left the strong, then the newest,
then the most agreed, then the registry's order wins.
"""

from __future__ import annotations

import duckdb

STANDING = """
create or replace table people._living_standing as
with departed as (
    select person_no, left_region as region, max(as_of) as as_of from people._living_claim
    where claim = 'away' and left_region is not null group by person_no, left_region
), agreed as (
    select person_no, region, count(distinct source)::tinyint as n from people._living_claim
    where region is not null group by person_no, region
)
select c.*, n as agree, row_number() over (
        partition by c.person_no
        order by strong desc, c.as_of desc, n desc, authority, record_no
    ) as rank
from people._living_claim c
    join agreed using (person_no, region)
    left join departed d using (person_no, region)
where d.as_of is null or (strong and c.as_of > d.as_of)
"""

WINNERS = """
create or replace table people._living as
with first_claim as (
    select * from people._living_standing where rank = 1
), dated as (
    select s.person_no, max(s.since) as since from people._living_standing s
        join first_claim f using (person_no, region)
    group by s.person_no
), away as (
    select person_no, max(away_since) as away_since, arg_max(record_no, (as_of, -record_no)) as record_no
    from people._living_claim where claim = 'away' group by person_no
)
select p.person_no, coalesce(f.record_no, a.record_no) as record_no, f.region, f.address, f.source,
    coalesce(f.strong, false) as strong, coalesce(f.since, d.since) as since, a.person_no is not null as away,
    coalesce(f.away_since, a.away_since) as away_since
from people._person p
    left join first_claim f using (person_no)
    left join dated d using (person_no)
    left join away a using (person_no)
"""

VALUES = """
insert into people.person_value by name
with told as (
    select c.*, coalesce(s.rank, 1000) as standing_rank from people._living_claim c
        left join people._living_standing s using (record_no)
)
select person_id, field, record_id, row_number() over person as rank, standing_rank = 1 as won, case
        when standing_rank = 1 then 'newest' when standing_rank = 1000 then 'refuted'
        when value = first_value(value) over person then 'agrees' else 'newest'
    end as rule, as_of
from (unpivot told on region as residence_region, address as residence_address into name field value value)
window person as (partition by person_id, field order by standing_rank, as_of desc, record_id)
"""


def build_living(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._living` (person) from `people._living_claim`, and append both fields to person_value.

    `_living.region` is NULL for who is away (destination unknown) and for who has no claim at all; `away` tells which.
    """
    con.execute(STANDING)
    con.execute(WINNERS)
    con.execute(VALUES)
