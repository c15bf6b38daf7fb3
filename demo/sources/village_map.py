"""一村一图: the buildings of each village as GeoJSON (contract.md section 3.2), some of them not drawn (漏绘)."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either, texts
from demo.draws import Draws
from demo.office import Office
from demo.sources import scopes

_WEST, _SOUTH = 115.2, 30.0  # an invented corner, degrees of WGS84
_VILLAGE, _STEP = 0.03, 0.0004  # degrees between villages and between buildings


def maps(office: Office) -> list[tuple[str, bytes]]:
    """Name and bytes of each village's file."""
    buildings, villages = _buildings(office), office.world.places.villages
    share = tables.profile()["community"]["undrawn"]
    late = office.hit(f"redrawn/{office.month}", buildings["key"], 0.3)
    buildings = buildings[~office.hit("undrawn", buildings["key"], share) | late]
    points = office.hit("points", np.arange(len(villages)), tables.profile()["community"]["points"])
    town = scopes.towns(office, np.arange(len(villages)))
    names = [f"{t}{n}_{c}.geojson" for t, n, c in zip(town, villages["name"], villages["code"], strict=True)]
    of = [buildings[buildings["village"] == at] for at in range(len(villages))]
    return [(n, _collection(office.world.draws, b, p)) for n, b, p in zip(names, of, points.tolist(), strict=True)]


def _buildings(office: Office) -> pd.DataFrame:
    """Houses and blocks of flats, then schools and firms: number, name, floors, units, use, place in the village."""
    homes = office.world.places.dwellings.assign(name=lambda d: either(d["community"], d["estate"], ""))
    groups = homes.groupby(["village", "name", "building"], sort=True)
    found = groups.agg(units=("unit", "max"), room=("room", "max"), slot=("slot", "min")).reset_index()
    flats = found["name"] != ""
    found["floors"] = either(flats, found["room"] // 100, found["slot"] % 3 + 1)
    found["name"] = either(flats, found["name"] + found["building"].astype(str) + "号楼", "")
    found["building_no"], found["use"] = texts(found["building"], 4), "住宅"
    units = office.world.places.units
    use = {"firm": "厂房", "home": "养老"}
    more = pd.DataFrame({"village": units["village"], "name": units["name"], "units": 0, "floors": 4})
    more["slot"], more["building_no"] = 5000 + more.index.to_numpy(), "9" + texts(more.index.to_numpy() % 1000, 3)
    more["use"] = units["kind"].map(use).fillna("学校")
    found = pd.concat([found, more], ignore_index=True)
    found["region"] = office.region(found["village"])
    found["key"] = found["village"] * 10_000 + found["slot"]
    found = found.sort_values(["village", "slot"], ignore_index=True)
    order = found.groupby("village").cumcount()
    wide = np.ceil(np.sqrt(found.groupby("village")["slot"].transform("size")))
    return found.assign(column=order % wide, line=order // wide)


def _corners(draws: Draws, rows: pd.DataFrame) -> NDArray[np.float64]:
    """Corners (n x 5 x 2, closed rings) of buildings that stand in rows, each a little off its place."""
    key, village = rows["key"].to_numpy(), rows["village"].to_numpy()
    off = np.stack([draws.uniform("map/east", key), draws.uniform("map/north", key)], axis=1) * _STEP / 4
    east, north = village % 8 * _VILLAGE + rows["column"] * _STEP, village // 8 * _VILLAGE + rows["line"] * _STEP
    spot = np.stack([east, north], axis=1)
    size = np.stack([0.4 + 0.4 * draws.uniform("map/long", key), 0.3 + 0.3 * draws.uniform("map/deep", key)], axis=1)
    ring = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    corner = np.array([_WEST, _SOUTH]) + spot + off
    return np.round(corner[:, None, :] + ring[None, :, :] * (size * _STEP / 1.5)[:, None, :], 7)


def _collection(draws: Draws, rows: pd.DataFrame, points: bool) -> bytes:
    """A FeatureCollection of polygons, or of points in their middles."""
    rings = _corners(draws, rows)
    shapes: list[dict[str, Any]] = [{"type": "Polygon", "coordinates": [ring]} for ring in rings.tolist()]
    if points:
        middles = np.round(rings[:, :4].mean(axis=1), 7).tolist()
        shapes = [{"type": "Point", "coordinates": middle} for middle in middles]
    columns = ["building_no", "region", "name", "floors", "units", "use"]
    records = rows[columns].to_dict("records")
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in zip(records, shapes, strict=True)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
