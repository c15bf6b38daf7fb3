"""Who lives in which dwelling: slots are taken in a shuffled order, so that empty ones lie among the others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.draws import Draws
from demo.places import Places


class Homes:
    """The free dwellings of every village, handed out once each; a full village doubles up."""

    def __init__(self, draws: Draws, places: Places) -> None:
        village = places.dwellings["village"].to_numpy()
        self._order = np.lexsort((draws.bits("homes", np.arange(len(village))), village))
        self._start = np.searchsorted(village, np.arange(len(places.villages)))
        self._size = np.bincount(village, minlength=len(places.villages))
        self._used = np.zeros(len(places.villages), dtype=np.int64)

    def take(self, villages: NDArray[Any]) -> NDArray[np.int64]:
        """One dwelling (position) in each of `villages`."""
        villages = np.asarray(villages, dtype=np.int64)
        turn = pd.Series(villages).groupby(villages).cumcount().to_numpy() + self._used[villages]
        self._used += np.bincount(villages, minlength=len(self._used))
        return self._order[self._start[villages] + turn % self._size[villages]]

    def taken(self) -> NDArray[np.bool_]:
        """Which dwellings have been handed out (also to people who have left since)."""
        used = np.zeros(len(self._order), dtype=bool)
        for start, n, size in zip(self._start, self._used, self._size, strict=True):
            used[self._order[start : start + min(n, size)]] = True
        return used


def needs_home(people: pd.DataFrame) -> NDArray[np.bool_]:
    """Living in the county in a dwelling of their own household, not in a dormitory."""
    return ((people["live_hh"] >= 0) & (people["unit"] < 0)).to_numpy()


def house(homes: Homes, people: pd.DataFrame) -> None:
    """Fill hukou_dwelling and live_dwelling of the first population, in place: family homes first."""
    with_home = people[(people["hukou_hh"] >= 0) & ~people["empty"]]
    family = with_home.drop_duplicates("hukou_hh")
    home = pd.Series(homes.take(family["hukou_village"].to_numpy()), index=family["hukou_hh"].to_numpy())
    people["hukou_dwelling"] = people["hukou_hh"].where(~people["empty"], -1).map(home).fillna(-1).astype(np.int64)
    at_home = needs_home(people) & (people["live_hh"] % 16 == 0).to_numpy() & (people["hukou"] != "out").to_numpy()
    elsewhere = needs_home(people) & ~at_home
    hh = people[elsewhere].drop_duplicates("live_hh")
    rented = pd.Series(homes.take(hh["live_village"].to_numpy()), index=hh["live_hh"].to_numpy())
    family_home = people["fam"].map(home)
    people["live_dwelling"] = either(at_home, family_home, either(elsewhere, people["live_hh"].map(rented), np.nan))
    lost = at_home & people["live_dwelling"].isna().to_numpy()
    people.loc[lost, "live_dwelling"] = homes.take(people.loc[lost, "live_village"].to_numpy())
    people["live_dwelling"] = people["live_dwelling"].fillna(-1).astype(np.int64)
    random_home = homes._order[people.index.to_numpy() * 7919 % len(homes._order)]
    differs = (people["hukou_dwelling"] >= 0) & (people["hukou_dwelling"] != people["live_dwelling"])
    people["prev_dwelling"] = either(differs, people["hukou_dwelling"], random_home)
