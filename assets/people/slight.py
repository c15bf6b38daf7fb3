"""Persons of one row of a ledger that tells them from nobody: no usable number, no birth date (decision 33).

Such a row cannot be held against others, so it may be a second row of somebody counted already. It is believed where an
enumerator can go and look: the row says that he lives in the county and names the home, or he lives at his unit.
Departments, the village workbook and the grid name whom they have a file of, whatever else they leave out.
"""

from __future__ import annotations

import duckdb

from assets.linkage.numbers import USABLE

LEDGERS = (
    "ledger_residents", "ledger_enterprise", "business_staff", "construction_workers", "special_units", "movers_out",
    "movers_back",
)  # fmt: skip
"""Sources that communities and employers write by hand."""

SLIGHT = f"""
create or replace table people._slight as
with single as (
    select person_no from people._record group by person_no having count(*) = 1 and bool_and(self)
)
select person_no
from people._record r semi join single using (person_no) left join people._living_claim c using (record_no)
where id_status not in {USABLE} and (birth_date is null or birth_estimated) and r.source in {LEDGERS}
    and not coalesce(c.claim = 'lives' and (c.boards or stay = 'unit'
        or coalesce(r.residence_address, r.building_no, r.dwelling_code) is not null), false)
"""


def build_slight(con: duckdb.DuckDBPyConnection) -> None:
    """Make `people._slight` (person_no), those who are in no category; after `people._living_claim`."""
    con.execute(SLIGHT)
