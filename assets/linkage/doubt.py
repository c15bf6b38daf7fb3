"""The middle grade of a link: pairs of clusters that may be one person, somebody's task."""

from __future__ import annotations

import duckdb

AMBIGUOUS = "两人证据相当"
"""What `possible_match` says of somebody who may be one of two others; such persons are not counted besides them."""


def build(con: duckdb.DuckDBPyConnection, possible: float, margin: float) -> None:
    """Make `linkage._unsure` (l, r, probability, reason): clusters, l < r, from `possible` up.

    reason: `two_hukou` (two numbers, both in the police register), `two_numbers`, `ambiguous` (another person is as
    well supported, within `margin` bits), `model`. Two clusters with a number each are two persons, and no doubt unless
    all else says that they are one. Of whom people decided that they are two persons there is no doubt any more.
    """
    con.execute(f"""
        create or replace table linkage._unsure as
        with numbered as (
            select distinct cluster from linkage._cluster join linkage._number_of using (entity)),
        waiting as (
            select entity, weight - {margin} as least from linkage._choice semi join linkage._waiting using (entity)),
        rivals as (
            select l, r from linkage._edge as edge join waiting on entity = l where weight >= least
            union
            select l, r from linkage._edge as edge join waiting on entity = r where weight >= least),
        hukou as (select entity from linkage._entity where list_contains(sources, 'police_hukou')),
        doubt as (
            select l, r, probability, 'model' as reason from linkage._edge where probability >= {possible}
            union all select l, r, probability, 'ambiguous' from linkage._edge semi join rivals using (l, r)
            union all
            select l, r, null, if(l in (from hukou) and r in (from hukou), 'two_hukou', 'two_numbers')
            from linkage._two_numbers),
        apart as (
            select least(a.cluster, b.cluster) as l, greatest(a.cluster, b.cluster) as r, doubt.probability, reason
            from doubt join linkage._cluster as a on a.entity = doubt.l join linkage._cluster as b on b.entity = doubt.r
            where a.cluster <> b.cluster),
        decided as (
            select distinct a.cluster as l, b.cluster as r from linkage._tie_apart as kept
            join linkage._tie as ta on ta.tie = kept.a join linkage._tie as tb on tb.tie = kept.b
            join linkage._cluster as a on a.entity = ta.entity join linkage._cluster as b on b.entity = tb.entity)
        select l, r, max(probability) as probability, case when bool_or(reason = 'two_hukou') then 'two_hukou'
            when bool_or(reason = 'two_numbers') then 'two_numbers'
            when bool_or(reason = 'ambiguous') then 'ambiguous' else 'model' end as reason
        from apart anti join decided using (l, r)
        where reason in ('two_hukou', 'two_numbers') or l not in (from numbered) or r not in (from numbered)
        group by l, r
    """)
