"""Where people live at the start: at home, in another village of the county, outside it, in a dormitory."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import Draws
from demo.families import C1, C3, GF, GM, H, W

OUT_REASONS = ("务工", "经商", "学习培训", "投靠亲友", "婚姻嫁娶")


def _kind(fam: pd.DataFrame) -> NDArray[Any]:
    """The line of [living] in the profile that a family follows: elderly couples stay as the old do."""
    kind = fam["kind"].to_numpy()
    return either((kind == "couple") & (fam["age"].to_numpy() >= 55), "old", kind)


def patterns(draws: Draws, fam: pd.DataFrame) -> NDArray[Any]:
    """home, town, out_couple, out_father, out_young or empty (空挂: hukou without a home) per family."""
    ids, kind, out = fam["fam"].to_numpy(), _kind(fam), np.empty(len(fam), dtype=object)
    for name in np.unique(kind.astype(str)):
        shares, mask = tables.profile()["living"][name], kind == name
        out[mask] = draws.choice("fam/pattern", ids[mask], list(shares), list(shares.values()))
    return out


def other_village(draws: Draws, tag: str, ids: NDArray[Any], village: NDArray[Any], villages: pd.DataFrame) -> Any:
    """Another village of the county, communities four times out of five."""
    weights = either(villages["community"], 4.0 / max(int(villages["community"].sum()), 1), 1.0 / len(villages))
    found = draws.choice(tag, ids, np.arange(len(villages)), weights)
    return either(found == village, (found + 1) % len(villages), found)


def settle(draws: Draws, fam: pd.DataFrame, people: pd.DataFrame, villages: pd.DataFrame) -> pd.DataFrame:
    """Living columns of family members, in the order of `people`.

    live_in (in the county), live_village, live_hh (household number, -1 outside), empty, alone (in town by himself),
    branch (0 home, 1 elsewhere in the county, 2 outside).
    """
    shares = tables.profile()["living"]
    row, slot = people["row"].to_numpy(), people["slot"].to_numpy()
    pattern = patterns(draws, fam)[row]
    old, couple = np.isin(slot, [GF, GM]), np.isin(slot, [H, W])
    ids = people["fam"].to_numpy() * 8 + slot
    age = people["age"].to_numpy()
    empty_here = draws.hit("fam/empty-here", people["fam"].to_numpy(), shares["empty_in_county"])
    branch = np.zeros(len(people), dtype=int)
    branch[(pattern == "town") & ~old] = 1
    branch[(pattern == "out_couple") & couple] = 2
    branch[(pattern == "out_father") & (slot == H)] = 2
    branch[(pattern == "out_young") & ~old] = 2
    branch[pattern == "empty"] = either(empty_here, 1, 2)[pattern == "empty"]
    grown = (slot >= C1) & (slot <= C3) & (age >= 18) & (branch == 0)
    luck = draws.uniform("grown-child", ids)
    out_share, town_share = shares["grown_child_out"], shares["grown_child_town"]
    branch[grown & (luck < out_share)] = 2
    alone = grown & (luck >= out_share) & (luck < out_share + town_share)
    village = people["village"].to_numpy()
    moved = other_village(draws, "town/village", people["fam"].to_numpy(), village, villages)
    own_way = other_village(draws, "alone/village", ids, village, villages)
    here = either(alone, own_way, either(branch == 1, moved, village))
    live_hh = people["fam"].to_numpy() * 16 + either(alone, 4 + slot, branch)
    return pd.DataFrame({
        "live_in": branch < 2,
        "live_village": either(branch < 2, here, -1),
        "live_hh": either(branch < 2, live_hh, -1),
        "empty": pattern == "empty",
        "alone": alone,
        "branch": either(alone, 1, branch),
    })  # fmt: skip


def since_days(draws: Draws, ids: NDArray[Any]) -> NDArray[np.int64]:
    """How many days ago somebody came or left: exponential, about an eighth less than half a year, hardly any new."""
    return (2 + -np.log(1 - draws.uniform("since", ids) * 0.999) * 1350).astype(np.int64)
