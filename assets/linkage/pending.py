"""Rows that wait for review are put beside the persons whom all other rows made (contract.md sections 3.3 and 4).

Nothing that founds, links or weighs persons reads them: clusters, owners of numbers and frequencies of names are what
they would be without them. Each row then goes to one person by fixed rules, so it can never hold two together: whom a
decision joins it to; whom it was put beside last month, as long as that is one person who is still known otherwise; who
owns the number it states, under an agreeing name; who agrees in name and birth date and is found in the same village;
who agrees in name and is found at the same dwelling or phone. At the best of these only one person may come into
question. Who fits nobody is a person of his own.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names
from assets.linkage.numbers import USABLE
from assets.linkage.sightings import compared_sql

SCRATCH = ("told", "found_at", "waits", "fits", "founded")

# A mention (the householder of a declaration) is found where the row is that mentions him.
TOLD = f"""
    create or replace table linkage._told as
    with marked as (select distinct record_id from linkage.number_mark)
    select said.record_id, said.source, said.source_record_key, said.role, said.pending, placed.cluster,
        {compared_sql("said.", "said.former_name_key")}, said.sex, said.birth_date,
        if(said.id_status in {USABLE} and marked.record_id is null, said.id_number, null) as number,
        coalesce(said.residence_region, own.residence_region, said.hukou_region, own.hukou_region) as village,
        coalesce(said.phone, own.phone) as phone,
        coalesce(said.residence_address_key, own.residence_address_key) as dwelling,
        if(said.pending, said.source || '|' || coalesce(said.household_no, own.household_no), null) as household
    from standard.person_record as said
    left join standard.person_record as own on own.record_id = said.of_record_id and said.role <> 'self'
    left join linkage._placed as placed on placed.record_id = said.record_id
    left join marked on marked.record_id = said.record_id
    where said.pending or said.role = 'self'
"""

FOUND_AT = """
    create or replace table linkage._found_at as
    unpivot (select record_id, 'p' || phone as phone, 'd' || dwelling as dwelling, 'h' || household as household
        from linkage._told)
    on phone, dwelling, household into name kind value place
"""

# A number that nobody else states is believed: whoever has another one is not meant.
FITS = """
    create or replace table linkage._fits as
    with known as (
        select * from linkage._told anti join linkage._waits using (record_id) where cluster is not null
    ), numbered as (select distinct cluster, number from known where number is not null
    ), asked as (
        select told.*, number in (select number from numbered) as elsewhere
        from linkage._told as told semi join linkage._waits using (record_id)
    ), paired as (
        select a.record_id as l, k.record_id as r, 2 as rule from asked as a join known as k using (number)
        union
        select a.record_id, k.record_id, 3 from asked as a join known as k using (birth_date, village)
        union
        select a.record_id, k.record_id, 4 from asked as a join linkage._found_at as here using (record_id)
            join linkage._found_at as there on there.place = here.place
            join known as k on k.record_id = there.record_id
        where a.birth_date is null or k.birth_date is null or year(a.birth_date) = year(k.birth_date)
    ), beside as (
        select a.record_id, k.cluster, rule, {sides}
        from paired join asked as a on a.record_id = paired.l join known as k on k.record_id = paired.r
        where rule = 2 or coalesce(a.sex = k.sex, true)
            and (a.number is null or a.elsewhere or k.cluster not in (select cluster from numbered))
    ), judged as (select *, {level} as level from beside), decided as (
        select w.record_id, placed.cluster, 0 as rule
        from linkage._waits as w join linkage._told as said using (record_id)
        join linkage._bond as own on (own.source, own.source_record_key) = (said.source, said.source_record_key)
        join linkage._bond as other on other.bond = own.bond
        join linkage._told as placed on (placed.source, placed.source_record_key)
            = (other.source, other.source_record_key)
        where placed.cluster is not null
    ), last_known as (select source, source_record_key, person_id from previous.membership where valid_to is null
    ), kept as (
        select w.record_id, min(k.cluster) as cluster, 1 as rule
        from linkage._waits as w join linkage._told as said using (record_id)
        join last_known as mine using (source, source_record_key)
        join last_known as beside_me using (person_id)
        join known as k on (k.source, k.source_record_key) = (beside_me.source, beside_me.source_record_key)
        group by w.record_id having count(distinct k.cluster) = 1
    ), apart as (
        select w.record_id, placed.cluster
        from linkage._waits as w join linkage._told as said using (record_id)
        join linkage._bond as own on (own.source, own.source_record_key) = (said.source, said.source_record_key)
        join linkage._kept_apart as kept on kept.a = own.bond join linkage._bond as other on other.bond = kept.b
        join linkage._told as placed on (placed.source, placed.source_record_key)
            = (other.source, other.source_record_key)
    ), fitting as (
        select record_id, cluster, rule from judged
        where list_contains({agreeing}, level) or rule = 2 and level = 'none'
        union all from decided union all from kept
    ), free as (select * from fitting anti join apart using (record_id, cluster)
    ), best as (
        select record_id, min(cluster) as cluster, min(rule) as rule
        from (from free qualify rule = min(rule) over (partition by record_id))
        group by record_id having count(distinct cluster) = 1
    )
    select best.*, (record_id, cluster) in (select record_id, cluster from free where rule = 2) as by_number from best
"""

# Those that fit nobody, by number and name, else by name and where they are found.
FOUNDED = """
    create or replace table linkage._founded as
    with alone as (
        select told.*, number || '|' || coalesce(name, '') as by_number,
            name || '|' || coalesce(household, dwelling, phone) as by_place
        from linkage._told as told semi join linkage._waits using (record_id) anti join linkage._fits using (record_id)
    ), named as (
        select record_id, coalesce('n' || by_number, 'p' || by_place, 'r' || record_id) as label from alone
    )
    select record_id, (dense_rank() over (order by label)
        + (select coalesce(max(cluster), 0) from linkage._placed))::integer as cluster from named
"""

PLACED = """
    insert into linkage._placed by name
    select record_id, cluster, case when rule = 0 then 'decision' when by_number then 'id' else 'household' end
        as link_method, null as link_probability from linkage._fits
    union all by name
    select record_id, cluster, 'single' as link_method from linkage._founded
"""

WAITS = "create or replace table linkage._waits as select record_id from linkage._told where pending and role {roles}"


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Append the pending rows to `linkage._placed`; needs it, `linkage.number_mark`, `_bond` and `_kept_apart`.

    First those who speak for themselves, then whom they mention: he is one of the former, or somebody known.
    """
    for roles in ("= 'self'", "<> 'self'"):
        con.execute(TOLD)
        con.execute(FOUND_AT)
        con.execute(WAITS.format(roles=roles))
        agreeing = str(list(names.AGREEING))
        con.execute(FITS.format(sides=names.sides("a", "k"), level=names.level_sql(), agreeing=agreeing))
        con.execute(FOUNDED)
        con.execute(PLACED)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")
