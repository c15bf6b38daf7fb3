"""The tracts of every village: from blocks to `housing._dwelling_tract` and the outlines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from assets.housing.tracts.blocks import build_blocks
from assets.housing.tracts.grids import build_grids
from assets.housing.tracts.known import build_known
from assets.housing.tracts.middles import middles
from assets.housing.tracts.village import Village, divide_village
from assets.registry.rules import TractRules
from assets.registry.run import Run

FRAME = """
select b.region, b.building, b.part, b.dwellings, b.geometry, b.place, k.tract, k.given, k.last,
    dense_rank() over (partition by b.region order by g.grid nulls first) - 1 as area
from housing._block b
    join housing._known k on k.region = b.region and k.building = b.building and k.part = b.part
    left join housing._block_grid g on g.region = b.region and g.building = b.building and g.part = b.part
order by b.region, b.turn
"""

DWELLING_TRACTS = """
create or replace table housing._dwelling_tract as
select p.key, p.region, b.tract, coalesce(o.grid, g.grid) as grid
from housing._part p
    join housing._block_tract b on b.region = p.region and b.building = p.building and b.part = p.part
    left join housing._dwelling_grid o using (key)
    left join housing._block_grid g on g.region = p.region and g.building = p.building and g.part = p.part
"""


def build_tracts(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `housing._dwelling_tract` (dwelling key -> region, tract, grid) and `housing._outline` (tract, geometry)."""
    build_blocks(con, run.rules.tracts)
    build_grids(con)
    build_known(con, run)
    frame = con.sql(FRAME).to_arrow_table()
    tracts, outlines = divide_all(frame, run.rules.tracts)
    _store(con, "_block_tract", frame.select(["region", "building", "part"]).append_column("tract", tracts))
    codes, texts = list(outlines), list(outlines.values())
    _store(con, "_outline", pa.table({"tract": pa.array(codes, pa.string()), "geometry": pa.array(texts, pa.string())}))
    con.execute(DWELLING_TRACTS)


def divide_all(frame: pa.Table, rules: TractRules) -> tuple[pa.Array, dict[str, str]]:
    """The tract of every row of `frame` (blocks by village, in its order) and the outline of every tract."""
    tracts: list[str] = []
    outlines: dict[str, str] = {}
    for village in villages(frame, rules):
        divided = divide_village(village, rules)
        tracts += divided.tract
        outlines |= divided.outline
    return pa.array(tracts, pa.string()), outlines


def villages(frame: pa.Table, rules: TractRules) -> Iterator[Village]:
    """The villages of a frame, one after the other."""
    columns = {name: np.asarray(frame[name].to_numpy()) for name in frame.column_names}
    columns["degrees"] = middles(columns["geometry"])
    if not rules.whole_grids:
        columns["area"] = np.zeros(len(frame), dtype=np.int64)
    region = columns["region"]
    ends = (
        np.flatnonzero(np.append(region[1:] != region[:-1], True)) + 1 if len(region) else np.array([], dtype=np.int64)
    )
    first = 0
    for end in map(int, ends):
        yield _village({name: column[first:end] for name, column in columns.items()})
        first = end


def _village(rows: dict[str, NDArray[Any]]) -> Village:
    return Village(
        region=str(rows["region"][0]),
        dwellings=rows["dwellings"].astype(np.int64),
        degrees=rows["degrees"],
        place=rows["place"].astype(np.int64),
        area=rows["area"],
        tract=rows["tract"].tolist(),
        given=bool(rows["given"][0]),
        last=int(rows["last"][0]),
    )


def _store(con: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    con.register("_tract_rows", rows)
    con.execute(f"create or replace table housing.{name} as from _tract_rows")
    con.unregister("_tract_rows")
