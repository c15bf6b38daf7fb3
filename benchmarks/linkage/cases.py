"""The planted cases: whom a new person resembles, and whose number stands in somebody's row.

`planted`: kind, member (the new true person), host (whom he resembles), body (whose rows are copied for him), name,
number, birth, phone. `lent`: host, lender, path, sheet, row, number: a row of the host with the lender's number.
"""

from __future__ import annotations

import duckdb

from benchmarks.linkage import hosts
from benchmarks.linkage.county import County

KINDS = ("twin", "homonym", "father_son", "borrowed")
GENERATION = 26
"""Years between father and son."""
OLDEST, YOUNGEST = 1952, 1978
"""Years in which the fathers are born."""
KIN = 0.5
"""Share of the lent numbers that come from the same household."""

_CHECKED = """
    create or replace temp macro checked(body) as body || substr('10X98765432', 1 + (list_sum(list_transform(
        range(1, 18), lambda place: substr(body, place, 1)::integer
            * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][place])) % 11)::integer, 1)
"""
# Another order number of the same sex on the same day in the same area; one of these is free.
_NUMBER = """
    checked(substr({number}, 1, 6) || {birth} || lpad(((substr({number}, 15, 3)::integer + 2 * {step}) % 1000)::varchar,
        3, '0'))
"""
_TWINS = """
    with free as (select *, row_number() over (order by turn) as place from ordinary where not used),
    beside as (
        select free.*, left(free.name, -1) || right(other.name, 1) as new_name
        from free join free as other on other.place = free.place + 1
            and right(other.name, 1) <> right(free.name, 1))
    select 'twin' as kind, true_person as host, true_person as body, new_name as name, number, birth
    from beside order by turn limit $cases
"""
_FATHERS = f"""
    with free as (
        select *, left(birth, 4)::integer as year, right(name, 1) as letter
        from ordinary where not used and sex = '1'),
    homophone as (
        select own.letter, min(other.letter) as other
        from letter as own join letter as other on other.sound = own.sound and other.letter <> own.letter
        group by own.letter)
    select 'father_son' as kind, true_person as host, true_person as body, left(name, -1) || other as name, number,
        (year + {GENERATION})::varchar || substr(birth, 5, 2) || least(right(birth, 2), '28') as birth
    from free join homophone using (letter) where year between {OLDEST} and {YOUNGEST} order by turn limit $cases
"""
_HOMONYMS = """
    with free as (select * from ordinary where not used order by turn limit 4 * $cases),
    queued as (select *, row_number() over (order by sex, birth, turn) as place from free)
    select 'homonym' as kind, own.true_person as host, other.true_person as body, own.name, own.number, own.birth
    from queued as own join queued as other on other.place = own.place + 1
    where own.place % 2 = 1 and own.sex = other.sex and own.village <> other.village and own.name <> other.name
    order by own.turn limit $cases
"""
_LENT = f"""
    create or replace temp table lent as
    with free as (select *, row_number() over (order by turn) as place from ordinary where not used),
    kin as (
        select own.true_person, arg_min(other.true_person, other.turn) as lender
        from free as own join free as other using (household) where own.true_person < other.true_person
        group by own.true_person),
    pair as (
        select own.true_person as host, if(own.place % 100 < 100 * {KIN}, coalesce(kin.lender, other.true_person),
                other.true_person) as lender, own.turn
        from free as own join free as other on other.place = own.place + 1
            left join kin on kin.true_person = own.true_person
        where own.place % 2 = 1),
    stated as (
        select pair.*, path, sheet, row, row_number() over (partition by host order by md5(record_id)) as choice
        from pair join said on said.true_person = host
        where id_status = 'valid' and not starts_with(source, 'police_') and layout <> 'self_declarations')
    select host, lender, path, sheet, row, number
    from stated join ordinary on ordinary.true_person = lender where choice = 1 order by stated.turn limit $cases
"""


def choose(con: duckdb.DuckDBPyConnection, county: County, cases: int) -> None:
    """Make temp tables `planted` and `lent` with so many cases of each kind, fewer where the county is too small."""
    hosts.choose(con, county)
    con.execute(_CHECKED)
    con.execute("alter table ordinary add column used boolean default false")
    con.execute("""
        create or replace temp table planted
        (kind varchar, member varchar, host varchar, body varchar, name varchar, number varchar, birth varchar,
            phone varchar)
    """)
    for chosen in (_TWINS, _FATHERS, _HOMONYMS):
        _plant(con, chosen, cases)
    con.execute(_LENT, {"cases": cases})


def _plant(con: duckdb.DuckDBPyConnection, chosen: str, cases: int) -> None:
    """Give each new person a number that nobody has, and a phone of his own; their models are used up."""
    numbered = _NUMBER.format(number="number", birth="birth", step="step")
    con.execute(
        f"""
        insert into planted by name
        with chosen as ({chosen}),
        offered as (select *, {numbered} as offer, step from chosen cross join (select unnest(range(1, 40)) as step)),
        open as (
            select * from offered
            where offer not in (select id_number from standard.person_record where id_number is not null)
                and offer not in (select number from planted)),
        numbered as (
            select kind, 'Q' || kind || host as member, host, body, name,
                arg_min(offer, md5(host || step)) as number, birth,
                '19' || lpad((('0x' || left(md5(host), 8))::bigint % 1000000000)::varchar, 9, '0') as phone
            from open group by all)
        select * from numbered qualify row_number() over (partition by number order by host) = 1 order by host
        """,
        {"cases": cases},
    )
    con.execute("""
        update ordinary set used = true
        where true_person in (select host from planted union select body from planted)
    """)
