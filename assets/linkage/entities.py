"""Profiles that one own number holds together become one entity, with all that they say side by side.

Equal number and agreeing name settle most links exactly (NHS and ONS practice: the cheap deterministic pass first), so
the model scores only what is left, and against everything that is known of a person instead of one row at a time.
Grain of `linkage._entity`: an owned number, or one profile without an own number, and so is its id: the same from month
to month.
`written18` is the number for the rule that two numbers are two persons: 18 digits as written, check digit right, own.
"""

from __future__ import annotations

import duckdb

from assets.linkage import beside, changes, content, lunar, places, source_rates

SEVERAL = 4
"""Values of one kind (phones, dwellings, villages, households) that the model compares; more are rare."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._member` (profile, entity), `linkage._entity`, `linkage._place` and `linkage._touched` (entity).

    Those of which nothing changed since last month are taken from there; `_touched` are those that the model has to
    look at again.
    """
    con.execute("""
        create or replace table linkage._member as
        select profile, if(judged.verdict = 'own', (judged.number_key >> 2)::bigint, profile) as entity
        from linkage._content left join linkage._verdict as judged using (profile)
    """)
    places.parents(con)
    places.crowds(con)
    changes.asked(con)
    content.tell(con, "(from linkage._member semi join linkage._asked using (entity))")
    places.build(con)
    _said(con)
    _entity(con)
    lunar.build(con)
    if source_rates.counted_anew(con):
        beside.build(con)
    _keep(con)
    _aliases(con)
    changes.touched(con)
    con.execute("drop table said; drop table profile_place; drop table entity_place; drop table said_together")


def _keep(con: duckdb.DuckDBPyConnection) -> None:
    """Those that nobody asks for stay as they were; `linkage._look` (entity, look) tells whether the others do."""
    con.execute("""
        create or replace table linkage._look as
        select entity, hash(*columns(* exclude (sources, records))) as look from linkage._entity
        union all from kept_look anti join linkage._asked using (entity)
    """)
    con.execute("create temp view if not exists kept_entity as from linkage._entity limit 0")
    con.execute("insert into linkage._entity by name from kept_entity anti join linkage._asked using (entity)")
    con.execute("""
        insert into linkage._place
        select entity, kind, value from kept_place anti join linkage._asked using (entity) where kind <> 'alias'
    """)


def _said(con: duckdb.DuckDBPyConnection) -> None:
    """What an entity's profiles say; an own number says birth date and sex, a borrowed number is not said at all.

    Nor are the birth date and sex that a borrowed number brought with it: systems fill them in from the number.
    """
    con.execute("""
        create or replace temp table said as
        select entity, profile, verdict.verdict, is_self, name, other, mask, p.records,
            if(verdict.verdict = 'borrowed', null, p.number) as number,
            if(verdict.verdict = 'borrowed', 'none', number_status) as number_status,
            case when verdict.verdict = 'own' then coalesce(number_birth, birth)
                when verdict.verdict = 'borrowed' and birth = number_birth then null else birth end as birth,
            case when verdict.verdict = 'own' then coalesce(number_sex, sex)
                when verdict.verdict = 'borrowed' and birth = number_birth then null else sex end as sex,
            called_family, called_given, p.birth as written_birth
        from linkage._profile as p join linkage._member using (profile) semi join linkage._asked using (entity)
        left join linkage._verdict as verdict using (profile)
    """)


def _entity(con: duckdb.DuckDBPyConnection) -> None:
    sources = ", ".join(f"'{source}'" for source in content.bits())
    con.execute(f"""
        create or replace temp table said_together as
        with named as (
            select entity, name, min(profile) as profile, sum(records) as records,
                {content.police_sql("bit_or(mask)")} as police
            from said where name is not null group by entity, name),
        ranked as (
            select *, row_number() over (partition by entity order by police desc, records desc, name) as place
            from named),
        called as (
            select entity, min(profile) filter (where place = 1) as profile,
                min(name) filter (where place = 2) as second
            from ranked group by entity),
        told as (
            select entity, bool_or(is_self) as is_self, min(other) as former,
                list_sort(list(distinct written_birth) filter (where length(written_birth) = 8)) as births,
                if(count(name) = 0, min(called_family), null) as called_family,
                if(count(name) = 0, min(called_given), null) as called_given,
                mode(sex order by sex) as sex, mode(birth order by birth) as birth, {_number()},
                bit_or(mask) as mask,
                sum(records) as records
            from said group by entity),
        known as (
            select mask, list_filter([{sources}], lambda source, i: (mask >> (i - 1)) & 1 = 1) as sources
            from (select distinct mask from told))
        select told.entity, told.is_self, p.name, p.full_name, coalesce(former, second) as other, p.pinyin, p.sound,
            p.shape, p.surname, p.given, p.surname_pinyin, {_digits()},
            told.* exclude (entity, is_self, former, whole, cut, births, mask, records),
            {_first("phones", "phone")}, {_first("dwellings", "dwelling")}, {_first("villages", "village")},
            {_first("households", "household")}, told.births, sources, told.records
        from told join known using (mask) left join called using (entity)
        left join linkage._profile as p on p.profile = called.profile
        left join entity_place as place on place.entity = told.entity
    """)


def _aliases(con: duckdb.DuckDBPyConnection) -> None:
    """Former names, and the names that somebody else gives as his former one, stand among the places as `alias`."""
    con.execute("""
        insert into linkage._place
        select entity, 'alias', hash(other) from linkage._entity where other is not null
        union all
        select entity, 'alias', hash(full_name) from linkage._entity
        where full_name in (select other from linkage._entity)
    """)


def _number() -> str:
    return """
        min(number) filter (where number_status <> 'truncated') as number,
        bool_or(number_status in ('valid', 'upgraded', 'foreign')) as number_good,
        min(number) filter (where number_status in ('valid', 'upgraded')) as whole,
        min(number) filter (where number_status = 'truncated') as cut,
        min(number) filter (where number_status = 'valid' and verdict = 'own') as written18
    """


def _digits() -> str:
    """What a spreadsheet leaves of a number: 15 leading digits, of which the last is rounded; a text file leaves 6.

    A double is off by up to 32 there, and what is written with 16 digits is rounded twice: from 418 up, not from 500.
    """
    return """
        coalesce(substr(whole, 1, 15), if(length(cut) >= 15, substr(cut, 1, 15), null)) as number_head,
        (substr(whole, 1, 15)::ubigint + (substr(whole, 16) >= '418')::integer)::varchar as number_rounded,
        substr(coalesce(whole, cut), 1, 6) as number_area
    """


def _first(values: str, column: str) -> str:
    return ", ".join(f"{values}[{i}] as {column}_{i}" for i in range(1, SEVERAL + 1))
