"""A name that only sounds or looks like another's yields where somebody bears the very name.

A son called like his father but for one character lives where his father lives: a row of his without number and birth
date would go to the father, whose home it shares, while his own record gives another address. A name written wrongly
is nobody's in the county, so such a row keeps its like-sounding candidate.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names, ruled

LIKE = tuple(level for level in names.AGREEING if level not in ("equal", "former"))
"""Levels at which a name may be another one."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Take from `linkage._edge` the pairs whose names only resemble each other and that nothing else supports.

    What supports them is a number or birth date on both sides. A pair goes if one side has no own number, and somebody
    with an own number bears, or once bore, the very name of that side. Who shares home or phone stays together, unless
    such a namesake is found near one of the two, in a village, home or household of theirs, as a son is.
    """
    con.execute(f"""
        create or replace table linkage._named_alike as
        with sided as (
            select edge.l, edge.r, {names.sides("a", "b")},
                a.written18 is null as open_l, b.written18 is null as open_r
            from linkage._edge as edge
            join linkage._entity as a on a.entity = edge.l join linkage._entity as b on b.entity = edge.r
            where (coalesce(a.number, a.number_head) is null or coalesce(b.number, b.number_head) is null)
                and (a.birth is null or b.birth is null))
        select l, r, if(open_l, full_name_l, null) as name_l, if(open_r, full_name_r, null) as name_r
        from sided where {names.level_sql()} in {LIKE}
    """)
    ruled.part(
        con,
        "namesake",
        """
            with bearer as (
                select entity, full_name as name from linkage._entity where written18 is not null
                union select entity, other from linkage._entity where written18 is not null),
            outdone as (
                select l, r, bearer.entity as namesake
                from (select l, r, unnest([name_l, name_r]) as name from linkage._named_alike)
                join bearer using (name)),
            beside as (
                select distinct l, r from linkage._named_alike as pair join linkage._place as a on a.entity = l
                join linkage._place as b on b.entity = r and b.kind = a.kind and b.value = a.value
                where a.kind in ('dwelling', 'household', 'phone')),
            sided as (
                select l, r, unnest([l, r]) as entity, namesake from outdone semi join beside using (l, r)),
            near as (
                select l, r from sided join linkage._place as own using (entity)
                join linkage._place as theirs on theirs.entity = namesake and theirs.kind = own.kind
                    and theirs.value = own.value
                where own.kind <> 'alias')
            select l, r from outdone anti join beside using (l, r) union select l, r from near
        """,
    )
    con.execute("drop table linkage._named_alike")
