"""How surely an entity without a number is one of those known: the odds of its source, where only one person fits.

The names must agree, or resemble each other at one home (老王 where one Wang is left, a child without a name); neither
birth year nor, of those that only resemble, the sex may speak against it. Where the places differ, the odds are less
by what that counts from a source of old addresses (strays.py). Who has no name is claimed by all of a family: where
another of it, known without a number, is as well supported, nobody is chosen.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names

UNLIKE = ("called_otherwise", "differs")
"""Levels of a name that is another one, wherever it is found."""


def build(con: duckdb.DuckDBPyConnection, margin: float) -> None:
    """Make `linkage._choice` of `linkage._best`, `_towards`, `_known` and `_stray`; drops `linkage._best`."""
    _alike(con, margin)
    con.execute(f"""
        create or replace table linkage._choice as
        with expected as (
            select entity, min(coalesce(known.bits, 0)) + if(home, 0, min(coalesce(stray.bits, 0))) as bits
            from (select alike.*, unnest(sources) as source
                from linkage._alike as alike join linkage._entity using (entity))
            left join linkage._known as known using (source) left join linkage._stray as stray using (source)
            group by entity, home),
        claimed as (
            select best.entity, {names.sides("chosen", "rival")} from linkage._best as best
            join linkage._entity as own on own.entity = best.entity and own.name is null
            join linkage._entity as chosen on chosen.entity = speaker
            join linkage._towards as towards on towards.entity = best.entity
            join linkage._entity as rival on rival.entity = towards.other
            where towards.weight > best.weight - {margin} and rival.written18 is null and rival.name is not null),
        contested as (select entity from claimed where {names.level_sql()} not in {names.AGREEING})
        select best.entity, number, weight, clear and best.entity not in (from contested) as clear,
            weight + coalesce(bits, 0) as bits
        from linkage._best as best left join expected using (entity)
    """)
    con.execute("drop table linkage._best")
    con.execute("drop table linkage._alike")


def _alike(con: duckdb.DuckDBPyConnection, margin: float) -> None:
    """`linkage._alike`: entity, home (whether the two are found at one; true where nothing can be compared)."""
    con.execute(f"""
        create or replace table linkage._alike as
        with beside as (
            select best.entity, {names.sides("e", "n")}, coalesce(e.sex = n.sex, true) as same_sex,
                coalesce(substr(e.birth, 1, 4) = substr(n.birth, 1, 4)
                    or substr(e.birth, 1, 6) = n.month_next_year or substr(n.birth, 1, 6) = e.month_next_year, true)
                as fits
            from linkage._best as best join linkage._entity as e on e.entity = best.entity
            join linkage._entity as n on n.entity = best.speaker),
        met as (
            select best.entity, bool_or(own.value = other.value and own.kind <> 'village') as home
            from linkage._best as best join linkage._place as own on own.entity = best.entity
            join linkage._place as other on other.entity = speaker and other.kind = own.kind
            group by best.entity),
        outdone as (
            select best.entity from linkage._best as best join linkage._towards as towards using (entity)
            group by best.entity, best.weight having max(towards.weight) > best.weight + {margin}),
        judged as (select entity, fits, same_sex, {names.level_sql()} as level from beside)
        select entity, coalesce(home, true) as home from judged left join met using (entity)
        where fits and (level in {names.AGREEING}
            or (home and same_sex and level not in {UNLIKE} and entity not in (from outdone)))
    """)
