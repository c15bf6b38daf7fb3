"""To which person with a number an entity without one goes: the best supported, and nobody if another is about as good.

A register of a county speaks of people whom other registers know too (source_rates.py). So long as one person alone
comes into question, that he must be among those known speaks for him: the odds are added to the weight of his link, if
the names agree, or resemble each other at one home, and no birth year speaks against it.
"""

from __future__ import annotations

from math import log2

import duckdb

from assets.linkage import expected

MARGIN = 3.0
"""Bits by which the best supported person must lead the next one."""
FIXED = 1_000.0
"""Weight of a link that a decision or a rule made; no evidence outweighs it."""


def build(con: duckdb.DuckDBPyConnection, certain: float) -> None:
    """Make `linkage._choice`, `linkage._waiting` (entity) and `linkage._core_link` (l, r, weight).

    `linkage._choice`: entity, number (class of the best), weight, clear (leads by `MARGIN`), bits (weight and odds of
    being known). Who waits could be linked but for the margin. Links among entities without number, unless they chose
    different persons, count from the probability `certain` up, a link to the chosen number from the same bits up; the
    cut weighs it with its odds too.
    """
    enough = log2(certain / (1 - certain))
    con.execute("create or replace table linkage._speaker as from linkage._number_of")
    _best(con)
    expected.build(con, MARGIN, "choice")
    _second_round(con, enough)
    _tied(con)
    con.execute(f"""
        create or replace table linkage._waiting as
        select entity from linkage._choice where not clear and bits >= {enough}
    """)
    con.execute(f"""
        create or replace table linkage._core_link as
        with decided as (select entity, number from linkage._choice where clear and bits >= {enough}),
        sided as (
            select edge.*, coalesce(nl.number, nr.number) as number,
                case when nl.number is not null then edge.r when nr.number is not null then edge.l end as open
            from linkage._edge as edge
            join linkage._core as cl on cl.node = edge.l join linkage._core as cr on cr.node = edge.r
            left join linkage._number_of as nl on nl.entity = edge.l
            left join linkage._number_of as nr on nr.entity = edge.r
            where l not in (from linkage._waiting) and r not in (from linkage._waiting))
        select l, r, bits as weight from (
            select l, r, sided.weight + if(open is null, 0, choice.bits - choice.weight) as bits
            from sided left join linkage._choice as choice on choice.entity = open
            left join decided as dl on sided.number is null and dl.entity = l
            left join decided as dr on sided.number is null and dr.entity = r
            where (open is null or choice.number = sided.number) and (dl.number <> dr.number) is not true)
        where bits >= {enough}
        union all
        select least(entity, speaker), greatest(entity, speaker), bits from linkage._again_choice
        where clear and bits >= {enough} and entity not in (from linkage._waiting)
            and entity in (from linkage._core) and speaker in (from linkage._core)
        union all
        select l, r, tied.weight from linkage._tie_link as tied
        join linkage._core as cl on cl.node = l join linkage._core as cr on cr.node = r
    """)
    for table in ("towards", "speaker", "again_choice"):
        con.execute(f"drop table linkage._{table}")


def _second_round(con: duckdb.DuckDBPyConnection, enough: float) -> None:
    """Make `linkage._again_choice`: who found nobody asks those who did, for a phone or home of theirs speaks for them.

    What is known of a person stands in several entities until they are linked: the number in one, the phone in another.
    """
    con.execute(f"""
        insert into linkage._speaker
        select entity, number from linkage._choice where clear and bits >= {enough} and entity in (from linkage._core)
    """)
    _best(con)
    expected.build(con, MARGIN, "again_choice")


def _tied(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._tie_link` (l, r, weight): every tie as a star around the least of its core, else of all."""
    con.execute(f"""
        create or replace table linkage._tie_link as
        with centred as (
            select tie.entity,
                first_value(tie.entity) over (partition by tie order by node is null, tie.entity) as centre
            from linkage._tie as tie left join linkage._core on node = tie.entity)
        select least(entity, centre) as l, greatest(entity, centre) as r, {FIXED}::double as weight
        from centred where entity <> centre
    """)


def _best(con: duckdb.DuckDBPyConnection) -> None:
    """The best supported number of who is no `linkage._speaker`, who speaks for it, and whether it leads."""
    con.execute("""
        create or replace table linkage._towards as
        select l as entity, r as other, weight from linkage._edge
        union all select r, l, weight from linkage._edge
    """)
    con.execute(f"""
        create or replace table linkage._best as
        with per_number as (
            select towards.entity, speaks.number, max(weight) as weight, arg_max(other, (weight, -other)) as speaker
            from linkage._towards as towards join linkage._speaker as speaks on speaks.entity = towards.other
            where towards.entity not in (select entity from linkage._speaker)
            group by towards.entity, speaks.number),
        yielding as (
            select lesser.entity, number from per_number as lesser join linkage._lesser using (number)
            join per_number as other on other.entity = lesser.entity and other.number = better
            where other.weight > lesser.weight - {MARGIN}),
        ranked as (
            select *, row_number() over (partition by entity order by weight desc, number) as place,
                lead(weight) over (partition by entity order by weight desc, number) as next_weight
            from per_number anti join yielding using (entity, number))
        select entity, number, weight, speaker, coalesce(weight - next_weight, {MARGIN}) >= {MARGIN} as clear
        from ranked where place = 1
    """)
