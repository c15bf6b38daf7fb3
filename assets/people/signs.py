"""Signs of life: every list, visit and gate that saw a person, month by month, and how probable it is that he is here.

A sign is a person x source x month: `looked` (a list that looks where people live has him), `met`, `contact` (a contact
address, 全员人口), `away`, `visit` (a visit or payment), `gate`. A sign counts half with every year of its age. The
probability puts the verdict of the rules (`assets.people.living`, `assets.people.found`) and the signs together:

    log-odds = BASE + verdict + sum(WEIGHTS[kind] * min(sum of 0.5 ^ (age in months / 12), CAPS[kind]))
               + MEMORY * last month's log-odds

Where the rules do not have him here, the sum is REFUTED at most: signs that a newer one refutes are no majority.
The numbers are fitted to a simulated county (decision 66); `python -m benchmarks.roster` prints their reliability.
"""

from __future__ import annotations

import duckdb

from assets.registry.tables import create, load_tables

BASE, PLACED, UNFOUND, UNTOLD = -6.0, 6.3, -5.0, 6.0
"""Log-odds of nobody's sign; of being placed in the county by a list, and of being unfound there; of whom no list says
where he lives: hukou persons whom no survey could have listed, and who was merely seen (not fitted: about even)."""

WEIGHTS = {"here": 1.25, "contact": 1.0, "seen": 0.2, "against": -0.1}
CAPS = {"here": 4.0, "contact": 3.0, "seen": 2.0, "against": 3.0}
"""Per kind of evidence: lists that look and have him here; other lists that have him here; visits, payments and gates;
lists that have him away or elsewhere."""

REFUTED = 3.0
"""What the signs of somebody add at most whom the rules have elsewhere."""

MEMORY, SUREST = 0.05, 6.0
"""Weight of last month's log-odds, and how far these go."""

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

SIGNS = """
create or replace table people._sign as
select distinct person_no, source, strftime(as_of, '%Y-%m') as month, region,
    case when claim = 'away' then 'away' when grade = 2 then 'looked' when grade = 1 then 'met' else 'contact' end
        as sign
from people._living_claim
union all
select distinct person_no, source, seen_month, null, 'visit' from people._record
where self and regexp_full_match(seen_month, '\\d{4}-\\d{2}')
union all
select person_no, 'gate_scans', sighted_month, null, 'gate' from people._sighted where sighted_month is not null
"""

PUBLISHED = """
insert into people.sign by name
select person_id, source, month, sign, region from people._sign join people._person using (person_no)
order by person_id, source, month, sign, region
"""

PROBABILITY = """
create or replace table people._probability as
with dated as (
    select person_no, 0.5 ** (greatest(datediff('month', (month || '-01')::date, last_day), 0) / 12.0) as strength,
        case
            when sign in ('visit', 'gate') then 'seen'
            when sign = 'away' and length(region) = 12 then null
            when sign = 'away' or length(region) <> 12 then 'against'
            when sign = 'looked' then 'here' else 'contact'
        end as kind
    from people._sign cross join people._moment
), weighed as (
    select person_no, sum(weight * least(strength, cap)) as odds
    from (select person_no, kind, sum(strength) as strength from dated where kind is not null group by all)
        join people._weight using (kind)
    group by person_no
), verdict as (
    select p.person_no, case
            when living_inside and not assumed and not unmet then $placed
            when assumed and v.person_no is null or k.only_seen then $untold else 0
        end + if(f.person_no is null, 0, $unfound) as verdict
    from people._placed p
        left join people._unfound f using (person_no)
        left join people._surveyed v using (person_no)
        left join (
            select person_no, bool_and(sign in ('visit', 'gate')) as only_seen from people._sign group by person_no
        ) k using (person_no)
), last as (
    select person_no, avg(ln(chance / (1 - chance))) as before
    from (
        select coalesce(r.person_id, l.person_id) as person_id,
            greatest(least(resident_probability, 1 / (1 + exp(-$surest))), 1 / (1 + exp($surest))) as chance
        from previous.person l left join linkage.person_redirect r on r.old_person_id = l.person_id
    ) join people._person using (person_id) group by person_no
)
select person_no, round(1 / (1 + exp(-($base + verdict
        + if(verdict > 0, coalesce(odds, 0), least(coalesce(odds, 0), $refuted)) + $memory * coalesce(before, 0)))), 4)
    as resident_probability
from verdict left join weighed using (person_no) left join last using (person_no)
"""


def build_signs(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people.sign`, `people._probability` (person_no, resident_probability: 0 to 1) and `people._sighted`.

    `_sighted`: person_no, sighted_month (last month seen at a gate), gate_phone. Needs `_placed` and `_unfound`.
    """
    con.execute(SIGHTINGS)
    con.execute(SIGNS)
    for statement in create(load_tables()["sign"], "people"):
        con.execute(statement)
    con.execute(PUBLISHED)
    con.execute("create or replace table people._weight (kind varchar, weight double, cap double)")
    con.executemany(
        "insert into people._weight values (?, ?, ?)", [[kind, w, CAPS[kind]] for kind, w in WEIGHTS.items()]
    )
    numbers = {"base": BASE, "placed": PLACED, "unfound": UNFOUND, "untold": UNTOLD}
    con.execute(PROBABILITY, numbers | {"refuted": REFUTED, "memory": MEMORY, "surest": SUREST})
