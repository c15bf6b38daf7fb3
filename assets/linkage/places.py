"""Where an entity is found: phones, dwellings, villages and households, as numbers only ever compared for equality.

A household is the source's own household number inside its scope; a child also belongs to the households in which the
mother, father or guardian of its row stands with an own number, so that a newborn meets its later hukou record there.
"""

from __future__ import annotations

import duckdb

CROWD = 25
"""A dwelling or household with more different names is a dormitory, an office or a blank address: no evidence."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._profile_place` (profile, kind, value) and, without crowds, `linkage._place` (entity, kind, value).

    And `linkage._entity_place`: entity, a list of values per kind.
    """
    _stated(con)
    _of_parents(con)
    con.execute("""
        create or replace table linkage._entity_place as
        select entity,
            list_sort(list(distinct value) filter (where kind = 'phone')) as phones,
            list_sort(list(distinct value) filter (where kind = 'dwelling')) as dwellings,
            list_sort(list(distinct value) filter (where kind = 'village')) as villages,
            list_sort(list(distinct value) filter (where kind = 'household')) as households
        from linkage._place group by entity
    """)


def _stated(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._profile_place as
        with address as (
            select profile, string_split(living, '|') as part from linkage._profile where living is not null
            union all
            select profile, string_split(hukou, '|') from linkage._profile where hukou is not null),
        region as (
            select profile, living_region as region from linkage._profile
            union all select profile, hukou_region from linkage._profile
            union all select profile, part[1] from address)
        select profile, 'phone' as kind, hash(phone) as value from linkage._profile where phone is not null
        union all
        select profile, 'dwelling', hash(part[1], part[3], part[4]) from address
        where part[3] <> '' or part[4] <> ''
        union all
        select profile, 'village', hash(region) from region where length(region) = 12
        union all
        select profile, 'household', hash(household) from linkage._profile where household is not null
    """)
    con.execute(f"""
        create or replace table linkage._place as
        with of_entity as (
            select distinct entity, kind, value from linkage._profile_place join linkage._member using (profile)),
        crowded as (
            select kind, value from linkage._profile_place join linkage._profile using (profile)
            where kind in ('dwelling', 'household') group by kind, value having count(distinct name) > {CROWD})
        select of_entity.* from of_entity anti join crowded using (kind, value)
    """)


def _of_parents(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        insert into linkage._place
        with parent as (
            select record.record_id, record.of_record_id, member.entity
            from linkage._record_profile as record join linkage._member as member using (profile)
            join standard.person_record as said using (record_id)
            join linkage._verdict as verdict on verdict.profile = record.profile and verdict.verdict = 'own'
            where said.role in ('mother', 'father', 'guardian')),
        child as (
            select distinct member.entity, parent.entity as parent
            from parent join linkage._record_profile as record on record.record_id = parent.of_record_id
            join linkage._member as member on member.profile = record.profile)
        select distinct child.entity, kind, value
        from child join linkage._place as place on place.entity = child.parent
        where kind = 'household' and child.entity <> child.parent
        except select entity, kind, value from linkage._place
    """)
