"""Values that could not be read, were repaired, or contradict each other: `standard.value_issue`, the original kept."""

from __future__ import annotations

import duckdb

from assets.standard import codes, raw
from assets.standard.records import DATES

# Raw columns of a lookup whose field is called otherwise.
CALLED = {
    "stated_on": "as_of", "found_on": "as_of", "cancelled_on": "life_status", "register_status": "life_status",
    "visit_month": "seen_month", "paid_month": "seen_month", "population_kind": "hukou_state",
    "lives_here": "residence_state", "started_on": "since", "returned_on": "since", "left_on": "away_since",
    "unit_address": "residence_address",
}  # fmt: skip
ADDRESSES = ("hukou_address", "residence_address", "away_address", "unit_address")
REGIONS = ("hukou_region", "residence_region")

CONTRADICTIONS = """
select record_id, 'birth_date' as field, id_birth_date::varchar as original, birth_date::varchar as stored,
    'inconsistent' as kind
from standard.person_record
where id_status in ('valid', 'upgraded') and birth_precision = 'day' and birth_date <> id_birth_date
union all
select record_id, 'birth_date', id_birth_date::varchar, birth_date::varchar, 'inconsistent'
from standard.person_record
where id_status in ('valid', 'upgraded') and birth_precision in ('month', 'year')
union all
select record_id, 'sex', id_sex, sex, 'inconsistent' from standard.person_record
where id_status in ('valid', 'upgraded') and sex <> id_sex
union all
select record_id, 'birth_date', birth_date::varchar, birth_date::varchar, 'inconsistent' from standard.person_record
where birth_date > last_day((month || '-01')::date)
union all
select record_id, 'death_date', birth_date::varchar, death_date::varchar, 'inconsistent' from standard.person_record
where death_date < birth_date
union all
select record_id, 'hukou_region', hukou_address, hukou_region, 'inconsistent' from standard.person_record
where not _hukou_agrees
union all
select record_id, 'residence_region', residence_address, residence_region, 'inconsistent' from standard.person_record
where not _home_agrees
"""

# 同上, 同户籍: what was put in their place, or unreadable where nothing stands to point to.
DITTOS = """
select r.record_id, '{column}' as field, r.{column} as original, std_solid(coalesce(d.text, {otherwise})) as stored,
    if(stored is null, 'unreadable', 'repaired') as kind
from std_raw r join std_reference_raw p on p.raw = r.{column} left join std_ditto_{column} d on d.self_id = r.self_id
where p.points_to in ('above', 'hukou')
"""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `standard.value_issue` for the persons of `standard.person_record`.

    A made-up value (13800000000, 1900-01-01) counts as unreadable; a word that says nothing (无) is no issue.
    """
    layouts = raw.in_force(con)
    parts = [
        *_texts(layouts, "std_name", ("name", "former_name"), "name"),
        *_texts(layouts, "std_id", ("id_number",), "id_number"),
        *_texts(layouts, "std_phone", ("phone",), "phone"),
        *_texts(layouts, "std_date", tuple(DATES.values()), "value"),
        *_texts(layouts, "std_region", REGIONS, "region"),
        *_texts(layouts, "std_address", ADDRESSES, "address"),
        *(_code(layouts, c.column) for c in codes.PERSON),
        DITTOS.format(column="hukou_address", otherwise="null"),
        DITTOS.format(column="residence_address", otherwise="r.hukou_address"),
        CONTRADICTIONS,
    ]
    con.execute(f"""insert into standard.value_issue by name
        select record_id, field, min(original) as original, min(stored) as stored, kind
        from ({" union all ".join(parts)}) semi join standard.person_record using (record_id)
        group by record_id, field, kind""")


def _texts(layouts: frozenset[str], table: str, columns: tuple[str, ...], stored: str) -> list[str]:
    return [_issue(layouts, table, c, stored, "x.raw = r.raw") for c in columns]


def _code(layouts: frozenset[str], column: str) -> str:
    same = f"x.layout = r.layout and x.field = '{column}' and x.raw = r.raw"
    return _issue(layouts, "std_code", column, "code", same)


def _issue(layouts: frozenset[str], table: str, column: str, stored: str, same: str) -> str:
    """The record_id is made behind the join: a hash only for the rows that have an issue."""
    written = raw.occurrences(layouts, raw.PERSONS, column)
    return f"""select {raw.record_id("role")} as record_id, '{CALLED.get(column, column)}' as field,
            raw as original, stored, kind
        from (select r.*, x.{stored}::varchar as stored, x.issue as kind
            from ({written}) r join {table} x on {same} where x.issue is not null)"""
