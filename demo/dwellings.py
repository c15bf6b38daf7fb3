"""The dwellings of the county: houses of villages by group, flats of estates by building, unit and room."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.draws import Draws

_ESTATES = [
    "锦绣",
    "阳光",
    "金色",
    "翠湖",
    "丽景",
    "华府",
    "御景",
    "碧水",
    "东方",
    "世纪",
    "康居",
    "安泰",
    "福星",
    "祥和",
    "名仕",
    "滨江",
]


_ESTATE_ENDS = ["花园", "苑", "小区", "新城", "家园", "华庭", "公馆", "嘉园"]


FLATS_PER_BUILDING, GRID_DWELLINGS = 36, 250


def _estate_names(draws: Draws, village: NDArray[Any], number: NDArray[Any]) -> NDArray[Any]:
    """Estates' names: the pool is walked through, so that no two estates of the county share one before it ends."""
    pool = np.array([a + b for b in _ESTATE_ENDS for a in _ESTATES], dtype=object)
    pool = pool[np.argsort(draws.bits("estate", np.arange(len(pool))), kind="stable")]
    serial = pd.factorize(village * 64 + number)[0]
    more = either(serial >= len(pool), (serial // len(pool) + 1).astype(str).astype(object) + "期", "")
    return pool[serial % len(pool)] + more


def make_dwellings(draws: Draws, villages: pd.DataFrame, needed: NDArray[Any]) -> pd.DataFrame:
    """Dwellings: what is needed per village and about 12 % more, which stand empty at first."""
    counts = np.ceil(needed * 1.12).astype(int) + 4
    village = np.repeat(np.arange(len(villages)), counts)
    slot = np.concatenate([np.arange(c) for c in counts])
    community = villages["community"].to_numpy()[village]
    estate_no, in_estate = slot // 216, slot % 216
    building = either(community, in_estate // FLATS_PER_BUILDING + 1, slot + 1)
    flat = in_estate % FLATS_PER_BUILDING
    room = (flat % 12 // 2 + 1) * 100 + flat % 2 + 1
    per_group = np.ceil(counts / villages["groups"].to_numpy()).astype(int)[village]
    code = villages["code"].to_numpy(dtype=object)[village]
    return pd.DataFrame(
        {
            "village": village,
            "slot": slot,
            "community": community,
            "group": either(community, 0, slot // per_group + 1),
            "estate": either(community, _estate_names(draws, village, estate_no), villages["name"].to_numpy()[village]),
            "road": villages["road"].to_numpy()[village]
            + "路"
            + (estate_no * 17 + 8).astype(str).astype(object)
            + "号",
            "building": building,
            "unit": either(community, flat // 12 + 1, 0),
            "room": either(community, room, 0),
            "grid": code + np.char.zfill((slot // GRID_DWELLINGS + 1).astype(str), 3).astype(object),
            "code": code + np.char.zfill((slot + 1).astype(str), 7).astype(object),
        }
    )
