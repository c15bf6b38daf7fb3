"""A name that only sounds or looks like another's yields where somebody bears the very name.

A son called like his father but for one character lives where his father lives: a row of his without number and birth
date would go to the father, whose home it shares, while his own record gives another address. A name written wrongly
is nobody's in the county, so such a row keeps its like-sounding candidate.
"""

from __future__ import annotations

import duckdb

from assets.linkage import names

LIKE = tuple(level for level in names.AGREEING if level not in ("equal", "former"))
"""Levels at which a name may be another one."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Take from `linkage._edge` the pairs whose names only resemble each other and that nothing else supports.

    What supports them is a number or birth date on both sides. A pair goes if one side has no own number, and somebody
    with an own number bears, or once bore, the very name of that side.
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
    con.execute("""
        delete from linkage._edge as edge using (
            with borne as (
                select full_name as name from linkage._entity where written18 is not null
                union select other from linkage._entity where written18 is not null)
            select l, r from linkage._named_alike where name_l in (from borne) or name_r in (from borne)) as outdone
        where outdone.l = edge.l and outdone.r = edge.r
    """)
    con.execute("drop table linkage._named_alike")
