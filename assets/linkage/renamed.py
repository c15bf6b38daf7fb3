"""A number that seems borrowed may be the bearer's own under another name of his: two second looks at `_verdict`.

The owner's name is one; he may bear several in other rows (his former name, a name at home), and a row that agrees with
any of them states its own number. And a number is borrowed from somebody for somebody: where the bearer has the owner's
surname, and nobody of the village bears that name with another number or birth date, there is no one who borrowed
it, and the model weighs the number with home and phone. Where the name may be the owner's, written wrongly (one of
three characters differs) or in another script (letters), and nobody of the county bears it otherwise, the number is his
own; if somebody of the village does, it is he who borrowed it. A surname written wrongly (黎峰去 for 李峰云) is weighed
too, if a given character agrees and nobody of the county bears the name. A number that was left open for its name stays
so, unless somebody of the home bears that name with another number: a brother or twin has lent it.
"""

from __future__ import annotations

import duckdb

from assets.linkage import content, names


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Change `linkage._verdict` by `bearer` and `owner` (see `numbers`), and make `linkage._odd`.

    The first look goes by what the bearers of one number say; the second one by the village and the county, and is
    taken anew every month of all that are odd (profile, number_key, name_key, miswritten).
    """
    _known_by_another_name(con)
    _odd(con)
    content.tell(con, "(from linkage._row semi join linkage._odd using (name_key))")
    _nobody_else(con)


def _known_by_another_name(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(f"""
        update linkage._verdict set stated = 'own', verdict = 'own' where profile in (
            with own as (
                select distinct number_key, {", ".join(names.COLUMNS)}
                from bearer join linkage._verdict as v using (profile, number_key)
                where v.verdict = 'own' and name is not null),
            doubtful as (
                select bearer.* from bearer join linkage._verdict as v using (profile, number_key)
                where v.verdict <> 'own' and not other_sex and not other_year),
            compared as (
                select doubtful.profile, {names.sides("doubtful", "own")} from doubtful join own using (number_key))
            select profile from compared where {names.level_sql()} in {names.AGREEING})
    """)


def _odd(con: duckdb.DuckDBPyConnection) -> None:
    """Written otherwise, or borrowed under the owner's surname.

    Where but one character differs, a birth date may be off by a year or two. Under another surname `miswritten` is
    NULL.
    """
    bearer = ", ".join(f"bearer.{c} as {c}_l" for c in names.COLUMNS)
    con.execute(f"""
        create or replace table linkage._odd as
        with doubtful as (
            select profile, number_key, other_year, other_years, foreigner,
                surname_pinyin as surname_pinyin_l, owner.* exclude (number_key), {bearer}
            from bearer join linkage._verdict as v using (profile, number_key)
            join owner using (number_key) anti join (from lent where verdict = 'borrowed') using (profile)
            where v.verdict <> 'own' and not other_sex),
        told as (
            select *, not other_year and {_miswritten()} as miswritten,
                length(name_l) >= 3 and length(name_l) = length(name_r) and surname_l <> surname_r and not other_year
                    and (substr(name_l, 2, 1) = substr(name_r, 2, 1) or substr(name_l, 3, 1) = substr(name_r, 3, 1))
                    as resembling
            from doubtful where full_name_l is not null)
        select profile, number_key, hash(full_name_l) as name_key,
            if(miswritten or surname_l = surname_r, miswritten, null) as miswritten
        from told
        where miswritten or resembling or (surname_l = surname_r
            and (not other_year or (not other_years and {names.near()})))
        union all
        from kept_odd anti join asked_number using (number_key)
    """)


def _miswritten() -> str:
    """One of three characters or more differs, or one side is in letters: a foreigner's name, or a part of the other's.

    A part will do, for a surname is read in several ways (覃 as qin or tan) and letters have several orders.
    """
    surname, given = "surname_pinyin_{0}", "nullif(substr(pinyin_{0}, length(surname_pinyin_{0}) + 1), '')"
    letters = " or ".join(
        f"contains(pinyin_{a}, {part.format(b)})" for a, b in ("lr", "rl") for part in (surname, given)
    )
    return f"""((length(name_l) >= 3 and {names.near()})
        or ((surname_l is null or surname_r is null) and (foreigner or {letters})))"""


def _nobody_else(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._borrower as
        with odd as (
            select profile, p.number, p.full_name, p.number_birth, [p.living, p.hukou, p.household] as homes
            from linkage._odd join linkage._profile as p using (profile)),
        alike as (from linkage._profile where full_name in (select full_name from odd)),
        village as (select distinct profile, unnest([living_region, hukou_region]) as village from alike)
        select odd.profile, bool_or(other.profile is not null) as near,
            bool_or(list_has_any(odd.homes, [p.living, p.hukou, p.household])) as at_home
        from odd join alike as p on p.full_name = odd.full_name
        left join village as own on own.profile = odd.profile
        left join village as other on other.profile = p.profile and other.village = own.village
        where p.number is distinct from odd.number
            and (p.number_status in ('valid', 'upgraded', 'foreign') or p.birth <> odd.number_birth)
        group by odd.profile
    """)
    con.execute("""
        update linkage._verdict set verdict = case
            when stated = 'open' and miswritten is not true then if(at_home, 'borrowed', 'open')
            when near or (miswritten is null and near is not null) then 'borrowed'
            when miswritten and near is null then 'own' else 'open' end
        from linkage._odd as odd left join linkage._borrower using (profile) where odd.profile = _verdict.profile
    """)
    con.execute("drop table linkage._borrower")
