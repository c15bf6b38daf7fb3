"""Who is alive at the reference moment.

A person is dead once any record in force says so (deaths of civil affairs, the police register, a pension ended by
death) with a date not after the month's last day, or the state of last month said so, of him or of an id merged into
his. Nothing revives the dead: rows that linger in other registers are what such registers do, and a live sighting is a
finding (`assets.roster.comparison.contradictions`), not a correction. A later death date stays in its record.
"""

from __future__ import annotations

import duckdb

LIFE = """
create or replace table people._life as
with told_dead as (
    select distinct person_no from people._record, people._moment
    where self and (life_status = 'dead' or death_date is not null) and coalesce(death_date, as_of) <= last_day
), last_dead as (
    select p.person_no, min(l.death_date) as death_date
    from previous.person l
        left join linkage.person_redirect r on r.old_person_id = l.person_id
        join people._person p on p.person_id = coalesce(r.person_id, l.person_id)
    where l.life_state = 'dead' group by p.person_no
), unborn as (
    select person_no from people._best_birth_date, people._moment where birth_date > last_day
)
select p.person_no, if(t.person_no is null and l.person_no is null, 'alive', 'dead') as life_state,
    if(life_state = 'dead', coalesce(d.death_date, l.death_date), null) as death_date, u.person_no is not null as unborn
from people._person p
    left join told_dead t using (person_no)
    left join last_dead l using (person_no)
    left join people._best_death_date d using (person_no)
    left join unborn u using (person_no)
"""


def build_life(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._life`: person_no, life_state (`alive`, `dead`), death_date, unborn (born after the moment)."""
    con.execute(LIFE)
