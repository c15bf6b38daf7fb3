"""Units where people work, learn and sleep: schools, firms, homes for the old."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo.draws import Draws
from demo.places import COUNTY


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
