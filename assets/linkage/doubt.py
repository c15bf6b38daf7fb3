"""The middle grade of a link: pairs of clusters that may be one person, somebody's task."""

from __future__ import annotations

import duckdb


def build(con: duckdb.DuckDBPyConnection, possible: float) -> None:
    """Make `linkage._unsure` (l, r, probability, reason): clusters, l < r, from `possible` up.

    reason: `two_numbers`, `ambiguous` (another person is about as well supported), `model`. Two clusters with a number
    each are two persons, and no doubt unless all else says that they are one.
    """
    con.execute(f"""
        create or replace table linkage._unsure as
        with numbered as (
            select distinct cluster from linkage._cluster join linkage._number_of using (entity)),
        doubt as (
            select l, r, probability, l in (from linkage._waiting) or r in (from linkage._waiting) as waiting
            from linkage._edge where probability >= {possible}
            union all select l, r, null, null from linkage._two_numbers),
        apart as (
            select least(a.cluster, b.cluster) as l, greatest(a.cluster, b.cluster) as r, doubt.probability,
                case when waiting is null then 'two_numbers' when waiting then 'ambiguous' else 'model' end as reason
            from doubt join linkage._cluster as a on a.entity = doubt.l join linkage._cluster as b on b.entity = doubt.r
            where a.cluster <> b.cluster)
        select l, r, max(probability) as probability, max(reason) as reason from apart
        where reason = 'two_numbers' or l not in (from numbered) or r not in (from numbered) group by l, r
    """)
