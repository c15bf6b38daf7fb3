"""A digest of a table's content: the same rows give the same digest, in whatever order a thread wrote them."""

from __future__ import annotations

import hashlib
import json

import duckdb

from assets.registry.tables import TableSpec

LOW = 2**64 - 1


def table_digest(con: duckdb.DuckDBPyConnection, spec: TableSpec, schema: str) -> str:
    """32 hex digits over all rows and columns of `<schema>.<table>`: the sum of the rows' MD5, and their number."""
    texts = ", ".join(f'coalesce("{column}"::varchar, chr(30))' for column in spec.columns)
    sql = f"""
        with line as (select md5_number(concat_ws(chr(31), {texts})) as number from {schema}.{spec.table})
        select count(*), coalesce(sum((number >> 64)::hugeint), 0), coalesce(sum((number & {LOW})::hugeint), 0)
        from line
    """
    counted = con.execute(sql).fetchall()[0]
    text = "|".join([spec.table, *spec.columns, *map(str, counted)])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def ledger_head(previous: str, month: str, digests: dict[str, str]) -> str:
    """Head of the monthly chain: a hash over the head before (empty for the first month) and this month's digests."""
    text = json.dumps([previous, month, sorted(digests.items())], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
