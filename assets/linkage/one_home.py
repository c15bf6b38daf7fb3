"""Rows of one home that can be of one person only, whatever they say of his name or his year: links made by rule.

Two born on one day in one home under one surname are one person or twins, and twins stand side by side in the registers
that have a row for each of two (`COMPLETE`). So who stands in none of them, beside one person who does, is that person
under another name of his (renamed, written wrongly, read badly), unless a list names both, somebody of the village
bears the name himself, or their cut numbers differ. A cut number says a birth date too. Nobody gives a child the name
of somebody at home: one full name in one home is one person, also where his year was told differently, or as an age,
but not where year, month and day are others. And a bare name of which one character differs, and which nobody else in
the county bears, is that of the housemate whom the list leaves out, if the list is one whose people are known elsewhere
as a rule: a brother who came back, or a cousin who lodges, stands in lists of newcomers.
"""

from __future__ import annotations

import duckdb

from assets.linkage import born_apart, names, sole

COMPLETE = ("police_hukou", "police_migrants", "health_births", "foreign_residents")
"""Registers in which each of two twins has a row of his own (contract.md sections 2.1, 2.2, 2.7, 3.4)."""
GUESSED = ("0101", "0701")
"""Days that registers enter where only the year is known (decision 78): no two of a home are born on one day by it."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Raise these pairs in `linkage._edge` to `sole.BITS`, and add those that are not in it."""
    con.execute(f"""
        create or replace table linkage._self as
        select entity, full_name, coalesce(surname, called_family) as family, sex, sources, written18,
            coalesce(number_good, false) as numbered,
            list_has_any(sources, {list(COMPLETE)}) as registered, lunar, number_head, number_rounded,
            case when length(birth) = 8 then birth
                when length(number_head) = 15 and family is not null then substr(number_head, 7, 8) end as born
        from linkage._entity where is_self
    """)
    con.execute(f"""
        create or replace table linkage._loose as
        with strong as (
            select l as entity, r as other from linkage._edge where weight >= {sole.BITS}
            union all select r, l from linkage._edge where weight >= {sole.BITS})
        select entity from linkage._self where not numbered
        except
        select strong.entity from strong join linkage._self as known on known.entity = other
        where registered or written18 is not null
    """)
    con.execute("create or replace table linkage._housemate as " + _housemates())
    sole.raise_links(con, {"one_birth": _one_birth(), "one_name": _one_name(), "one_character": _one_character()})
    con.execute("drop table linkage._self; drop table linkage._loose; drop table linkage._housemate")


def _housemates() -> str:
    """Who has neither a good number nor a strong link to somebody known, and whoever shares his home.

    If neither sex nor both of birth date and name disagree.
    """
    pairs = " union ".join(
        f"""
        select own.entity, other.entity as person, '{column}' as agrees
        from found as own semi join linkage._loose using (entity)
        join found as other on own.kind = other.kind and own.value = other.value and own.{column} = other.{column}
        where own.entity <> other.entity and coalesce(own.sex = other.sex, true)
        """
        for column in ("born", "full_name")
    )
    return f"""
        with found as (
            select entity, kind, value, born, full_name, sex
            from linkage._place join linkage._self using (entity) where kind in ('dwelling', 'household'))
        {pairs}
    """


def _one_birth() -> str:
    return f"""
        with beside as (
            select own.entity, own.family, own.full_name as own_name, person, other.full_name,
                other.family as other_family, other.registered, other.written18,
                own.number_head is null or other.number_head is null or list_has_any(
                    [own.number_head, own.number_rounded], [other.number_head, other.number_rounded]) as one_head
            from linkage._housemate join linkage._self as own using (entity)
            join linkage._self as other on other.entity = person
            where agrees = 'born' and not own.registered and right(own.born, 4) not in {GUESSED}),
        alone as (
            select entity, any_value(own_name) as own_name, min(full_name) filter (where registered) as name
            from beside group by entity
            having count(distinct written18) <= 1 and if(count(full_name) filter (where registered) > 0,
                count(distinct full_name) filter (where registered),
                count(distinct person) filter (where registered)) = 1),
        listed as ({_listed("alone", "name")}),
        borne as (
            select alone.entity from alone join linkage._place as own on own.entity = alone.entity
            join linkage._self as other on other.full_name = own_name
            join linkage._place as near on near.entity = other.entity and near.value = own.value
            join linkage._self as self on self.entity = alone.entity
            where own.kind = 'village' and near.kind = 'village' and other.born <> self.born)
        select entity, person from beside join alone using (entity)
        where registered and full_name is not distinct from name and one_head
            and coalesce(family = other_family, (family is not null or beside.own_name is null)
                and (other_family is not null or full_name is null))
            and entity not in (from listed) and entity not in (from borne)
    """


def _one_name() -> str:
    return f"""
        with beside as (
            select entity, person, other.written18,
                abs(left(own.born, 4)::integer - left(other.born, 4)::integer) <= {born_apart.YEARS}
                    and not {born_apart.unlike("own", "other", "born", 1)} as near
            from linkage._housemate join linkage._self as own using (entity)
            join linkage._self as other on other.entity = person
            where agrees = 'full_name' and length(own.full_name) >= 2)
        select entity, min(person) filter (where written18 is not null) as person from beside group by entity
        having count(distinct written18) = 1 and bool_and(near)
    """


def _one_character() -> str:
    return f"""
        with once as (
            select full_name from (
                select full_name from linkage._self union all select other from linkage._entity)
            group by full_name having count(*) = 1),
        bare as (
            select entity, own.* exclude (entity) from linkage._loose join linkage._entity as own using (entity)
            semi join once using (full_name)
            where length(name) >= 3 and birth is null and coalesce(number, number_head) is null
                and list_has_any(sources, ({sole.known()}))),
        met as (
            select distinct own.entity, other.entity as person
            from bare join linkage._place as own using (entity)
            join linkage._place as other on other.kind = own.kind and other.value = own.value
            where own.kind in ('dwelling', 'household')),
        resembling as (
            select met.entity, person, full_name_r as name from (
                select met.*, {names.sides("bare", "other")} from met join bare using (entity)
                join linkage._entity as other on other.entity = person
                where other.is_self and coalesce(bare.sex = other.sex, true)) as met
            where {names.one_character()}),
        alone as (
            select entity, min(name) as name from resembling group by entity having count(distinct name) = 1),
        listed as ({_listed("alone", "name")})
        select entity, person from resembling semi join alone using (entity) where entity not in (from listed)
    """


def _listed(named: str, name: str) -> str:
    """SQL of those entities of a table whose list has a row of that name in their home."""
    return f"""
        select named.entity from {named} as named join linkage._member using (entity)
        join linkage._row as own using (profile)
        join linkage._row as other on other.bit = own.bit and other.home_key = own.home_key
        where other.is_self and other.name_key = hash({name})
    """
