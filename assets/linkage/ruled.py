"""Which pairs a rule joined or parted, whatever the model thinks of them: `linkage._ruled` (l, r, rule), l < r.

Grain: pair and rule. Rules are codes of `labels.NOTES`; only what a rule changed stands here, not what the model had
said already. Who asks why (`why_pairs`) and how good the linkage is (`links`) reads it in the month's database.
"""

from __future__ import annotations

import duckdb

PARTING = ("namesake", "one_each", "listed")
JOINING = ("only_bearer", "cut_number", "one_birth", "one_name", "one_character", "newborn")


def begin(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table, empty."""
    con.execute("create or replace table linkage._ruled (l bigint, r bigint, rule varchar)")


def part(con: duckdb.DuckDBPyConnection, rule: str, pairs: str) -> None:
    """Take the pairs (l, r) of a query from `linkage._edge`, and tell which rule did."""
    con.execute(f"""
        insert into linkage._ruled
        select distinct l, r, '{rule}' from ({pairs}) semi join linkage._edge using (l, r)
    """)
    con.execute(f"""
        delete from linkage._edge as edge using linkage._ruled as ruled
        where ruled.l = edge.l and ruled.r = edge.r and rule = '{rule}'
    """)


def joined(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Tell that these rules joined the pairs (l, r, rule) of a table; what parted them before counts no more."""
    con.execute(f"delete from linkage._ruled where (l, r) in (select (l, r) from {table})")
    con.execute(f"insert into linkage._ruled select l, r, rule from {table}")
