"""Two numbers that a register gives to one person each, in lists of one month, are two persons: twins without a name.

Which columns are such numbers the layouts declare (`Layout.one_each`). Two that stand in one list stay two whenever
they come again. One name under both is the same person, whose paper was made out anew.
"""

from __future__ import annotations

import duckdb

from assets.linkage import ruled
from assets.registry.sources import load_layouts


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._one_each` (entity, name, source, month, number); the edges it denies leave `linkage._edge`."""
    con.execute(f"""
        create or replace table linkage._one_each as
        with said as (
            select rowid as place, source, month, {number_sql()} as number from standard.person_record
            where role = 'self' and not pending and number is not null),
        owned as (
            select distinct entity, source, number
            from said join linkage._row using (place) join linkage._member using (profile)),
        listed as (select distinct source, month, number from said)
        select entity, full_name as name, source, month, number
        from owned join listed using (source, number) join linkage._entity using (entity)
    """)
    ruled.part(con, "one_each", _two("linkage._edge", "l", "r"))


def number_sql() -> str:
    """SQL of the number that a record's register gives to one person; NULL where it gives none."""
    cases = " ".join(
        f"when '{name}' then {layout.one_each}" for name, (_, layout) in load_layouts().items() if layout.one_each
    )
    return f"case layout {cases} end"


def within(components: str, node: str) -> str:
    """SQL of those (l, r, component), l < r, who are two persons and stand in one of the components."""
    return f"""
        select distinct a.{node} as l, b.{node} as r, a.component
        from {components} as a join linkage._one_each as x on x.entity = a.{node}
        join {components} as b on b.component = a.component and b.{node} > a.{node}
        join linkage._one_each as y on y.entity = b.{node} and {_DIFFER}
    """


def _two(pairs: str, left: str, right: str) -> str:
    return f"""
        select {left}, {right} from {pairs} join linkage._one_each as x on x.entity = {left}
        join linkage._one_each as y on y.entity = {right} and {_DIFFER}
    """


_DIFFER = """
    (x.source, x.month) = (y.source, y.month) and x.number <> y.number and (x.name = y.name) is not true
"""
