"""Signs of life: how probable it is that a person lives in the county, from every source that saw him.

Each claim of a living place, each visit, each payment and having been seen at a gate (the last time) is a sign. A sign
counts its source's weight (log-odds), for the county or against it, halved with every year of its age; the probability
is the logistic of their sum:

    p = 1 / (1 + exp(-(BASE + sum(+-weight * 0.5 ^ (age in months / 12)))))
"""

from __future__ import annotations

import duckdb

BASE = -0.5
"""Log-odds of a known person of whom no source says anything."""

WEIGHTS = {
    "survey": 4.0,
    "grid_persons": 3.0,
    "police_migrants": 2.5,
    "education_students": 3.0,
    "education_staff": 2.0,
    "health_births": 2.0,
    "health_women": 1.5,
    "medical_insurance": 1.0,
    "social_insurance": 0.7,
    "ledger_residents": 2.5,
    "movers_out": 2.5,
    "movers_back": 2.5,
    "foreign_residents": 2.5,
    "special_units": 2.0,
    "ledger_enterprise": 2.0,
    "construction_workers": 1.5,
    "business_staff": 1.5,
    "pic_persons": 0.7,
}
"""Weight of a statement about where a person lives; a source not listed has `OTHER`.

Who went from door to door weighs most; ledgers of dwellings and of comings and goings were filled in before the person,
but seldom struck; employers know whom they pay, sites and shops change hands quickly; 全员人口 copies what was entered.
"""

OTHER = 1.0
SEEN = 1.5
"""Weight of a visit or payment in the county."""

SIGHTED = 1.5
"""Weight of having been seen at a gate or checkpoint of the county, in the month of the last time."""

HUKOU = 1.0
"""Weight of a hukou in the county, without age."""

# Sightings outlive the gate rows: the last month is carried on with the person.
SIGHTINGS = """
create or replace table people._sighted as
with said as (
    select person_id, sighted_month, phone from linkage.sighting
    union all
    select coalesce(r.person_id, p.person_id), p.sighted_month, null
    from previous.person p left join linkage.person_redirect r on r.old_person_id = p.person_id
)
select person_no, max(sighted_month) as sighted_month, max(said.phone) as gate_phone
from said join people._person using (person_id) group by person_no
"""

PROBABILITY = """
create or replace table people._probability as
with sign as (
    select person_no, as_of,
        coalesce(weight, ?) * if(claim = 'lives' and length(region) <> 12 or claim = 'away' and region is null
            or claim = 'away' and length(region) <> 12, -1, 1) as weight
    from people._living_claim left join people._weight using (source)
    union all
    select person_no, (seen_month || '-01')::date, ? from people._record
    where self and regexp_full_match(seen_month, '\\d{4}-\\d{2}')
    union all
    select person_no, (sighted_month || '-01')::date, ? from people._sighted where sighted_month is not null
    union all
    select person_no, last_day, ? from people._hukou, people._moment where standing = 'here'
), summed as (
    select person_no, sum(weight * 0.5 ** (greatest(datediff('month', as_of, last_day), 0) / 12.0)) as odds
    from sign, people._moment group by person_no
)
select person_no, round(1 / (1 + exp(-(? + coalesce(odds, 0)))), 4) as resident_probability
from people._person left join summed using (person_no)
"""


def build_signs(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._probability` (person_no, resident_probability of 0 to 1, four digits) and `people._sighted`.

    `_sighted`: person_no, sighted_month (last month seen at a gate), gate_phone.
    """
    con.execute(SIGHTINGS)
    con.execute("create or replace table people._weight (source varchar, weight double)")
    con.executemany("insert into people._weight values (?, ?)", [list(pair) for pair in WEIGHTS.items()])
    con.execute(PROBABILITY, [OTHER, SEEN, SIGHTED, HUKOU, BASE])
