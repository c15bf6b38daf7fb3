"""The queries of the workbooks: every table by village (first column) and tract (second, NULL: the village as a whole).

Each takes the first and the last village of a chunk and returns its rows in the order in which they are printed.
"""

from __future__ import annotations

import duckdb

from assets.publish.listed import list_persons
from assets.publish.listed_homes import list_homes
from assets.publish.listed_hukou import list_hukou
from assets.registry.sources import load_layouts
from assets.registry.tables import load_tables

ROLL = (
    "household_no", "group_no", "tract", "building_no", "unit_no", "head_name", "household_kind", "registered",
    "present", "away", "phone", "address", "note",
)  # fmt: skip
HUKOU = (
    "tract", "group_no", "household_id", "household_no", "name", "relation", "sex", "birth_date", "id_number",
    "hukou_address", "lives", "phone", "category", "empty_hukou",
)  # fmt: skip
COUNTS = load_tables()["village_summary"].columns[1:]
SHEETS = {
    "survey_family": "_person", "survey_collective": "_person", "survey_household": "_household",
    "survey_vacant": "_vacant", "survey_empty_hukou": "_person", "survey_estate": "_estate",
}  # fmt: skip
"""Layouts of the source `survey` that are filled in, in their order, and the table of `publish` each is made from."""
UNPRINTED = {"region", "head_name", "former_name", "document_kind", "owner_phone"}
"""Columns that a layout is read with, and that 一套表 does not have (contract.md 3.1)."""

VILLAGES = """
    select region, registered + present as persons from roster.village_summary order by region
"""

_VILLAGE = f"""
    with line as (
        select region, 1 as turn, * exclude (region) from roster.village_summary
        union all by name
        select left(region, 9) || '000' as region, 2 as turn, {", ".join(f"sum({c})::int as {c}" for c in COUNTS)}
        from roster.village_summary group by all
        union all by name
        select left(region, 6) || '000000' as region, 3 as turn, {", ".join(f"sum({c})::int as {c}" for c in COUNTS)}
        from roster.village_summary group by all
    )
    select village.region, null as tract, line.region, {", ".join(f"line.{c}" for c in COUNTS)}
    from roster.village_summary village
        join line on line.region = case turn when 1 then village.region when 2 then left(village.region, 9) || '000'
            else left(village.region, 6) || '000000' end
    where village.region between ? and ?
    order by village.region, line.turn
"""

_GROUP_NAME = "coalesce(try_cast(group_no as integer) || '组', nullif(group_no, ''), '未分组')"

_GROUPS = f"""
    with line as (
        select region, 1 as turn, try_cast(group_no as integer) as number, {_GROUP_NAME} as name, {", ".join(COUNTS)}
        from roster.group_summary
        union all
        select region, 2, null, '合计', {", ".join(COUNTS)} from roster.village_summary
    )
    select region, null as tract, name, {", ".join(COUNTS)} from line where region between ? and ?
    order by region, turn, number nulls last, name
"""

_TRACTS = f"""
    with line as (
        select region, 1 as turn, tract as name, {", ".join(COUNTS)} from roster.tract_summary
        union all
        select region, 2, '合计', {", ".join(COUNTS)} from roster.village_summary
    )
    select region, null as tract, name, {", ".join(f"sum({c})::int" for c in COUNTS)} from line
    where region between ? and ? group by region, turn, name order by region, turn, name
"""

_TRACT_GROUPS = f"""
    with line as (
        select region, tract, 1 as turn, try_cast(group_no as integer) as number, {_GROUP_NAME} as name,
            {", ".join(COUNTS)}
        from roster.tract_summary
        union all
        select region, tract, 2, null, '合计', {", ".join(COUNTS)} from roster.tract_summary
    )
    select region, tract, name, {", ".join(f"sum({c})::int" for c in COUNTS)} from line where region between ? and ?
    group by region, tract, turn, number, name order by region, tract, turn, number nulls last, name
"""

_RATES = """
    select village.region, null as tract, village.indicator, village.applicable, village.valid, village.rate,
        county.rate
    from quality.completeness village
    join quality.completeness county on county.indicator = village.indicator and county.level = 'county'
    where village.level = 'village' and village.region between ? and ?
    order by village.region, village.indicator
"""

_ROLL = f"""
    select roll.region, roll.tract, {", ".join(f"roll.{c}" for c in ROLL)} from roster.householder_roll roll
    where roll.region between ? and ?
    order by roll.region, roll.tract, length(roll.household_no), roll.household_no, roll.household_id
"""

_HUKOU = f"""
    select region, tract, {", ".join(HUKOU)} from publish._hukou where region between ? and ? order by region, turn
"""

_STAFF = """
    select t.region, t.tract, e.name, e.phone, s.name, s.phone from housing.tract t
        left join housing.tract_staff e on e.tract = t.tract and e.role = 'enumerator'
        left join housing.tract_staff s on s.tract = t.tract and s.role = 'supervisor'
    where t.region between ? and ? order by t.region, t.tract
"""


def columns_of(layout: str) -> tuple[str, ...]:
    """The columns of an entry sheet, in the order of the registry."""
    spec = load_layouts()[layout][1]
    left_out = UNPRINTED if spec.produces == "person" else UNPRINTED - {"head_name"}
    return tuple(column for column in spec.columns if column not in left_out)


def _entry(layout: str, table: str) -> str:
    listed = " and layout = '" + layout + "'" if table == "_person" else ""
    return f"""
        select region, tract, {", ".join(columns_of(layout))} from publish.{table}
        where region between ? and ?{listed} order by region, turn
    """


TABLES = {
    **{layout: _entry(layout, table) for layout, table in SHEETS.items()},
    "roll": _ROLL, "groups": _GROUPS, "village": _VILLAGE, "tracts": _TRACTS, "tract_groups": _TRACT_GROUPS,
    "rates": _RATES, "hukou": _HUKOU, "staff": _STAFF,
}  # fmt: skip


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of `publish` that are read here, after `write_code_list`."""
    list_persons(con)
    list_homes(con)
    list_hukou(con)


def clear(con: duckdb.DuckDBPyConnection) -> None:
    """Drop them again."""
    made = "select table_name from duckdb_tables() where schema_name = 'publish' and starts_with(table_name, '_')"
    for (name,) in con.execute(made).fetchall():
        con.execute(f'drop table publish."{name}"')
