"""People from elsewhere: households whose hukou is in another county, with where they come from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import Draws
from demo.families import C1, C2, H, W


def origins(draws: Draws, tag: str, ids: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """A county outside per id: its 6-digit code and an address there."""
    table = tables.rows("origins")
    pick = draws.integers(tag, ids, 0, len(table))
    county = np.array([r["province"] + r["city"] + r["county"] for r in table], dtype=object)[pick]
    towns = draws.choice(
        tag + "/town", ids, ["城关镇", "太平镇", "新华镇", "龙泉镇", "永安镇", "石桥镇", "东风街道", "兴隆乡"]
    )
    place = draws.choice(
        tag + "/place", ids, ["王庄村", "李庄村", "赵庄村", "新村", "前进村", "大河村", "东升社区", "和平社区"]
    )
    house = draws.integers(tag + "/house", ids, 1, 260).astype(str).astype(object)
    return np.array([r["code"] for r in table], dtype=object)[pick], county + towns + place + house + "号"


def draw_migrants(draws: Draws, villages: pd.DataFrame, n: int, first_fam: int, until: Any) -> pd.DataFrame:
    """About `n` migrants (never fewer than asked; cut by the caller) as members of households numbered from first_fam.

    Columns as of `families.members`, with village (where they live) and kind (single, pair, family).
    """
    ids = np.arange(first_fam, first_fam + n)
    kind = draws.choice("mig/kind", ids, ["single", "pair", "family"], [0.5, 0.22, 0.28])
    weights = either(villages["community"], 3.0 / max(int(villages["community"].sum()), 1), 1.0 / len(villages))
    village = draws.choice("mig/village", ids, np.arange(len(villages)), weights)
    woman = draws.hit("mig/woman", ids, 0.42)
    youngest = np.select([kind == "single", kind == "pair"], [17, 21], 24)
    age = youngest + 34 * draws.uniform("mig/age", ids) ** 1.3
    parts = []
    for slot in (H, W, C1, C2):
        if slot in (H, W):
            there = (kind != "single") | (woman == (slot == W))
            years = np.maximum(age - (1.5 if slot == W else 0), 17)
        else:
            room = age - 23 - 3.2 * (slot - C1)
            there = (kind == "family") & (draws.hit("mig/second", ids, 0.35) & (room > 0.5) if slot == C2 else True)
            years = (room * (0.3 + 0.7 * draws.uniform("mig/child", ids))).clip(0.2, 17 - 2 * (slot - C1))
        born = np.datetime64(until, "D") - (years * 365.2425).astype(int).astype("timedelta64[D]")
        boy = draws.hit(f"mig/boy/{slot}", ids, 0.53)
        sex = either(boy, "1", "2") if slot in (C1, C2) else np.full(n, "1" if slot == H else "2")
        member = {"fam": ids, "slot": slot, "sex": sex, "birth": born, "village": village, "kind": kind, "twin": False}
        parts.append(pd.DataFrame(member)[there])
    people = pd.concat(parts).sort_values(["fam", "slot"], ignore_index=True)
    jitter = draws.integers("mig/day", people["fam"] * 8 + people["slot"], 0, 60)
    people["birth"] = people["birth"].to_numpy().astype("datetime64[D]") - jitter.astype("timedelta64[D]")
    return people
