"""What is decided on: the candidate sheets and the distinct scope keys of their rows, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.landing.delivery import Sheet, group_of, label_of, scope_of
from assets.landing.places import Places
from assets.landing.scopes import group_number, row_scope
from assets.registry.sources import Layout, Source, load_layouts

UNIT = "\x1f"


def register_sheets(con: duckdb.DuckDBPyConnection, parsed: Path, sheets: Sequence[Sheet], places: Places) -> None:
    """Make `landing._sheet`: the sheets in the order of their deliveries, the later with the greater `rank`."""
    sources = {name: source for name, (source, _) in load_layouts().items()}
    ordered = sorted(sheets, key=lambda s: (s.order, s.account.number or 0))
    ranks = {order: rank for rank, order in enumerate(sorted({s.order for s in ordered}), start=1)}
    columns = {
        "sheet_id": pa.array(range(1, len(ordered) + 1), pa.int32()),
        "month": _texts(s.month for s in ordered),
        "source": _texts(s.source for s in ordered),
        "layout": _texts(s.account.layout for s in ordered),
        "path": _texts(s.path for s in ordered),
        "sheet": _texts(s.account.sheet for s in ordered),
        "parsed": _texts(s.copy for s in ordered),
        "copy": _texts(str(parsed / s.copy) for s in ordered),
        "accepted": pa.array([s.account.accepted for s in ordered], pa.int64()),
        "register": pa.array([sources[s.account.layout or ""].kind == "register" for s in ordered], pa.bool_()),
        "by_village": pa.array([sources[s.account.layout or ""].scope_kind == "village" for s in ordered], pa.bool_()),
        "rank": pa.array([ranks[s.order] for s in ordered], pa.int32()),
        "undated": pa.array([not any(s.order[1:3]) for s in ordered], pa.bool_()),
        "sheet_scope": _texts(scope_of(s, places) for s in ordered),
        "file_group": _texts(group_of(s) for s in ordered),
        "label": _texts(label_of(s) for s in ordered),
    }
    _store(con, "_sheet", pa.table(columns))


def register_successors(con: duckdb.DuckDBPyConnection, successors: Mapping[str, str]) -> None:
    """Make `landing._successor`: villages that were merged, and the village that each is now."""
    codes = sorted(successors)
    _store(con, "_successor", pa.table({"code": _texts(codes), "successor": _texts(successors[c] for c in codes)}))


def understand_keys(con: duckdb.DuckDBPyConnection, source: Source, layout: Layout, places: Places) -> None:
    """Add the scopes, villager groups and census tracts that the distinct keys of a layout name to `landing._key`."""
    sql = """
        select distinct c.key from landing._counted c join landing._sheet s using (sheet_id)
        where s.layout = ? order by 1
    """
    keys = [key for (key,) in con.execute(sql, [layout.layout]).fetchall()]
    parts = [key.split(UNIT) for key in keys]
    scopes = [row_scope(source.scope_kind, p[:-3], p[-3], places) for p in parts]
    groups = [group_number(p[-2]) if source.by_group else None for p in parts]
    named, likely = _texts(s.named for s in scopes), _texts(s.likely for s in scopes)
    con.register(
        "_known",
        pa.table(
            {
                "key": _texts(keys),
                "named": named,
                "likely": likely,
                "group_no": _texts(groups),
                "tract": _texts(p[-1] or None for p in parts),
            }
        ),
    )
    con.execute("insert into landing._key select ?, key, named, likely, group_no, tract from _known", [layout.layout])
    con.unregister("_known")


def _texts(values: Iterable[str | None]) -> pa.Array:
    return pa.array(list(values), pa.string())


def _store(con: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    con.register("_given", table)
    con.execute(f"create or replace table landing.{name} as select * from _given")
    con.unregister("_given")
