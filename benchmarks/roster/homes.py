"""Dwellings lived in or not, and who lives together, against the truth.

A dwelling of the roster is the true one of the same code, else of the same village, estate, building and unit. Of pairs
of persons those count whose living household both truth and roster know; they are counted from sizes.
"""

from __future__ import annotations

import duckdb

from benchmarks.roster import Measure, row, share

DWELLINGS = """
    create table judged_dwelling as
    with spelt as (
        select dwelling, occupied,
            concat_ws('|', region, estate, building_no, regexp_replace(unit_no, '[^0-9]+', '-', 'g')) as key
        from true_dwelling
    ), said as (
        select d.*, concat_ws('|', d.region, t.estate, ltrim(building_no, '0'),
            if(t.estate is null, null, regexp_replace(unit_no, '[^0-9]+', '-', 'g'))) as key
        from month.dwelling d left join (select distinct region, estate from true_dwelling where estate is not null) t
            using (region, estate)
    )
    select said.dwelling_id, said.occupancy, coalesce(c.dwelling, k.dwelling) as dwelling,
        coalesce(c.occupied, k.occupied) as occupied
    from said left join true_dwelling c on c.dwelling = said.dwelling_code
        left join spelt k on k.key = said.key and said.dwelling_code is null
"""

OCCUPANCY = """
    select count(*), count(*) filter (dwelling is not null),
        count(*) filter ((occupancy = 'occupied') = occupied and occupancy <> 'unknown'),
        (select count(*) from true_dwelling anti join judged_dwelling using (dwelling)),
        count(dwelling) - count(distinct dwelling)
    from judged_dwelling
"""

TOGETHER = """
    create table together as
    with told as (
        select true_person, household from member where category in (1, 3, 4) and household is not null
    ), said as (
        select c.person_id, coalesce(c.true_person, c.person_id) as true_person, place.household_id, h.kind
        from counted c join month.person_place place on place.person_id = c.person_id and place.role = 'living'
            join month.household h using (household_id)
        where c.is_first or c.true_person is null
    )
    select true_person, household, household_id, coalesce(left(household, 1) <> 'H', kind = 'collective') as collective
    from told full join said using (true_person)
"""


def homes(con: duckdb.DuckDBPyConnection) -> list[Measure]:
    """Occupancy of dwellings and F1 of pairs in living households, of family households alone besides."""
    con.execute(DWELLINGS)
    con.execute(TOGETHER)
    listed, known, right, unlisted, twice = row(con, OCCUPANCY)
    counted = f"{right:,} of {known:,}; {listed - known:,} in no truth, {twice:,} twice, {unlisted:,} not in the frame"
    return [
        Measure("occupancy of dwellings right", "≥ 97 %", share(right, known), counted),
        _pairs(con, "living household pairs, F1", "≥ 0.97", "true"),
        _pairs(con, "of these in family households, F1", "–", "not collective"),
    ]


def _pairs(con: duckdb.DuckDBPyConnection, name: str, must: str, where: str) -> Measure:
    keys = ("household", "household_id", "(household, household_id)")
    told, said, both = (_count(con, key, where) for key in keys)
    return Measure(name, must, share(2 * both, told + said), f"{told:,} true, {said:,} said, {both:,} both")


def _count(con: duckdb.DuckDBPyConnection, key: str, where: str) -> int:
    known = "household is not null and household_id is not null" if "(" in key else f"{key} is not null"
    sql = f"""select coalesce(sum(n * (n - 1) // 2), 0)::bigint
        from (select count(*) as n from together where {where} and {known} group by {key.strip("()")})"""
    found: int = row(con, sql)[0]
    return found
