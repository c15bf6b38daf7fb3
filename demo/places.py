"""Townships, villages, hamlets and estates of the county, their dwellings, grids, schools and employers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

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


MERGED_UNTIL, RENAMED_FROM = "2025-12-31", "2024-07-01"


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

    @property
    def renamed(self) -> tuple[str, str]:
        """Code of the village that has a new name since `RENAMED_FROM`, and its name before."""
        village = self.villages.iloc[1]
        return str(village["code"]), "茶亭" + ("社区" if village["community"] else "村")


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
