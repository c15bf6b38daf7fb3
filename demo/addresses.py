"""Addresses as people write them: a dwelling in one of ten styles."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.places import CITY, COUNTY, PROVINCE, Places

STYLES = ("full", "county", "city", "short", "room", "hash", "dash", "hanzi_group", "office", "bare")
_HANZI = np.array(list("零一二三四五六七八九十"), dtype=object)


def _text(numbers: Any) -> NDArray[Any]:
    return np.asarray(numbers).astype(str).astype(object)


def _flat(homes: pd.DataFrame, style: str) -> NDArray[Any]:
    """Building, unit and room of an estate."""
    building, unit, room = (_text(homes[c]) for c in ("building", "unit", "room"))
    if style in ("hash", "bare"):
        return building + "#" + unit + "-" + room
    if style in ("dash", "short"):
        return building + "-" + unit + "-" + room
    if style == "room":
        return building + "栋" + unit + "单元" + room + "室"
    return building + "号楼" + unit + "单元" + room


def _house(homes: pd.DataFrame, style: str) -> NDArray[Any]:
    """Group and house number in a village."""
    group = homes["group"].to_numpy().clip(0, 10)
    number = _text(homes["building"]) + "号"
    if style == "hanzi_group":
        return _HANZI[group] + "组" + number
    if style in ("short", "dash"):
        return number
    return _text(group) + "组" + number


def _heads(style: str) -> str:
    if style in ("short", "bare", "dash", "hash"):
        return ""
    return {"county": COUNTY, "city": CITY + COUNTY, "office": COUNTY}.get(style, PROVINCE + CITY + COUNTY)


def written(places: Places, style: str) -> NDArray[Any]:
    """Every dwelling's address in one style, by dwelling position."""
    homes = places.dwellings
    village = homes["village"].to_numpy()
    town = places.villages["town"].to_numpy()[village]
    town_name = places.towns["name"].to_numpy(dtype=object)[town]
    if style == "office":
        town_name = np.array([t + "办事处" if t.endswith("街道") else t for t in places.towns["name"]], dtype=object)[
            town
        ]
    village_name = places.villages["name"].to_numpy(dtype=object)[village]
    brief = style in ("short", "bare", "dash", "hash")
    in_village = ("" if brief else town_name) + village_name + _house(homes, style)
    road = "" if brief else town_name + homes["road"].to_numpy(dtype=object)
    in_estate = road + homes["estate"].to_numpy(dtype=object) + _flat(homes, style)
    return _heads(style) + either(homes["community"], in_estate, in_village)


class AddressBook:
    """Addresses by dwelling and style, each style written once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._written: dict[str, NDArray[Any]] = {}

    def look_up(self, dwelling: NDArray[Any], style: NDArray[Any] | str) -> NDArray[Any]:
        """Addresses of dwellings (positions; negative gives None), in one style or one style per row."""
        out = np.full(len(dwelling), None, dtype=object)
        styles = np.full(len(dwelling), style, dtype=object) if isinstance(style, str) else style
        for name in sorted(set(styles.tolist())):
            if name not in self._written:
                self._written[name] = written(self._places, name)
            mask = (styles == name) & (dwelling >= 0)
            out[mask] = self._written[name][dwelling[mask]]
        return out
