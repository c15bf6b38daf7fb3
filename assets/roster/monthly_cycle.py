"""The month as the counties told it: six steps (seeds/001) and 加减乘除 (seeds/000), counted from the month's tables.

What is gathered (加), what is double or invalid (减), what departments complete (乘), what is regrouped (除).
Every number is a count over one table (code list `cycle_measure`, column `origin`), and they foot: the rows listed,
less those of somebody who stands there already, less the persons left out, are the persons in the roster.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from assets.registry.run import Run
from assets.roster.comparison.frame import HOMES


@dataclass(frozen=True)
class Count:
    """One measure: the step and the operation it belongs to; `sql` gives region, field, ground, one row per item."""

    measure: str
    step: str
    operation: str
    sql: str


OWN = "role = 'self' and not pending"
OUTSIDE = f"""
    select h.region, null as field, case
            when p.life_state = 'dead' then 'dead' when f.person_id is not null then 'foreign'
            else coalesce(o.out_of_scope, 'not_found_here') end as ground
    from roster.person p join roster._home h using (person_id)
        left join (select distinct person_id from roster.foreign_resident) f using (person_id)
        left join (select person_id, min(out_of_scope) as out_of_scope from people.residence group by person_id) o
            using (person_id)
    where not p.in_roster and p.person_id in (select person_id from linkage.record where {OWN})
"""

COUNTS = (
    Count("listed", "1", "add", f"select h.region, null as field, source as ground from linkage.record "
          f"join roster._home h using (person_id) where {OWN}"),
    Count("same_person", "1", "subtract", f"""select h.region, null as field, link_method as ground from linkage.record
          join roster._home h using (person_id) where {OWN}
          qualify row_number() over (partition by person_id order by month, source, record_id) > 1"""),
    Count("left_out", "1", "subtract", OUTSIDE),
    Count("rejected", "1", "subtract", "select null as region, null as field, reason as ground "
          "from landing.rejected_record"),
    Count("unit_repeat", "1", "subtract", "select region, null as field, unit_ground as ground "
          "from roster.unit_report where not counted"),
    Count("filled", "2", "multiply", """select h.region, v.field, r.source as ground from people.person_value v
          join linkage.record r using (record_id) join roster._home h on h.person_id = v.person_id
          join roster.person p on p.person_id = v.person_id where v.won and p.in_roster and r.source <> 'survey'"""),
    Count("entered", "3", "add", "select after as region, null as field, kind as ground from roster.change "
          "where field = 'region' and after is not null and kind <> 'opening'"),
    Count("gone", "3", "subtract", "select before as region, null as field, kind as ground from roster.change "
          "where field = 'region' and before is not null"),
    Count("corrected", "3", "subtract", "select region, field, kind as ground from roster.change "
          "where kind = 'corrected'"),
    Count("roll_line", "4", "divide", "select region, null as field, coalesce(household_kind, 'vacant') as ground "
          "from roster.householder_roll"),
    Count("tract", "4", "divide", "select region, null as field, kind as ground from housing.tract"),
    Count("gap", "5", "add", """select region, null as field, finding as ground from roster.difficulty
          where finding = 'building_not_drawn' union all select region, null, finding from roster.comparison_finding
          where finding in ('vacant_but_occupied', 'occupied_but_nobody')"""),
    Count("group_entry", "6", "divide", """select region, null as field, group_no as ground,
          unnest(range(category_1 + category_2 + category_3 + category_4)) as one from roster.group_summary"""),
)  # fmt: skip

INSERT = """
insert into roster.monthly_cycle by name
with county as (
    select rpad(coalesce(nullif($county, ''), left(min(code), 6), '0'), 12, '0') as code from landing.region
    where level = 'county'
)
select $month as month, $step as cycle_step, $operation as operation, $measure as cycle_measure,
    coalesce(if(length(region) = 12, region, null), code) as region, field, ground, count(*)::integer as items
from ({sql}) cross join county group by all order by region, field, ground
"""


def build_cycle(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Fill `roster.monthly_cycle`, the last table of the floor."""
    county = run.rules.county.code
    con.execute(HOMES, {"county": county})
    for count in COUNTS:
        named = {"month": run.month.key, "step": count.step, "operation": count.operation, "measure": count.measure}
        con.execute(INSERT.format(sql=count.sql), named | {"county": county})
    con.execute("drop table roster._home")
