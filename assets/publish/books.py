"""What stands in the workbooks: read from the working database once, handed to the writers as plain rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from assets.quality.acceptance import Acceptance, below_standard
from assets.registry.indicators import load_indicators
from assets.registry.run import Run

Row = tuple[Any, ...]

ROLL = (
    "household_no", "group_no", "tract", "building_no", "unit_no", "head_name", "household_kind", "registered",
    "present", "away", "phone", "address", "note",
)  # fmt: skip
COUNTS = (
    "households", "dwellings", "vacant", "registered", "present", "away", "category_1", "category_2", "category_3",
    "category_4", "male", "female", "age_0_14", "age_15_59", "age_60_64", "age_65_up", "births", "deaths",
)  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """What all workbooks of a month share. `below` are the indicators under the minimum, in Chinese."""

    month: str
    moment: str
    acceptance: Acceptance
    minimum: float
    below: tuple[str, ...]

    @property
    def note(self) -> str:
        """Printed on every page of a month that does not reach the standard; empty for others."""
        return "未达标（暂行，未验收）" if self.acceptance == "provisional" else ""


@dataclass(frozen=True)
class Village:
    """One village's rows: the roll (columns ROLL), summaries (a name, then COUNTS), rates per indicator.

    `rates` holds per indicator of the registry: applicable, valid, rate of the village, rate of the county.
    """

    region: str
    name: str
    place: str
    roll: tuple[Row, ...]
    summary: tuple[Row, ...]
    groups: tuple[Row, ...]
    rates: tuple[Row, ...]


def read_edition(con: duckdb.DuckDBPyConnection, run: Run, acceptance: Acceptance) -> Edition:
    """The month as the workbooks name it."""
    below = set(below_standard(con, run.rules.quality))
    names = tuple(i.zh for i in load_indicators() if i.indicator in below)
    day = run.month.last_day
    moment = f"{day.year}年{day.month}月{day.day}日24时"
    return Edition(run.month.key, moment, acceptance, run.rules.quality.completeness_minimum, names)


def read_villages(con: duckdb.DuckDBPyConnection) -> list[Village]:
    """Every village that has a householder or counts anything at all, in the order of their codes."""
    names = dict(con.execute(_NAMES).fetchall())
    roll = _by_region(con, _ROLL)
    summary = _by_region(con, _SUMMARY)
    groups = _by_region(con, _GROUPS)
    rates = _by_region(con, _RATES)
    return [
        Village(
            region=region,
            name=names.get(region, region),
            place=" ".join(names.get(code, code) for code in _line(region)),
            roll=roll.get(region, ()),
            summary=_named(summary.get(region, ()), region, names),
            groups=groups.get(region, ()),
            rates=rates.get(region, ()),
        )
        for region in sorted(roll.keys() | {code for code, rows in summary.items() if any(rows[0][1:])})
    ]


def _line(region: str) -> tuple[str, str, str]:
    """County, township and village of a village code."""
    return f"{region[:6]}000000", f"{region[:9]}000", region


def _named(rows: tuple[Row, ...], region: str, names: dict[str, str]) -> tuple[Row, ...]:
    """The village's own line, then those of its township and its county."""
    labels = {code: f"{names.get(code, code)}合计" for code in _line(region)[:2]} | {region: names.get(region, region)}
    return tuple((labels[row[0]], *row[1:]) for row in rows)


def _by_region(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, tuple[Row, ...]]:
    """Rows by their first column, which the query sorts by."""
    rows = con.execute(sql).fetchall()
    return {region: tuple(row[1:] for row in group) for region, group in groupby(rows, key=itemgetter(0))}


_NAMES = """
    select code, arg_max(region_name, (valid_from_date, region_name)) from landing.region
    where region_name is not null group by code
"""

_ROLL = f"""
    select roll.region, {", ".join(f"roll.{c}" for c in ROLL)}
    from roster.householder_roll roll
    where roll.region is not null
    order by roll.region, roll.tract, roll.household_no, roll.household_id
"""

_SUMMARY = f"""
    with line as (
        select region, 1 as turn, region as village, * exclude (region) from roster.village_summary
        union all by name
        select left(region, 9) || '000' as region, 2 as turn, {", ".join(f"sum({c})::int as {c}" for c in COUNTS)}
        from roster.village_summary group by all
        union all by name
        select left(region, 6) || '000000' as region, 3 as turn, {", ".join(f"sum({c})::int as {c}" for c in COUNTS)}
        from roster.village_summary group by all
    )
    select village.region, line.region, {", ".join(f"line.{c}" for c in COUNTS)}
    from roster.village_summary village
    join line on line.village = village.region
        or (line.turn = 2 and line.region = left(village.region, 9) || '000')
        or (line.turn = 3 and line.region = left(village.region, 6) || '000000')
    order by village.region, line.turn
"""

_GROUPS = f"""
    with line as (
        select region, 1 as turn, try_cast(group_no as integer) as number,
            coalesce(number || '组', nullif(group_no, ''), '未分组') as name, {", ".join(COUNTS)}
        from roster.group_summary
        union all
        select region, 2 as turn, null as number, '合计' as name, {", ".join(COUNTS)} from roster.village_summary
    )
    select region, name, {", ".join(COUNTS)} from line order by region, turn, number nulls last, name
"""

_RATES = """
    select village.region, village.indicator, village.applicable, village.valid, village.rate, county.rate
    from quality.completeness village
    join quality.completeness county on county.indicator = village.indicator and county.level = 'county'
    where village.level = 'village'
    order by village.region, village.indicator
"""
