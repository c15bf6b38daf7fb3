"""Equal source record keys told apart: one person under several schemes, one row handed over twice.

They are numbered by what the rows say, never by their place, so that a row keeps its key when lines are added above
it (warehouse.md, Definitions). What changes from month to month (phone, dates of collection and payment) comes last;
rows that say the very same stand in their order, whatever their file is called.
"""

from __future__ import annotations

import duckdb

# What tells rows of one key apart, the steadiest first.
CONTENT = (
    "role", "name_key", "name", "birth_date", "id_number", "_scheme", "household_no", "relation", "unit_name",
    "hukou_region", "hukou_address", "residence_region", "residence_address", "group_no", "building_no", "unit_no",
    "sex", "scope", "phone", "as_of", "seen_month", "month", "row", "record_id",
)  # fmt: skip


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Append `#2`, `#3` … to the keys that a source repeats in `standard.person_record`."""
    columns = ", ".join(f'p."{c}"' for c in CONTENT)
    con.execute("""create or replace temp table std_repeated as
        select source, source_record_key from standard.person_record group by all having count(*) > 1""")
    con.execute(f"""create or replace temp table std_numbered as
        select p.record_id, row_number() over (
                partition by p.source, p.source_record_key order by {columns}) as turn
        from standard.person_record p join std_repeated using (source, source_record_key)
        qualify turn > 1""")
    con.execute("""update standard.person_record p set source_record_key = p.source_record_key || '#' || k.turn
        from std_numbered k where k.record_id = p.record_id""")
    con.execute("drop table std_repeated; drop table std_numbered")
