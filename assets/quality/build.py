"""`quality.completeness`: level x region x indicator, made in SQL with grouping sets (warehouse.md, completeness)."""

from __future__ import annotations

import duckdb

from assets.quality import link_quality
from assets.quality.predicates import applies, filled, valid
from assets.quality.subjects import SUBJECTS
from assets.registry.indicators import Indicator, Subject, load_indicators
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

# Where a subject's rows count: the digits of a region that is known only to the township end in 000.
PLACED = """
    select
        *,
        case when length(region) = 12 and substr(region, 7, 3) <> '000' then left(region, 9) || '000' end as township,
        case when length(region) = 12 and right(region, 3) <> '000' then region end as village,
        village || '-' || group_no as village_group
    from ({subject})
"""

LEVELS = """
    select
        case
            when grouping(village_group) = 0 then 'group'
            when grouping(village) = 0 then 'village'
            when grouping(township) = 0 then 'township'
            else 'county'
        end as level,
        case level
            when 'group' then village_group when 'village' then village when 'township' then township else $county
        end as region,
        {counts}
    from ({placed})
    group by grouping sets ((), (township), (village), (village_group))
"""

COUNTY = "select min(code) from landing.region where level = 'county'"


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `quality.completeness`: every region that occurs x the 19 indicators; rate = valid / applicable.

    A rate is NULL where nobody is asked. The county is there even if the roster is empty. Besides the quality of the
    linkage (`assets.quality.link_quality`).
    """
    con.execute("create schema if not exists quality")
    for statement in create(load_tables()["completeness"], "quality"):
        con.execute(statement)
    con.execute(
        "create or replace temp table counted (level varchar, region varchar, indicator varchar, "
        "applicable integer, filled integer, valid integer)"
    )
    for subject in SUBJECTS:
        _count(con, run, subject)
    _fill(con)
    con.execute("drop table counted")
    link_quality.build(con, run)


def county_code(con: duckdb.DuckDBPyConnection, run: Run) -> str:
    """12 digits of the county: the settings', else the region table's, else zeros."""
    known = run.rules.county.code or con.execute(COUNTY).fetchall()[0][0] or ""
    return str(known)[:6].ljust(12, "0")


def _count(con: duckdb.DuckDBPyConnection, run: Run, subject: Subject) -> None:
    """Add one subject's indicators to `counted`: all levels in one pass, then one row per indicator."""
    asked = [i for i in load_indicators() if i.of == subject]
    placed = PLACED.format(subject=SUBJECTS[subject])
    levels = LEVELS.format(counts=",\n".join(map(_counts, asked)), placed=placed)
    parameters: dict[str, object] = {"county": county_code(con, run)}
    if "$reference" in levels:
        parameters["reference"] = run.month.last_day
    con.execute(f"create or replace temp table wide as {levels}", parameters)
    for indicator in asked:
        name = indicator.indicator
        con.execute(
            f"insert into counted select level, region, ?, {name}_applicable, {name}_filled, {name}_valid "
            "from wide where region is not null",
            [name],
        )
    con.execute("drop table wide")


def _counts(indicator: Indicator) -> str:
    name, asked = indicator.indicator, applies(indicator)
    return f"""
        count(*) filter ({asked}) as {name}_applicable,
        count(*) filter ({asked} and {filled(indicator)}) as {name}_filled,
        count(*) filter ({asked} and {valid(indicator)}) as {name}_valid"""


def _fill(con: duckdb.DuckDBPyConnection) -> None:
    """Every region that occurs gets all 19 rows, so that nobody has to wonder what a missing one means."""
    con.execute("""
        insert into quality.completeness by name
        with region as (select distinct level, region from counted),
        indicator as (select distinct indicator from counted)
        select
            level, region, indicator,
            coalesce(applicable, 0) as applicable, coalesce(filled, 0) as filled, coalesce(valid, 0) as valid,
            counted.valid / nullif(counted.applicable, 0) as rate
        from region cross join indicator left join counted using (level, region, indicator)
        order by level, region, indicator
    """)
