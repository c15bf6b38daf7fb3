"""Whose number is it? For every profile that states a usable number: its own, borrowed, or left open to the model.

An equal number with another name, sex or generation is a borrowed number: never a link by itself and no number at all
for the rule that two numbers are two persons (design.md step 3). The owner of a number is whom the police know by it,
else whom it fits (birth date and sex inside it) and most departments name.
"""

from __future__ import annotations

import duckdb

from assets.linkage import content, lent, names, renamed

USABLE = ("valid", "upgraded", "foreign")
GENERATION = 10
"""Years between the stated birth date and the one inside the number that make it somebody else's."""

YEARS = 2
"""Years by which birth dates of one person are told differently (虚岁, retirement); a husband's is often as near."""
NAMELESS = (*lent.NAMELESS, "called")
"""Levels of a name that is none."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._verdict` (profile, number_key, stated, verdict): `own`, `open` or `borrowed` per usable number.

    `stated` is what its bearers say, `verdict` what counts when lists (`lent`), the village (`renamed`) and decisions
    (`bonds`) were heard. Judged anew are the numbers of which a profile changed (`linkage._changed`).
    """
    _bearers(con)
    _owners(con)
    _verdicts(con)
    lent.build(con)
    renamed.build(con)
    con.execute("drop table bearer; drop table owner; drop table asked_number; drop table lent")


def _bearers(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace temp table asked_number as
        select distinct number_key from linkage._changed where number_key is not null
    """)
    content.tell(con, "(from linkage._content semi join asked_number using (number_key))")
    con.execute(f"""
        create or replace temp table bearer as
        select profile, stated.number_key, {", ".join(names.COLUMNS)}, is_self, profile.mask, profile.records,
            surname_pinyin, coalesce(number_status = 'foreign', false) as foreigner,
            {content.police_sql("profile.mask")} as police,
            birth is not null and number_birth is not null and {_years("birth", "number_birth")} >= {GENERATION}
                as other_generation,
            birth = number_birth as same_birth,
            birth is not null and number_birth is not null and substr(birth, 1, 4) <> substr(number_birth, 1, 4)
                as other_year,
            birth is not null and number_birth is not null and {_years("birth", "number_birth")} > {YEARS}
                as other_years,
            coalesce(sex <> number_sex, false) as other_sex
        from linkage._profile as profile join linkage._content as stated using (profile)
        semi join asked_number using (number_key)
    """)


def _years(a: str, b: str) -> str:
    return f"abs(substr({a}, 1, 4)::integer - substr({b}, 1, 4)::integer)"


def _owners(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"""
        create or replace temp table owner as
        with spoken as (
            select number_key, name, bool_or(police and not other_generation) as police,
                bool_or(same_birth) as fits, bool_and(other_generation or other_sex) as unfit,
                bool_or(is_self) as is_self, bit_count(bit_or(mask)) as departments,
                sum(records) as records
            from bearer where name is not null group by number_key, name),
        ranked as (
            select number_key, name, row_number() over (partition by number_key order by police desc, unfit,
                fits desc nulls last, is_self desc, departments desc, records desc, name) as place
            from spoken)
        select number_key, {", ".join(f"min({c}) as {c}_r" for c in (*names.COLUMNS, "surname_pinyin"))}
        from bearer join ranked using (number_key, name)
        where place = 1 group by number_key
    """)


def _verdicts(con: duckdb.DuckDBPyConnection) -> None:
    left = ", ".join(f"bearer.{c} as {c}_l" for c in names.COLUMNS)
    con.execute(f"""
        create or replace table linkage._verdict as
        with beside_owner as (
            select bearer.* exclude ({", ".join(names.COLUMNS)}), {left}, owner.* exclude (number_key)
            from bearer left join owner using (number_key)),
        compared as (select *, {names.level_sql()} as level from beside_owner)
        select profile, number_key, case
            when coalesce(same_birth, true) and not other_sex and ({names.doubled()}) then 'own'
            when level = 'differs' and (other_sex or not coalesce(same_birth, false)) then 'borrowed'
            when level = 'differs' and surname_l <> surname_r then 'borrowed'
            when level in {NAMELESS} and (surname_l <> surname_r or other_sex or other_generation) then 'borrowed'
            when level in {lent.NAMELESS} and other_years then 'borrowed'
            when level = 'called_otherwise' or (level in {NAMELESS} and other_year) then 'open'
            when other_generation and (other_sex or level not in ('equal', 'former')) then 'borrowed'
            when level = 'one_character' and other_year then 'borrowed'
            when level in ('equal', 'former', 'unknown_character') or level in {NAMELESS} then 'own'
            when (other_year and other_sex) or (level = 'near' and (other_year or other_sex)) then 'borrowed'
            when level in ('homophone', 'sound_alike', 'lookalike') and not other_sex and not other_year then 'own'
            else 'open' end as stated, stated as verdict
        from compared
        union all
        select profile, number_key, stated, stated from kept_profile
        where number_key is not null and number_key not in (from asked_number)
    """)
