"""Pairs that the linkage made and pairs that it left, with the probability that they are one person.

A unit is an entity and two sources that speak of it, or two entities and a source of either. An entity without a number
of its own can be of one person only: its probabilities over all persons that it resembles are made to share one whole,
what is left over being that it is none of them. What a rule joined (`ruled.JOINING`), the model did not: such pairs are
a band of their own, and so are those that nothing else holds together.
"""

from __future__ import annotations

import duckdb

from assets.linkage import ruled
from assets.registry.run import Run
from assets.registry.tables import create, load_tables

STRONG, NEAR, FAR = 0.99, 0.5, 0.05
"""Lower ends of the probability bands (codes/link_band.csv)."""
UNTOLD = 0.5
"""Of two valid numbers that all else says are one person, the model says nothing: two persons by rule."""
MOST_BITS = 50
SCRATCH = ("shared", "posterior", "stated", "link")


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.link_stratum` from the tables that the clusters were made of."""
    units(con, run.month.last_day.year)
    for statement in create(load_tables()["link_stratum"], "linkage"):
        con.execute(statement)
    con.execute("""
        insert into linkage.link_stratum by name
        select source_a, source_b, band, with_number, age_band, migrants, count(*) as links,
            sum(p::decimal(18, 12))::double as expected
        from linkage._link group by all order by all
    """)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def units(con: duckdb.DuckDBPyConnection, year: int) -> None:
    """Make `linkage._link` (l, r, source_a, source_b, p, band, with_number, age_band, migrants); ages as in `year`.

    l = r where one entity holds both records. Besides `linkage._posterior` and `linkage._stated` (entity, source).
    """
    _posterior(con)
    con.execute("""
        create or replace table linkage._stated as
        select distinct entity, source from linkage.record join linkage._record_profile using (record_id)
        join linkage._member using (profile) where role = 'self'
    """)
    con.execute(f"""
        create or replace table linkage._link as
        with pair as ({_pairs()}),
        unit as (
            select distinct l, r, p, band, least(a.source, b.source) as source_a,
                greatest(a.source, b.source) as source_b
            from pair join linkage._stated as a on a.entity = l join linkage._stated as b on b.entity = r
            where l <> r or a.source < b.source)
        select unit.*, coalesce(el.number_good and er.number_good, false) as with_number,
            {age_band(f"{year} - substr(coalesce(el.birth, er.birth), 1, 4)::integer")} as age_band,
            list_contains(el.sources, 'police_migrants') or list_contains(er.sources, 'police_migrants') as migrants
        from unit join linkage._entity as el on el.entity = l join linkage._entity as er on er.entity = r
    """)


def age_band(age: str) -> str:
    """SQL of the band of an age in years."""
    return f"""case when {age} < 15 then '0_14' when {age} < 60 then '15_59' when {age} >= 60 then '60_up'
        else 'unknown' end"""


def _posterior(con: duckdb.DuckDBPyConnection) -> None:
    """`linkage._posterior`: l, r, p, ruled of every scored pair, rivals for one entity sharing one whole.

    `linkage._shared` (entity, cluster, p, ruled): `ruled` where the best that speaks for the two was made by a rule.
    """
    con.execute(f"""
        create or replace table linkage._shared as
        with open as (select entity from linkage._entity where written18 is null),
        joined as (select distinct l, r from linkage._ruled where rule in {ruled.JOINING}),
        edge as (
            select edge.l, edge.r, weight, joined.l is not null as ruled
            from linkage._edge as edge left join joined using (l, r)),
        towards as (
            select l as entity, r as other, weight, ruled from edge where l in (from open)
            union all select r, l, weight, ruled from edge where r in (from open)),
        supported as (
            select towards.entity, cluster, arg_max(ruled, (towards.weight, ruled)) as ruled,
                pow(2, least(max(towards.weight + coalesce(bits - choice.weight, 0)), {MOST_BITS})) as odds
            from towards join linkage._cluster as own on own.entity = other
            left join linkage._choice as choice on choice.entity = towards.entity group by towards.entity, cluster)
        select entity, cluster, odds / (1 + sum(odds) over (partition by entity order by cluster
                rows between unbounded preceding and unbounded following)) as p, ruled from supported
    """)
    con.execute("""
        create or replace table linkage._posterior as
        select l, r, least(coalesce(from_l.p, 1), coalesce(from_r.p, 1)) as p,
            coalesce(from_l.ruled, false) or coalesce(from_r.ruled, false) as ruled
        from linkage._edge join linkage._cluster as cl on cl.entity = l join linkage._cluster as cr on cr.entity = r
        left join linkage._shared as from_l on from_l.entity = l and from_l.cluster = cr.cluster
        left join linkage._shared as from_r on from_r.entity = r and from_r.cluster = cl.cluster
    """)


def _pairs() -> str:
    """Pairs of entities: each with itself, all of one cluster, and the scored ones that were left.

    A tie below zero is one that people made (`assets.linkage.bonds`).
    """
    return f"""
        select entity as l, entity as r, 1.0::double as p, 'id' as band from linkage._cluster
        union all
        select l, r, if(decided, 1, p),
            case when decided then 'decided' when ruled then 'rule' when p >= {STRONG} then 'strong' else 'weak' end
        from (
            select a.entity as l, b.entity as r, coalesce(ta.tie = tb.tie and ta.tie < 0, false) as decided,
                coalesce(posterior.p, least(a.probability, b.probability), 1) as p,
                coalesce(posterior.ruled, coalesce(sa.ruled, false) or coalesce(sb.ruled, false)) as ruled
            from linkage._cluster as a join linkage._cluster as b on a.cluster = b.cluster and a.entity < b.entity
            left join linkage._posterior as posterior on posterior.l = a.entity and posterior.r = b.entity
            left join linkage._shared as sa on sa.entity = a.entity and sa.cluster = a.cluster
            left join linkage._shared as sb on sb.entity = b.entity and sb.cluster = b.cluster
            left join linkage._tie as ta on ta.entity = a.entity left join linkage._tie as tb on tb.entity = b.entity)
        union all
        select l, r, p, case when p >= {NEAR} then 'near' when p >= {FAR} then 'far' else 'faint' end
        from linkage._posterior join linkage._cluster as a on a.entity = l join linkage._cluster as b on b.entity = r
        where a.cluster <> b.cluster
        union all
        select l, r, {UNTOLD}, 'two_numbers'
        from linkage._two_numbers join linkage._cluster as a on a.entity = l join linkage._cluster as b on b.entity = r
        where a.cluster <> b.cluster
    """
