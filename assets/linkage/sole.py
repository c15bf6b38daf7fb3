"""Rows that the model finds faint though only one person of the county can be meant: links by what nobody else bears.

- A name in three characters or more that one person alone bears is his in a source that does not list him yet, if no
  birth date or sex speaks against it, and his village agrees, or sex and birth year do, or the source is one whose
  people other registers know as a rule (`KNOWN`): lists keep old addresses (source_rates.py). Where somebody was found
  is no home: there sex and estimated year decide.
- Who changed his name is known by the digits that a spreadsheet left of his number, if they begin one number only and
  birth date, sex, surname and phone or dwelling agree; who is only called by his surname or given name, or whose name
  differs in one character and is borne by nobody else, also without the latter.

Names that have anything else in common are left to the model.
"""

from __future__ import annotations

import duckdb

from assets.linkage import born_apart, names, ruled
from assets.registry.sources import layouts_that_stay, load_layouts

BITS = 10.0
"""Weight of such a link: certain, but a rival of like sound at the row's own home leaves it open (choice.py)."""
YEARS = 3
"""Years by which somebody's guess at an age may be off."""
KNOWN = 5.0
"""Bits from which nearly everybody of a source is known elsewhere (source_rates.py; decision 77)."""
CALLED = ("called", "called_by_surname")


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Raise these pairs in `linkage._edge` to `BITS`, and add those that are not in it."""
    raise_links(con, {"only_bearer": _only_bearer(), "cut_number": _cut_number()})


def raise_links(con: duckdb.DuckDBPyConnection, pairs: dict[str, str]) -> None:
    """Raise pairs in `linkage._edge` to `BITS`, add those that are not in it, and tell of both (`ruled`).

    `pairs`: a query of pairs (entity, person) by the rule that joins them.
    """
    asked = " union all ".join(f"select '{rule}' as rule, entity, person from ({sql})" for rule, sql in pairs.items())
    con.execute(f"""
        create or replace table linkage._sole as
        with asked as (
            select distinct least(entity, person) as l, greatest(entity, person) as r, rule from ({asked}))
        from asked anti join (from linkage._edge where weight >= {BITS}) using (l, r)
    """)
    con.execute("delete from linkage._edge where (l, r) in (select (l, r) from linkage._sole)")
    con.execute(f"""
        insert into linkage._edge by name
        select distinct l, r, {BITS}::double as weight, {1 - 1 / (1 + 2**BITS)} as probability from linkage._sole
    """)
    ruled.joined(con, "linkage._sole")
    con.execute("drop table linkage._sole")


def known() -> str:
    """SQL of the list of sources whose people other registers know as a rule."""
    return f"select coalesce(list(source), []) from linkage.source_rate where known_bits >= {KNOWN}"


def _only_bearer() -> str:
    found = [load_layouts()[name][0].source for name in layouts_that_stay("found")]
    return f"""
        with bare as (
            select entity, full_name, sex, birth, lunar, sources, list_has_any(sources, {found}) as homeless
            from linkage._entity where is_self and length(name) >= 3 and coalesce(number, number_head) is null),
        bearer as (
            select entity, full_name as name, birth, sex, sources, written18 from linkage._entity
            union select entity, other, birth, sex, sources, written18 from linkage._entity where other is not null),
        alone as (
            select bare.entity, min(p.entity) filter (where p.written18 is not null) as person
            from bare join bearer as p on p.name = bare.full_name and p.entity <> bare.entity
            group by bare.entity
            having count(*) filter (where p.written18 is not null) = 1 and count(distinct p.birth) = 1
                and not bool_or(list_has_any(p.sources, bare.sources))
                and bool_and(coalesce(p.sex = bare.sex, true))),
        guessed as (
            select member.entity, avg(year(said.birth_date)) as year
            from alone join linkage._member as member on member.entity = alone.entity
            join linkage._row using (profile) join standard.person_record as said on said.rowid = place
            where birth_estimated group by member.entity),
        village as (select entity, value from linkage._place where kind = 'village'),
        met as (
            select distinct alone.entity from alone join village as own on own.entity = alone.entity
            join village as other on other.entity = person and other.value = own.value),
        weighed as (
            select alone.entity, person, homeless, alone.entity in (from met) as same_village,
                bare.sex = p.sex as same_sex,
                left(bare.birth, 4) = left(p.birth, 4) as same_year,
                {born_apart.unlike("bare", "p")} as other_birth,
                list_has_any(bare.sources, ({known()})) as of_list,
                abs(guessed.year - substr(p.birth, 1, 4)::integer) <= {YEARS} as same_age
            from alone join bare using (entity) join linkage._entity as p on p.entity = person
            left join guessed on guessed.entity = alone.entity)
        select entity, person from weighed
        where coalesce(same_age, true) and coalesce(same_year, true) and not other_birth
            and if(homeless, same_sex and same_age, same_village or (same_year and same_sex) or of_list)
    """


def _cut_number() -> str:
    return f"""
        with whole as (
            select entity, number_head as head from linkage._entity where number is not null
            union select entity, number_rounded from linkage._entity where number is not null),
        begun as (
            select cut.entity, min(whole.entity) as person
            from linkage._entity as cut join whole on head = cut.number_head
            where cut.is_self and cut.number is null and length(cut.birth) = 8
            group by cut.entity having count(*) = 1),
        renamed as (
            select begun.*, cut.number_head, cut.sources, {names.sides("cut", "whole")}
            from begun join linkage._entity as cut on cut.entity = begun.entity
            join linkage._entity as whole on whole.entity = person
            where whole.written18 is not null and cut.birth = whole.birth and cut.sex = whole.sex
                and not list_has_any(cut.sources, whole.sources)),
        near as (
            select distinct renamed.entity from renamed join linkage._place as own on own.entity = renamed.entity
            join linkage._place as other on other.entity = person and other.kind = own.kind and other.value = own.value
            where own.kind in ('phone', 'dwelling')),
        bearer as (
            select full_name as name, number_head from linkage._entity
            union all select other, number_head from linkage._entity),
        borne as (
            select renamed.entity from renamed join bearer on bearer.name = full_name_l
            where bearer.number_head is distinct from renamed.number_head)
        select entity, person from renamed where {names.level_sql()} in {CALLED}
            or (surname_l = surname_r and entity not in (from borne)
                and ({names.level_sql()} = 'one_character'
                    or ({names.level_sql()} = 'differs' and entity in (from near))))
    """
