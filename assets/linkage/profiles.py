"""Records that say the same of a person become one profile: everything after this works on profiles.

Rows that wait for review have none (`assets.linkage.pending`). A profile's id is a hash of its content: the same from
month to month, whatever the order of rows and whoever else is there.
"""

from __future__ import annotations

import duckdb

from assets.linkage import content, kept
from assets.linkage.numbers import USABLE
from assets.registry.run import drop

BOND = "source varchar, source_record_key varchar, bond integer, joined boolean, apart varchar"
"""Columns of `linkage._bond`; who links without decisions (training, benchmarks) has none."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._row`, `linkage._content`, `linkage._changed` and, still empty, `linkage._profile`.

    `_row`: place (row of person_record), profile, and as hashes what is counted over all of them; the view
    `_record_profile` names its record_id. `_content`: profile, speaker (its first row), mask (sources), records,
    number_key (its usable number), named. `_changed`: profile, number_key of what came, went, or is stated otherwise
    than last month.
    """
    con.execute(f"create table if not exists linkage._bond ({BOND})")
    kept.ensure(con)
    con.execute(content.SHEET)
    read(con)
    collapse(con)
    con.execute("create or replace table linkage._profile as " + content.told("(from linkage._content limit 0)"))


def read(con: duckdb.DuckDBPyConnection) -> None:
    """Every record once, as narrow as can be: numbers that are only ever compared for equality."""
    con.execute(f"""
        create or replace table linkage._row as
        select place, (hash({", ".join(content.SAID)}) >> 2)::bigint as profile, bit,
            role in ('mother', 'father', 'guardian') as of_parent,
            if(number is not null and number_status in {USABLE}, hash(number), null) as number_key,
            if(name is null, null, hash(name)) as name_key, name is not null as named,
            if(phone is null, null, hash(phone)) as phone_key,
            {content.dwelling_sql("living")} as living_key, {content.dwelling_sql("hukou")} as hukou_key,
            {content.flat_sql("living")} as living_flat, {content.flat_sql("hukou")} as hukou_flat,
            if(household is null, null, hash(household)) as household_key, is_self,
            if(coalesce(household, living) is null, null, hash(coalesce(household, living))) as home_key
        from ({content.CONTENT}) left join (values {content.bit_rows()}) as known (source, bit) using (source)
    """)
    drop(con, "linkage", "_record_profile")
    con.execute("""
        create view linkage._record_profile as
        select record_id, record.* from standard.person_record as said join linkage._row as record on place = said.rowid
    """)


def collapse(con: duckdb.DuckDBPyConnection) -> None:
    """Records of one content are alike in all that linkage uses: the first of them speaks for all."""
    con.execute("""
        create or replace table linkage._content as
        select profile, min(place) as speaker, coalesce(bit_or(bit), 0) as mask, count(*) as records,
            min(number_key) as number_key, bool_or(named) as named
        from linkage._row group by profile
    """)
    con.execute("""
        create or replace table linkage._changed as
        select profile, coalesce(now.number_key, past.number_key) as number_key
        from linkage._content as now full join kept_profile as past using (profile)
        where now.mask is distinct from past.mask or now.records is distinct from past.records
    """)
