"""An office and what it knows: which people it lists this month, how its clerks copy them, and where they misread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.places import CITY, COUNTY, PROVINCE
from demo.truth import bit
from demo.world import PLACE, World

_COPY = 1 << 40
_STYLES = {
    "police": {"full": 86, "county": 9, "city": 5},
    "office": {"full": 40, "county": 20, "city": 12, "room": 8, "hanzi_group": 6, "office": 4, "short": 5, "dash": 5},
    "village": {"full": 30, "county": 18, "short": 12, "hash": 8, "dash": 10, "bare": 8, "room": 6, "hanzi_group": 8},
}


@dataclass
class Office:
    """One source in one month. `people` is the state at the end of the month, `last` its last day."""

    source: str
    world: World
    people: pd.DataFrame
    month: str
    last: np.datetime64

    def __post_init__(self) -> None:
        """What the office believes: moves it has not yet heard of have not happened."""
        people = self.people
        unaware = people["changed"].notna().to_numpy() & ~self.known(people["changed"])
        self.people = people.copy()
        for column in PLACE:
            self.people.loc[unaware, column] = people.loc[unaware, f"last_{column}"]

    @property
    def rates(self) -> dict[str, float]:
        """The source's line of dirt in the profile."""
        return tables.profile()["dirt"][tables.profile()["dirt_like"].get(self.source, self.source)]

    def hit(self, what: str, ids: Any, share: Any) -> NDArray[np.bool_]:
        """A lasting decision of this office about each id."""
        return self.world.draws.hit(f"{self.source}/{what}", ids, share)

    def does(self, habit: str, ids: Any) -> NDArray[np.bool_]:
        """A lasting decision about each id at the office's own rate, `[habits.<source>]` of the profile."""
        return self.hit(habit, ids, tables.profile()["habits"][self.source][habit])

    def choice(self, what: str, ids: Any, values: Any, weights: Any = None) -> NDArray[Any]:
        """A lasting choice of this office for each id."""
        return self.world.draws.choice(f"{self.source}/{what}", ids, values, weights)

    def known(self, dates: pd.Series) -> NDArray[np.bool_]:
        """Whether the office has heard of events of these dates: its lag has passed (mean as in the profile)."""
        lag = tables.profile()["lag"].get(self.source, 0)
        days = (2 * lag * self.world.draws.uniform(f"{self.source}/lag", dates.index)).astype(int)
        return (dates + pd.to_timedelta(days, unit="D") <= pd.Timestamp(self.last)).to_numpy()

    def alive(self) -> NDArray[np.bool_]:
        """Alive as far as the office knows: the dead stay on until it hears of it."""
        return ~(self.people["death"].notna().to_numpy() & self.known(self.people["death"]))

    def seen(self) -> NDArray[np.bool_]:
        """Not among those who are in no file at all."""
        return ~invisible(self.world, self.people)

    def take(self, mask: Any) -> pd.DataFrame:
        """Rows for the people of whom `mask` holds: their columns, pid, tags and the key of the clerks' draws."""
        rows = self.people[np.asarray(mask)].copy()
        rows["pid"] = rows.index
        rows["key"] = rows.index.to_numpy().astype(np.int64)
        rows["shown_id"] = either(rows["hukou"] == "none", None, rows["id18"])
        return rows.reset_index(drop=True)

    def with_dead(self, rows: pd.DataFrame, mask: Any) -> pd.DataFrame:
        """Add dead people (of whom `mask` holds) who were never taken off: the profile's percent of the rows."""
        pids = np.nonzero(np.asarray(mask) & self.people["death"].notna().to_numpy())[0]
        pids = np.setdiff1d(pids, rows["pid"])
        n = round(len(rows) * self.rates["dead"] / 100)
        pick = np.sort(pids[np.argsort(self.world.draws.bits(f"{self.source}/dead", pids), kind="stable")[:n]])
        late = self.take(np.isin(np.arange(len(self.people)), pick))
        late["tags"] = late["tags"] | bit("dead_listed")
        return pd.concat([rows, late], ignore_index=True)

    def with_twice(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add a second row for some people; it goes through other hands (`copy` is 1)."""
        rows = rows.assign(copy=0)
        again = rows[self.hit("twice", rows["pid"], self.rates["twice"] / 100)].copy()
        again["copy"], again["key"] = 1, again["key"] + _COPY
        again["tags"] = again["tags"] | bit("twice")
        return pd.concat([rows, again], ignore_index=True)

    def stale(self, rows: pd.DataFrame, dwelling: str = "live_dwelling") -> NDArray[Any]:
        """The dwelling that the office has on record: for some people the one before. Tags those."""
        old = (
            self.hit("stale", rows["key"], self.rates["address_stale"] / 100) & (rows["prev_dwelling"] >= 0).to_numpy()
        )
        old &= (rows["prev_dwelling"] != rows[dwelling]).to_numpy()
        rows.loc[old, "tags"] |= bit("address_stale")
        return either(old, rows["prev_dwelling"], rows[dwelling])

    def address(self, rows: pd.DataFrame, dwelling: Any, manner: str) -> NDArray[Any]:
        """Dwellings as addresses, in the style of each clerk."""
        weights = _STYLES[manner]
        style = self.choice("style", rows["key"].to_numpy() % _COPY // 3, list(weights), list(weights.values()))
        return self.world.book.look_up(np.asarray(dwelling).astype(np.int64), style)

    def hukou_address(self, rows: pd.DataFrame, manner: str) -> NDArray[Any]:
        """Hukou addresses: in the county, in another county, or of a house that no longer stands (空挂)."""
        out = self.address(rows, rows["hukou_dwelling"], manner)
        villages, towns = self.world.places.villages, self.world.places.towns
        at = rows["hukou_village"].to_numpy().clip(0)
        head = towns["name"].to_numpy(dtype=object)[villages["town"].to_numpy()[at]]
        gone = PROVINCE + CITY + COUNTY + head + villages["name"].to_numpy(dtype=object)[at]
        number = (900 + rows["fam"].to_numpy() % 97).astype(str).astype(object)
        collective = rows["fam"].to_numpy() % 3 == 0
        gone = either(collective, gone + "集体户", gone + number + "号")
        empty = rows["empty"].to_numpy(dtype=bool) & (rows["hukou"] == "in").to_numpy()
        out = either(empty & (rows["hukou_dwelling"].to_numpy() < 0), gone, out)
        return either(rows["hukou"] == "out", rows["hukou_address"], out)

    def same_as(self, rows: pd.DataFrame, addresses: NDArray[Any]) -> NDArray[Any]:
        """Some who live where their hukou is have 同户籍 for an address."""
        same = (rows["live_dwelling"] == rows["hukou_dwelling"]).to_numpy() & np.array(
            [a is not None for a in addresses]
        )
        share = tables.profile()["forms"]["same_as"] / 100
        return either(same & self.hit("same-as", rows["key"], share), "同户籍", addresses)

    def region(self, village: Any) -> NDArray[Any]:
        """12-digit codes of villages by position; None where negative."""
        at = np.asarray(village).astype(np.int64)
        return either(at >= 0, self.world.places.villages["code"].to_numpy(dtype=object)[at.clip(0)], None)


def invisible(world: World, people: pd.DataFrame) -> NDArray[np.bool_]:
    """Residents in no file: all have hukou elsewhere, for the police knows everybody else."""
    share = tables.profile()["population"]["invisible"] / tables.profile()["population"]["migrants"] * 0.87
    return world.draws.hit("invisible", people["fam"], share) & (people["hukou"] == "out").to_numpy()
