"""A number that seems borrowed may be the bearer's own under another name of his: two second looks at `_verdict`.

The owner's name is one; he may bear several in other rows (his former name, a name at home), and a row that agrees with
any of them states its own number. And a number is borrowed from somebody for somebody: where the bearer has the owner's
surname, and nobody of the village bears that name with another number or birth date, there is no one who borrowed
it, and the model weighs the number with home and phone.
"""

from __future__ import annotations

import duckdb

from assets.linkage import content, names


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Change `linkage._verdict` by `bearer` and `owner` (see `numbers`), and make `linkage._odd`.

    The first look goes by what the bearers of one number say; the second one by the village, and is taken anew every
    month of all that are odd (profile, number_key, name_key).
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
    """Borrowed under the owner's surname; where but one character differs, a birth date may be off by a year or two."""
    bearer = ", ".join(f"bearer.{c} as {c}_l" for c in names.COLUMNS)
    con.execute(f"""
        create or replace table linkage._odd as
        select profile, number_key, hash(full_name_l) as name_key from (
            select profile, number_key, other_year, other_years, owner.* exclude (number_key), {bearer}
            from bearer join linkage._verdict as v using (profile, number_key)
            join owner using (number_key) where v.verdict = 'borrowed' and not other_sex)
        where surname_l = surname_r and full_name_l is not null
            and (not other_year or (not other_years and {names.near()}))
        union all
        from kept_odd anti join asked_number using (number_key)
    """)


def _nobody_else(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        update linkage._verdict set verdict = 'open' where profile in (
            with odd as (
                select profile, p.number, p.full_name, p.number_birth
                from linkage._odd join linkage._profile as p using (profile)),
            alike as (from linkage._profile where full_name in (select full_name from odd)),
            village as (
                select distinct profile, unnest([living_region, hukou_region]) as village from alike),
            borrower as (
                select odd.profile from odd join alike as p on p.full_name = odd.full_name
                join village as own on own.profile = odd.profile
                join village as other on other.profile = p.profile and other.village = own.village
                where p.number is distinct from odd.number
                    and (p.number_status in ('valid', 'upgraded', 'foreign') or p.birth <> odd.number_birth))
            select profile from odd where profile not in (select profile from borrower))
    """)
