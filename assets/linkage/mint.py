"""New ids: minted once, from the founding record, and never reused."""

from __future__ import annotations

import duckdb

from assets.registry.sources import load_sources


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Ids of clusters that no old person claims: 'P' and 15 hexadecimal digits of the founding record's hash.

    Where two would be equal, or an id was ever used, the later founding record's hash takes a counter.
    """
    con.execute("create or replace table linkage._order (source varchar, place integer)")
    con.executemany("insert into linkage._order values (?, ?)", [(s.source, s.order) for s in load_sources().values()])
    con.execute("""
        create or replace temp table unminted as
        select cluster, arg_min(source || '|' || source_record_key,
            (pending, month, coalesce(rank, 999), source, source_record_key)) as founding, 0 as attempt
        from (select place, cluster from linkage._placed anti join linkage._person using (cluster))
        join (select rowid as place, source, source_record_key, pending, month from standard.person_record)
            using (place)
        left join (select source, place as rank from linkage._order) using (source) group by cluster
    """)
    con.execute("create or replace temp table used (person_id varchar)")
    while con.execute("select count(*) from unminted").fetchall()[0][0]:
        _round(con)
    for table in ("unminted", "used", "linkage._order"):
        con.execute(f"drop table {table}")


def _round(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace temp table minted as
        select * from (
            select cluster,
                'P' || upper(substr(md5(founding || if(attempt = 0, '', '#' || attempt)), 1, 15)) as person_id,
                row_number() over (partition by person_id order by founding, cluster) as turn
            from unminted)
        where turn = 1 and person_id not in (from used)
            and person_id not in (select person_id from previous.membership)
            and person_id not in (select old_person_id from previous.person_redirect)
    """)
    con.execute("insert into linkage._person select cluster, person_id, 'minted' from minted")
    con.execute("insert into used select person_id from minted")
    con.execute("""
        create or replace temp table unminted as
        select cluster, founding, attempt + 1 as attempt from unminted
        where cluster not in (select cluster from minted)
    """)
    con.execute("drop table minted")
