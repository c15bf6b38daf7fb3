"""The scope key of a row: what its scope columns say, as written, so that distinct keys are understood once."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assets.landing.candidates import UNIT
from assets.landing.places import VILLAGE_IN_SQL
from assets.registry.sources import Layout, load_layouts

GROUP = "group_no"
HOUSEHOLD_NO = "household_no"
TRACT_NO = r"^([0-9A-Za-z]{3,18})-\d{3,4}$"  # as the village's own 一套表 numbers households: tract, household
SERIAL_NO = r"^(\d{12})\d{6}$"  # 全员人口: village, group and serial number of the household


def copies_of(con: duckdb.DuckDBPyConnection, layout: Layout) -> list[str]:
    """The parsed copies of a layout that hold rows."""
    sql = "select distinct copy from landing._sheet where layout = ? and accepted > 0 order by copy"
    return [copy for (copy,) in con.execute(sql, [layout.layout]).fetchall()]


def key_expression(con: duckdb.DuckDBPyConnection, layout: Layout, copies: list[str]) -> str:
    """SQL for the scope key of a row `r`: scope columns, place in its address, villager group, census tract.

    Of an address only the names of a town and a village are taken, and only where no scope column has a village's code.
    """
    held = stored_columns(con, copies)
    scope = [_cell(column, held) for column in layout.scope]
    source, _ = load_layouts()[layout.layout]
    if source.scope_kind == "village":
        scope = [f"regexp_replace({cell}, '{SERIAL_NO}', '\\1')" for cell in scope]
    place = _cell(layout.scope_address, held)
    if layout.scope_address in held:
        named = f"regexp_extract({place}, getvariable('towns')) || regexp_extract({place}, getvariable('villages'))"
        place = f"if(regexp_matches({_joined([*scope, repr('')])}, '{VILLAGE_IN_SQL}'), '', {named})"
    tract = f"regexp_extract({_cell(HOUSEHOLD_NO, held)}, '{TRACT_NO}', 1)" if source.by_group else "''"
    return _joined([*scope, place, _cell(GROUP, held), tract])


def _cell(column: str | None, held: set[str]) -> str:
    return f"coalesce(r.\"{column}\", '')" if column in held else "''"


def _joined(parts: Sequence[str]) -> str:
    return f" || '{UNIT}' || ".join(parts)


def stored_columns(con: duckdb.DuckDBPyConnection, copies: list[str]) -> set[str]:
    """Columns that any of the copies holds: an older layout may have had fewer."""
    described = con.execute("describe select * from read_parquet(?, union_by_name = true)", [copies])
    return {row[0] for row in described.fetchall()}
