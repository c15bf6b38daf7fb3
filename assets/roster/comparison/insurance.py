"""二是社保、三是医保部门信息比对: phone and address for the empty hukou that nobody could find, pass after pass.

The first pass takes what the police comparison left `still_unfound`, the second what the first left. Every person of a
pass ends in `contact_found` or in its residue `still_unfound`. An address in the hukou village itself finds nobody:
the village has looked there.
"""

from __future__ import annotations

import duckdb

SOUGHT = """
create or replace table roster._sought as
select person_id, region from roster._screened where not reachable
"""

PASS = """
insert into roster.comparison_finding by name
with told as (
    select s.person_id, s.region, r.record_id, r.phone is not null as phone,
        r.residence_address is not null and r.residence_region is distinct from s.region as address,
        if(address, r.residence_region, null) as lives_in
    from roster._sought s
        left join linkage.record r on r.person_id = s.person_id and r.source = $source and r.role = 'self'
            and not r.pending and coalesce(r.life_status, 'alive') = 'alive'
), best as (
    select * from told qualify row_number() over (
        partition by person_id, region order by coalesce(phone, false)::int + address::int desc, record_id
    ) = 1
)
select $source as comparison, if(coalesce(phone, false) or address, 'contact_found', 'still_unfound') as finding,
    region, person_id, record_id, nullif(concat_ws(';', if(phone and record_id is not null, 'phone', null),
        if(address, 'address', null), 'lives_in=' || lives_in,
        if(finding = 'still_unfound' and record_id is not null, 'insured_without_contact', null)), '') as detail
from best
"""

RESIDUE = """
create or replace table roster._sought as
select person_id, region from roster.comparison_finding where comparison = ? and finding = 'still_unfound'
"""


def compare(con: duckdb.DuckDBPyConnection) -> None:
    """Append both passes; a source that did not come is passed over, and leaves its pool to the next."""
    con.execute(SOUGHT)
    came = {name for (name,) in con.execute("select source from roster._came").fetchall()}
    for source in ("social_insurance", "medical_insurance"):
        if source in came:
            con.execute(PASS, {"source": source})
            con.execute(RESIDUE, [source])
