"""Who may carry a planted case: ordinary persons of the county, each used once.

`ordinary` has a row per true person with a number known to the police, at least three sources and none of the demo's
own hard cases: true_person, name, number, birth (YYYYMMDD), sex, village, household, turn (a fixed shuffle).
"""

from __future__ import annotations

import duckdb
import pyarrow as pa
from pypinyin import Style, lazy_pinyin

from benchmarks.linkage.county import County

HARD = (
    "twin", "homonym_same_day", "father_son_one_address", "two_numbers", "renamed", "borrowed_number", "shared_number",
    "dead_listed", "newborn_no_id", "name_former", "foreign",
)  # fmt: skip
"""Strata of the demo that would mix a case with another one."""

_SAID = """
    create or replace temp table said as
    select record_id, said.path, said.sheet, said.row, layout, source, scope, true_person, strata, name_key, id_number,
        id_status, id_birth_date, id_sex, household_no, coalesce(residence_region, hukou_region) as region
    from standard.person_record as said join read_parquet(?) as truth on truth.path = said.path
        and truth.sheet is not distinct from said.sheet and truth.row = said.row and truth.role = said.role
    where said.role = 'self'
"""
_ORDINARY = f"""
    create or replace temp table ordinary as
    with told as (
        select true_person, mode(name_key order by name_key) as name,
            mode(id_number order by id_number) filter (where id_status = 'valid') as number,
            mode(region order by region) as village,
            min(scope || '|' || household_no) filter (where source = 'police_hukou') as household
        from said group by true_person
        having count(distinct source) >= 3 and bool_or(starts_with(source, 'police_'))
            and not bool_or(list_has_any(strata, {list(HARD)})))
    select *, substr(number, 7, 8) as birth, if(substr(number, 17, 1)::integer % 2 = 1, '1', '2') as sex,
        row_number() over (order by md5(true_person || ?)) as turn
    from told where length(name) between 2 and 3 and length(number) = 18 and length(village) = 12
        and regexp_full_match(name, '\\p{{Han}}+')
"""


def choose(con: duckdb.DuckDBPyConnection, county: County) -> None:
    """Make temp tables `said`, `ordinary` and `letter` (letter, sound: pinyin without tone) from the standard floor."""
    con.execute(_SAID, [str(county.truth)])
    con.execute(_ORDINARY, [str(county.seed)])
    letters = [
        a for (a,) in con.execute("select distinct right(name, 1) as letter from ordinary order by 1").fetchall()
    ]
    sounds = [lazy_pinyin(letter, style=Style.NORMAL)[0] for letter in letters]
    con.register("letter_table", pa.table({"letter": letters, "sound": sounds}))
    con.execute("create or replace temp table letter as from letter_table")
    con.unregister("letter_table")
