"""A list that names the owner of a number does not mean him by another name beside the same number.

A ledger lists people once each: where it states one number under its owner's name and under another one in the same
home, or under one that has nothing in common with it in any home, a brother, twin or wife has lent it. Listed twice at
home under a form of address (老王, 欣妈妈) is as a rule the owner; in another home of that list it says nothing of whom
it means: the model weighs the number with home and phone.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names

NAMELESS = ("none", "called_by_surname", "called_otherwise")
"""Levels at which a name does not tell who is meant."""
OTHER = ("one_character", "near", "differs")
"""Levels of a name that may be somebody else's."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Change `linkage._verdict` by `bearer` and `owner` (see `numbers`), and make `lent` (profile, verdict).

    Needs `linkage._row`. Whose number is lent keeps that verdict, whatever the village says (`renamed`).
    """
    bearer = ", ".join(f"bearer.{c} as {c}_l" for c in names.COLUMNS)
    con.execute(f"""
        create or replace temp table lent as
        with beside as (
            select profile, number_key, {names.level_sql()} as level, {names.doubled()} as doubled
            from (select profile, number_key, {bearer}, owner.* exclude (number_key)
                from bearer join owner using (number_key))),
        stated as (
            select distinct profile, beside.number_key, level, doubled, bit, home_key
            from beside join (from linkage._row semi join asked_number using (number_key)) as own using (profile)),
        listed as (select distinct number_key, bit, home_key from stated where level = 'equal'),
        told as (
            select profile, level, bool_or(coalesce(listed.home_key = stated.home_key, false)) as at_home
            from stated join listed using (number_key, bit) where doubled is not true group by profile, level)
        select profile, if(level in {OTHER}, 'borrowed', 'open') as verdict from told
        where (level in {OTHER} and at_home) or (level in {NAMELESS} and not at_home) or level = 'differs'
    """)
    con.execute("""
        update linkage._verdict set stated = lent.verdict, verdict = lent.verdict
        from lent where lent.profile = _verdict.profile and _verdict.verdict <> 'borrowed'
    """)
