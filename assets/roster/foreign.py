"""境外人员名册: residents from Hong Kong, Macao, Taiwan and abroad, on a roll of their own (contract.md section 3.4).

They have no hukou and are in none of the four categories. Who holds a resident's number besides, and so stands in the
roster, is not listed twice.
"""

from __future__ import annotations

import duckdb

ROLL = """
insert into roster.foreign_resident by name
with registered as (
    select * from linkage.record where source = 'foreign_residents' and role = 'self'
    qualify row_number() over (partition by person_id order by as_of desc, record_id) = 1
)
select p.person_id, p.name, r.document_kind, p.id_number, p.sex, p.birth_date, r.nationality, r.purpose, r.entered_on,
    coalesce(p.residence_region, r.residence_region) as residence_region,
    coalesce(p.residence_address, r.residence_address) as residence_address, p.phone, r.record_id
from registered r join roster.person p using (person_id)
where not p.in_roster and p.life_state = 'alive'
order by p.person_id
"""


def build_foreign_roll(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `roster.foreign_resident` (person), after `roster.person`."""
    con.execute(ROLL)
