"""Whether the account of changes closes: last month's persons per village and its rows give this month's."""

from __future__ import annotations

import duckdb

from benchmarks.roster import Measure, row

CLOSES = """
    with moved as (
        select before as region, person_id, -1 as n from month.change where field = 'region' and before is not null
        union all
        select after, person_id, 1 from month.change where field = 'region' and after is not null
        union all
        select region, person_id, 1 from before.person_place where counted
        union all
        select region, person_id, -1 from month.person_place where counted
    )
    select count(*) from (select region, person_id from moved group by all having sum(n) <> 0)
"""


def account(con: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Persons x villages whose account is open, against the month attached as `before`; nothing without one."""
    if not con.execute("select 1 from duckdb_databases() where database_name = 'before'").fetchall():
        return []
    (still_open,) = row(con, CLOSES)
    return [Measure("persons × villages whose account does not close", "0", None, f"{still_open:,}")]
