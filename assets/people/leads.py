"""Where somebody with an empty hukou is looked for: every list that names a place or a phone, the best first.

The county's chain asks the insurances, the grid, schools and ledgers one after the other for a phone and an address.
Here they stand side by side per person: first the list that located him (the place that the rules of
`assets.people.living` hold), then those that the rules leave standing, then those that give no more than a phone, each
with the age of what it says. Whom nothing leads to has one row without a source. 寄挂: the hukou stands in a collective
household.
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables

LISTED, SUSPECTED = 0.99, 0.15
"""Probability that the hukou is empty: listed as 空挂 by the village; merely suspected (decision 65)."""

LEADS = """
insert into people.empty_hukou_lead by name
with empty as (
    select p.person_no, n.person_id, e.empty_hukou, p.hukou_region as region,
        coalesce(h.hukou_household_kind = 'collective', false) as collective_hukou,
        if(e.empty_hukou = 'suspected', ?, ?) as probability
    from people._empty e
        join people._placed p using (person_no)
        join people._person n using (person_no)
        left join people._record h on h.record_no = p.hukou_record
    where e.empty_hukou <> 'no'
), lead as (
    select r.person_no, r.record_id, r.source, s.region as residence_region, s.address as residence_address, r.phone,
        r.as_of, datesub('month', r.as_of, last_day) as age_months, row_number() over (
            partition by r.person_no
            order by s.rank nulls last, s.region is null, r.phone is null, r.as_of desc, r.record_no
        )::integer as rank
    from people._record r
        semi join empty using (person_no)
        left join people._living_standing s using (record_no)
        cross join people._moment
    where r.self and r.as_of <= last_day and (s.region is not null or r.phone is not null)
)
select e.* exclude (person_no), l.* exclude (person_no)
from empty e left join lead l using (person_no)
order by person_id, rank
"""


def build_leads(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.empty_hukou_lead` (person x record that leads to him), after `people._empty`."""
    for statement in create(load_tables()["empty_hukou_lead"], "people"):
        con.execute(statement)
    con.execute(LEADS, [SUSPECTED, LISTED])
