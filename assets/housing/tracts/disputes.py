"""边界争议: buildings that two villages claim, drawn on the maps of both at one spot. Each keeps its own row."""

from __future__ import annotations

import duckdb
import numpy as np
import pyarrow as pa
from scipy.spatial import KDTree

from assets.housing.tracts.middles import middles
from assets.housing.tracts.neighbours import metres

NEAR = 3.0
"""Metres between the middles of two drawings of one building: less than any two houses are apart."""

DRAWN = """
select region, building_no, geometry from housing._map where length(region) = 12 and geometry is not null
order by region, building_no, map_id
"""


def build_disputes(con: duckdb.DuckDBPyConnection) -> None:
    """Fill `housing.disputed_building` (a building of one village and that of another that stands on its spot)."""
    drawn = con.sql(DRAWN).to_arrow_table()
    points = middles(drawn["geometry"].to_numpy())
    known = np.flatnonzero(~np.isnan(points[:, 0]))
    if len(known) < 2:
        return
    pairs = known[KDTree(metres(points[known])).query_pairs(NEAR, output_type="ndarray")].reshape(-1, 2)
    pairs = np.concatenate([pairs, pairs[:, ::-1]])
    one, other = (drawn.take(pa.array(pairs[:, side])) for side in (0, 1))
    named = {"region": one["region"], "building_no": one["building_no"]}
    facing = {"other_region": other["region"], "other_building_no": other["building_no"]}
    con.register("_pair", pa.table(named | facing))
    con.execute("""
        insert into housing.disputed_building by name
        select distinct * from _pair where region <> other_region order by all
    """)
    con.unregister("_pair")
