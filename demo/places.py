"""Townships, villages, hamlets and estates of the county, their dwellings, grids, schools and employers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.draws import Draws
from demo.names import surnames

PROVINCE, CITY, COUNTY, COUNTY_CODE = "湖北省", "澜江市", "青岚县", "421927"
# ID prefixes of the county by year of first coding: prefecture time, city-county time, today.
ERAS = ((1900, "422927"), (1987, "421987"), (1996, "421927"))
_FIRST = "云石清龙凤白黄金双三大小东西南北上下松竹梅柳杨枫桂樟铁铜银茶油盐马牛羊鹿鹤鹰虎狮象麻谷麦"
_SECOND = "河湾桥岭坪塘坝泉山溪店铺垸畈冲岗坳寨集渡洲港墩堰滩井"
_ROADS = [
    "解放",
    "人民",
    "建设",
    "胜利",
    "文化",
    "新华",
    "朝阳",
    "和平",
    "滨河",
    "中山",
    "迎宾",
    "工业",
    "学府",
    "振兴",
    "幸福",
    "光明",
]
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


MERGED_UNTIL = "2025-12-31"


@dataclass(frozen=True)
class Places:
    """The county's ground.

    `towns` and `villages` by position; `dwellings` one row each with village (position), group, estate, building,
    unit, room, address parts and grid code; `units` employers, schools and homes with their village.
    """

    towns: pd.DataFrame
    villages: pd.DataFrame
    dwellings: pd.DataFrame
    units: pd.DataFrame

    @property
    def merged(self) -> tuple[str, str, str]:
        """Code and name of the village that went into the county's last one, and that one's code."""
        heir = str(self.villages["code"].iloc[-1])
        return heir[:9] + "299", "桐花岭村", heir


def _invented(draws: Draws, tag: str, n: int, taken: set[str]) -> list[str]:
    """`n` place names of two characters, none twice."""
    pool = [a + b for a in _FIRST for b in _SECOND]
    order = np.argsort(draws.bits(tag, np.arange(len(pool))), kind="stable")
    found = [pool[i] for i in order if pool[i] not in taken][:n]
    taken.update(found)
    return found


def make_towns(draws: Draws, persons: int) -> pd.DataFrame:
    """Townships: the seat (街道) first, then 镇, the last one a 乡. Columns: code (12 digits), name."""
    n = int(np.clip(round(persons / min(9000, 3600 + persons / 50)), 2, 24))
    names = _invented(draws, "town", n, set())
    kinds = ["街道", *["镇"] * (n - 2), "乡"] if n > 2 else ["街道", "镇"]
    start = {"街道": 1, "镇": 100, "乡": 200}
    codes = [f"{COUNTY_CODE}{start[k] + i:03d}000" for i, k in enumerate(kinds)]
    return pd.DataFrame({"code": codes, "name": [a + k for a, k in zip(names, kinds, strict=True)]})


def make_villages(draws: Draws, towns: pd.DataFrame, persons: int) -> pd.DataFrame:
    """Villages: code, name, town (position), community, groups, three clan surnames and their share, weight, road."""
    n = max(4, round(persons / min(1500, 600 + persons / 100)))
    ids = np.arange(n)
    town = np.sort(ids % len(towns))
    rank = pd.Series(town).groupby(town).cumcount().to_numpy()
    community = either(town == 0, rank % 5 < 4, (rank == 0) & (town < len(towns)))
    clan = surnames(draws, "clan", ids)
    names = np.array(_invented(draws, "village", n, set()), dtype=object)
    own = draws.hit("village/clan-name", ids, 0.35) & ~community & ~pd.Series(clan).duplicated().to_numpy()
    ends = draws.choice("village/clan-end", ids, ["家湾", "家畈", "家庄", "家垸", "家冲"])
    names = either(own, clan + ends, names)
    serial = either(community, 0, 200) + rank + 1
    towns_code = towns["code"].to_numpy(dtype=object)[town]
    return pd.DataFrame(
        {
            "code": [f"{c[:9]}{s:03d}" for c, s in zip(towns_code, serial, strict=True)],
            "name": names + either(community, "社区", "村"),
            "town": town,
            "community": community,
            "groups": draws.integers("groups", ids, 3, 9),
            "clan1": clan,
            "clan2": surnames(draws, "clan2", ids),
            "clan3": surnames(draws, "clan3", ids),
            "clan_share": either(community, 0.12, 0.40 + 0.30 * draws.uniform("clan/share", ids)),
            "weight": 0.6 + 0.8 * draws.uniform("village/weight", ids) + either(community, 0.3, 0.0),
            "road": draws.choice("road", ids, _ROADS),
        }
    )


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


def make_units(draws: Draws, towns: pd.DataFrame, villages: pd.DataFrame, persons: int) -> pd.DataFrame:
    """Schools (小学, 初级中学 per town; 高级中学 in the seat), factories with dormitories, homes for the old, firms."""
    seat = villages.index.to_series().groupby(villages["town"]).first().to_numpy()
    found = []
    for i, town in enumerate(towns["name"]):
        stem = town.rstrip("街道镇乡")
        found += [("primary", f"{COUNTY}{stem}中心小学", seat[i]), ("junior", f"{COUNTY}{stem}初级中学", seat[i])]
        found += [("home", f"{stem}福利院", seat[i])]
    highs = max(1, persons // 60_000)
    found += [("high", f"{COUNTY}第{'一二三四五六七八九十'[min(i, 9)]}中学", seat[i % len(seat)]) for i in range(highs)]
    n = max(4, persons // 600)
    place = draws.integers("firm/village", np.arange(n), 0, len(villages))
    stems = draws.choice(
        "firm/stem", np.arange(n), ["海源", "泰和", "鑫达", "瑞丰", "宏图", "永兴", "恒通", "金茂", "华盛", "天成"]
    )
    kinds = draws.choice("firm/kind", np.arange(n), ["食品", "机械", "建筑", "物流", "服装", "电子", "建材", "商贸"])
    found += [("firm", f"{COUNTY}{s}{k}有限公司", int(v)) for s, k, v in zip(stems, kinds, place, strict=True)]
    units = pd.DataFrame(found, columns=["kind", "name", "village"]).drop_duplicates("name", ignore_index=True)
    units["code"] = [f"{3142000000 + i * 7:010d}" for i in range(len(units))]
    units["dormitory"] = units["kind"].isin(["high", "home"]) | (units["kind"].eq("firm") & (units.index % 3 == 0))
    return units
