"""How surely an entity without a number is one of those known: the odds of its source, where only one person fits.

- The names must agree, or resemble each other at one home (老王 where one Wang is left, a child without a name);
  neither the birth year nor, of those that only resemble, the sex may speak against it.
- Where the places differ, the odds are less by what that counts from a source of old addresses (source_rates.py).
- Nor do they count elsewhere for who shares a home with a like-sounding name: he may be its bearer, written wrongly.
- A name that differs in one character is a brother's as a rule, and on one birthday a twin's; if nobody else in the
  county bears it, it is a name written wrongly, and counts at his home as much as a look-alike.
- Who has no name is claimed by all of a family: where another of it, known without a number, is as well supported,
  nobody is chosen; whoever is bound for the same number is no other.
"""

from __future__ import annotations

from math import log2

import duckdb

from assets.linkage import model, names

UNLIKE = ("called_otherwise", "differs")
"""Levels of a name that is another one, wherever it is found."""


def build(con: duckdb.DuckDBPyConnection, margin: float, into: str) -> None:
    """Make `linkage._<into>` of `linkage._best`, `_towards` and `linkage.source_rate`; drops `linkage._best`.

    entity, number, speaker, weight, clear, bits.
    """
    _alike(con, margin)
    con.execute(f"""
        create or replace table linkage._{into} as
        with expected as (
            select entity, if(miswritten, {_written_wrongly()}, 0) + min(coalesce(known_bits, 0))
                + if(home, 0, min(coalesce(stray_bits, 0))) as bits
            from (select alike.*, unnest(sources) as source
                from linkage._alike as alike join linkage._entity using (entity))
            left join linkage.source_rate using (source)
            group by entity, home, miswritten),
        bound as (
            select entity, number from linkage._best where clear and weight >= {margin}
            union all select entity, number from linkage._speaker),
        claimed as (
            select best.entity, {names.sides("chosen", "rival")} from linkage._best as best
            join linkage._entity as own on own.entity = best.entity and own.name is null
            join linkage._entity as chosen on chosen.entity = speaker
            join linkage._towards as towards on towards.entity = best.entity
            join linkage._entity as rival on rival.entity = towards.other
            where towards.weight > best.weight - {margin} and rival.written18 is null and rival.name is not null
                and (rival.entity, best.number) not in (select (entity, number) from bound)),
        contested as (select entity from claimed where {names.level_sql()} not in {names.AGREEING})
        select best.entity, number, speaker, weight, clear and best.entity not in (from contested) as clear,
            weight + coalesce(bits, 0) as bits
        from linkage._best as best left join expected using (entity)
    """)
    con.execute("drop table linkage._best")
    con.execute("drop table linkage._alike")


def _alike(con: duckdb.DuckDBPyConnection, margin: float) -> None:
    """`linkage._alike`: entity, home (whether the two share one; true where nothing compares), miswritten.

    Written wrongly is the name of a row without birth date and number: elsewhere the model has more to weigh.
    """
    con.execute(f"""
        create or replace table linkage._alike as
        with beside as (
            select entity, full_name_l as full_name, same_sex, fits, {names.level_sql()} as level, bare,
                bare and sources = 1 and length(name_l) >= 3 as alone, name_l as name, same_birth
            from (
                select best.entity, {names.sides("e", "n")}, coalesce(e.sex = n.sex, true) as same_sex,
                    coalesce(substr(e.birth, 1, 4) = substr(n.birth, 1, 4)
                        or substr(e.birth, 1, 6) = n.month_next_year or substr(n.birth, 1, 6) = e.month_next_year, true)
                    as fits,
                    coalesce(length(e.birth) = 8 and e.birth = n.birth, false) as same_birth,
                    e.birth is null and coalesce(e.number, e.number_head) is null as bare, len(e.sources) as sources
                from linkage._best as best join linkage._entity as e on e.entity = best.entity
                join linkage._entity as n on n.entity = best.speaker)),
        met as (
            select best.entity, bool_or(own.value = other.value and own.kind <> 'village') as home
            from linkage._best as best join linkage._place as own on own.entity = best.entity
            join linkage._place as other on other.entity = speaker and other.kind = own.kind
            where own.kind <> 'alias' group by best.entity),
        outdone as (
            select best.entity from linkage._best as best join linkage._towards as towards using (entity)
            group by best.entity, best.weight having max(towards.weight) > best.weight + {margin}),
        parted as (
            select distinct unnest([l, r]) as entity from linkage._ruled
            join linkage._place as a on a.entity = l
            join linkage._place as b on b.entity = r and b.kind = a.kind and b.value = a.value
            where rule = 'namesake' and a.kind in ('dwelling', 'household', 'phone')),
        borne as (
            select name from (
                select full_name as name from linkage._entity union all select other from linkage._entity)
            semi join (select full_name as name from beside where bare) using (name)
            group by name having count(*) > 1),
        judged as (
            select entity, fits and not (same_birth and level = 'one_character') as fits, same_sex, level,
                alone and name not in (from borne) as unborne
            from beside)
        select entity, coalesce(home, true) as home, coalesce(home and unborne, false) and level = 'one_character'
            as miswritten
        from judged left join met using (entity)
        where fits and (home or entity not in (from parted)) and (level in {names.AGREEING}
            or (home and same_sex and level not in {UNLIKE} and entity not in (from outdone)))
    """)


def _written_wrongly() -> float:
    """Bits from one differing character, as brothers have it, to a character taken for another."""
    weights = {
        level["label_for_charts"]: log2(level["m_probability"] / level["u_probability"])
        for comparison in model.load(model.TRAINED_ON)["comparisons"]
        if comparison["output_column_name"] == "name"
        for level in comparison["comparison_levels"]
        if "m_probability" in level
    }
    return weights["lookalike"] - weights["one_character"]
