"""What rows that wait for review say, and which of all other records could be meant: those that state something of it.

Few rows wait and all others are many, so nothing is compared, or made ready for it, but what some waiting row states:
its number, its birth date in its village or under its name, its phone, its dwelling. The records that decisions, or
last month's persons, name beside it are looked up by their keys.
"""

from __future__ import annotations

import duckdb

from assets.linkage.numbers import USABLE
from assets.linkage.sightings import compared_sql

SCRATCH = ("waiting_said", "named_beside", "sought", "known", "numbered")

_SAYS = f"""
    said.record_id, said.source, said.source_record_key, {compared_sql("said.", "said.former_name_key")},
    said.sex, said.birth_date, if(said.id_status in {USABLE} and mark.place is null, said.id_number, null) as number
"""
_MARKED = """
    left join (select distinct place from linkage._marked where kind = 'borrowed') as mark on mark.place = said.rowid
"""

# A mention (the householder of a declaration) is found where the row is that mentions him.
_WAITING = f"""
    create or replace table linkage._waiting_said as
    with waiting as (from standard.person_record where pending)
    select {_SAYS}, said.rowid as place, said.role = 'self' as is_self,
        coalesce(said.residence_region, own.residence_region, said.hukou_region, own.hukou_region) as village,
        coalesce(said.phone, own.phone) as phone,
        coalesce(said.residence_address_key, own.residence_address_key) as dwelling,
        said.source || '|' || coalesce(said.household_no, own.household_no) as household
    from standard.person_record as said
    left join waiting as own on own.record_id = said.of_record_id and said.role <> 'self' {_MARKED}
    where said.pending
"""

# By a decision that they are one (rule 0) or two (NULL) persons; by last month's person (rule 1).
_BESIDE = """
    create or replace table linkage._named_beside as
    with last_known as not materialized (
        select source, source_record_key, person_id from previous.membership where valid_to is null
    ), asked as (select record_id, source, source_record_key from linkage._waiting_said
    ), bonded as (select record_id, bond from asked join linkage._bond using (source, source_record_key)
    ), meant as (
        select record_id, bond, 0 as rule from bonded
        union all select record_id, b, null from bonded join linkage._kept_apart on a = bond
    ), named as (
        select record_id, rule, source, source_record_key from meant join linkage._bond using (bond)
        union all
        select record_id, 1, beside.source, beside.source_record_key
        from asked join last_known as own using (source, source_record_key) join last_known as beside using (person_id)
    )
    select named.record_id, rule, said.rowid as place
    from standard.person_record as said join named using (source, source_record_key)
    where rule is distinct from 1 or role = 'self'
"""

_SOUGHT = """
    create or replace table linkage._sought as
    with said as (from linkage._waiting_said)
    select rowid as place from standard.person_record as other where role = 'self' and not pending and (
        id_number in (select number from said) or phone in (select phone from said)
        or residence_address_key in (select dwelling from said)
        or (birth_date, coalesce(residence_region, hukou_region)) in (select (birth_date, village) from said)
        or (name_key, birth_date) in (select (full_name, birth_date) from said))
"""

_KNOWN = f"""
    create or replace table linkage._known as
    select {_SAYS}, coalesce(residence_region, hukou_region) as village, phone, residence_address_key as dwelling,
        null::varchar as household, cluster
    from standard.person_record as said semi join linkage._sought as sought on sought.place = said.rowid
    join linkage._placed as placed on placed.place = said.rowid {_MARKED}
"""

_NUMBERED = f"""
    create or replace table linkage._numbered as
    with beside as (
        select place, cluster from linkage._placed semi join linkage._known using (cluster)
        anti join linkage._marked using (place))
    select distinct cluster from standard.person_record as said join beside on place = said.rowid
    where role = 'self' and not pending and id_status in {USABLE} and id_number is not null
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make what the waiting rows say and who else states it; needs `linkage._placed`, `_marked` and `_bond`.

    `linkage._waiting_said`, `linkage._known` (with cluster): grain record; what names compare, sex, birth_date, number,
    village, phone, dwelling, household. `linkage._numbered`: the clusters of `_known` in which a number is stated.
    `linkage._named_beside`: record_id (waiting), rule, place (row of person_record).
    """
    for statement in (_WAITING, _BESIDE, _SOUGHT, _KNOWN, _NUMBERED):
        con.execute(statement)


def grow(con: duckdb.DuckDBPyConnection) -> None:
    """The waiting rows that were placed are known to those that come after them."""
    con.execute("""
        insert into linkage._known by name
        select said.* exclude (is_self, place), cluster
        from linkage._waiting_said as said join linkage._placed using (place) where is_self
    """)
    con.execute("insert into linkage._numbered select distinct cluster from linkage._known where number is not null")
