"""Persons who may be somebody counted already, and so are in no category.

Of one row of a ledger that tells them from nobody: no usable number, no birth date (decision 33).
Such a row cannot be held against others, so it may be a second row of somebody counted already. It is believed where an
enumerator can go and look: the row says that he lives in the county and names the home, or he lives at his unit.
Departments, the village workbook and the grid name whom they have a file of, whatever else they leave out.

And those without a usable number who are surely one of several others, nobody knows which (decision 11): whichever he
is, he is counted there; the pair stands in `possible_match`. So does a hukou that one family of the police register
holds twice, under one name, sex and birth day: of the two persons (one register's open rows are never linked) he counts
of whom more sources know, then more records, then who has been known longer.
"""

from __future__ import annotations

import duckdb

from assets.linkage.doubt import AMBIGUOUS
from assets.linkage.numbers import USABLE

LEDGERS = (
    "ledger_residents", "ledger_enterprise", "business_staff", "construction_workers", "special_units", "movers_out",
    "movers_back",
)  # fmt: skip
"""Sources that communities and employers write by hand."""

ENTERED_TWICE = """
create or replace table people._entered_twice as
with evidence as (
    select person_no, count(distinct source) as n_sources, count(*) as n_records from people._record
    where not pending group by person_no
)
select person_no
from people._hukou h
    join people._record r using (person_no, record_no)
    join people.own_household o on o.record_id = r.record_id
    join evidence using (person_no)
    left join previous.person last on last.person_id = r.person_id
where h.standing = 'here' and r.source = 'police_hukou' and r.life_status = 'alive' and r.birth_precision = 'day'
    and r.name_kind in ('full', 'foreign') and r.sex is not null
    and coalesce(r.hukou_household_kind, 'family') = 'family'
qualify row_number() over (
    partition by own_household, r.name_key, r.sex, r.birth_date
    order by evidence.n_sources desc, evidence.n_records desc, last.first_month nulls last, person_no
) > 1
"""

SLIGHT = f"""
create or replace table people._slight as
with numbered as (
    select person_no from people._best_id_number where id_status in {USABLE}
), single as (
    select person_no from people._record group by person_no having count(*) = 1 and bool_and(self)
)
select person_no
from people._record r semi join single using (person_no) left join people._living_claim c using (record_no)
where id_status not in {USABLE} and (birth_date is null or birth_estimated) and r.source in {LEDGERS}
    and not coalesce(c.claim = 'lives' and (c.boards or stay = 'unit'
        or coalesce(r.residence_address, r.building_no, r.dwelling_code) is not null), false)
union
select person_no from people._person
    join (
        select person_id_a as person_id, person_id_b as other_id, reason from linkage.possible_match
        union all
        select person_id_b, person_id_a, reason from linkage.possible_match
    ) using (person_id)
where reason = '{AMBIGUOUS}' and person_no not in (from numbered)
    and other_id in (select person_id from people._person semi join numbered using (person_no))
group by person_no having count(distinct other_id) > 1
union
from people._entered_twice
"""


def build_slight(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._slight` (person_no), those who are in no category; after `people._living_claim`."""
    con.execute(ENTERED_TWICE)
    con.execute(SLIGHT)
