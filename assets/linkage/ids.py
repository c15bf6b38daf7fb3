"""The id that stays: this month's clusters are mapped to the persons of the months before, and new ids are minted.

Every record votes with its (source, source_record_key) for the person it belonged to last; a record with a number of
its own weighs most, then the hukou register, then the rest. Mapping is one-to-one, the heaviest overlap first; ties go
to the oldest person, then to the smallest id. Who parts from a person he was merged into takes his own id up again.
"""

from __future__ import annotations

import duckdb

from assets.linkage import mint

NUMBERED, HUKOU, OTHER = 4, 2, 1
"""Weights of a record's vote; one that waits for review counts only where no other votes."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._person` (cluster, person_id, origin: `kept`, `revived`, `minted`) and what `history` goes by.

    Reads `linkage._placed` (place: a row of `standard.person_record`; cluster) and `previous.membership`, of which
    `line` is a row and `old` its person. `linkage._seated` (cluster, records, seats, doubled): `seats` is a digest of
    what names its records from month to month and of their weights. `settled` (cluster, person_id): the clusters with
    last month's seats, who keep their person unasked. `vote` (place, cluster, weight, old, line): of all others, and
    of those whose person a vote of these could take from them.
    """
    _seats(con)
    _asked(con)
    _votes(con, "asked_cluster")
    con.execute("""
        create or replace temp table claimed as
        select cluster from settled where person_id in (select old from vote)
    """)
    con.execute("delete from settled where cluster in (from claimed)")
    _votes(con, "claimed")
    con.execute("create or replace table linkage._person as select cluster, person_id, 'kept' as origin from settled")
    _map(con, "vote")
    _parted(con)
    _map(con, "parted")
    mint.build(con)
    con.execute("drop table seat; drop table claimed; drop table parted; drop table asked_cluster")


def _seats(con: duckdb.DuckDBPyConnection) -> None:
    """Every record's cluster and the weight of its vote."""
    con.execute(f"""
        create or replace temp table seat as
        select place, hash(source, source_record_key) as key, cluster, (case when pending then 0
            when id_status in ('valid', 'upgraded') and place not in (select place from linkage._marked) then {NUMBERED}
            when source = 'police_hukou' then {HUKOU} else {OTHER} end)::tinyint as weight
        from (select rowid as place, source, source_record_key, pending, id_status from standard.person_record)
        join linkage._placed using (place)
    """)
    con.execute("""
        create or replace table linkage._seated as
        with doubled as (select key from seat group by key having count(*) > 1)
        select cluster, count(*) as records, bit_xor(hash(key, weight)) as seats,
            bool_or(key in (from doubled)) as doubled
        from seat group by cluster
    """)
    con.execute("""
        create or replace temp table vote (place bigint, cluster bigint, weight tinyint, old varchar, line bigint)
    """)


def _asked(con: duckdb.DuckDBPyConnection) -> None:
    """A cluster with last month's seats has last month's person, unless a key sits in it twice, or elsewhere too."""
    con.execute("""
        create or replace temp table settled as
        select cluster, person_id from (from linkage._seated where not doubled)
        join (from kept_person where not doubled) using (cluster, records, seats)
    """)
    con.execute("""
        create or replace temp table asked_cluster as
        select cluster from linkage._seated anti join settled using (cluster)
    """)


def _votes(con: duckdb.DuckDBPyConnection, clusters: str) -> None:
    """Of every key the membership that goes on, or else the latest that ended."""
    con.execute(f"""
        insert into vote
        with asked as (
            select place, cluster, weight, source, source_record_key
            from (select place, cluster, weight from seat semi join {clusters} using (cluster))
            join (select rowid as place, source, source_record_key from standard.person_record) using (place)),
        going_on as (
            select place, person_id, line from asked
            join (from previous.membership where valid_to is null) using (source, source_record_key)),
        ended as (
            select place, arg_max(person_id, valid_from) as person_id, arg_max(line, valid_from) as line
            from asked anti join going_on using (place)
            join (from previous.membership where valid_to is not null) using (source, source_record_key) group by place)
        select place, cluster, weight, person_id, line
        from asked left join (from going_on union all from ended) using (place)
    """)


def _parted(con: duckdb.DuckDBPyConnection) -> None:
    """Who parts again from the person he was merged into claims the id that was given up for that one."""
    con.execute("""
        create or replace temp table parted as
        select distinct place, cluster, weight, past.person_id as old
        from (select place, cluster, weight, old as person_id from vote anti join linkage._person using (cluster))
        join previous.person_redirect using (person_id)
        join (select rowid as place, source, source_record_key from standard.person_record) using (place)
        join previous.membership as past using (source, source_record_key)
        where past.person_id = old_person_id and old_person_id not in (select person_id from linkage._person)
    """)


def _map(con: duckdb.DuckDBPyConnection, votes: str) -> None:
    """Clusters to persons by `votes` (cluster, old, weight), of both those that are still free.

    Pairs that choose each other, round after round: the same as taking the heaviest overlap first.
    """
    con.execute(f"""
        create or replace temp table waiting as
        with known as (
            select person_id as old, min(valid_from) as first_month, bool_or(valid_to is null) as active
            from previous.membership where person_id in (select old from {votes}) group by person_id)
        select cluster, old, any_value(active) as active, sum(weight) as weight, any_value(first_month) as first_month
        from (select cluster, old, weight from {votes}) join known using (old) group by cluster, old
    """)
    order = "weight desc, first_month, old, cluster"
    while con.execute("select count(*) from waiting").fetchall()[0][0]:
        con.execute(f"""
            insert into linkage._person
            select cluster, old, if(active, 'kept', 'revived') from (
                select *, row_number() over (partition by cluster order by {order}) as by_cluster,
                    row_number() over (partition by old order by {order}) as by_person
                from waiting)
            where by_cluster = 1 and by_person = 1
        """)
        con.execute("""
            create or replace temp table waiting as
            select * from waiting where cluster not in (select cluster from linkage._person)
                and old not in (select person_id from linkage._person)
        """)
    con.execute("drop table waiting")
