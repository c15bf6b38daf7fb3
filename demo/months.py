"""What a month does to the county: births, deaths, arrivals, departures, moves, marriages, transfers of hukou."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from demo import newcomers, tables, work
from demo.arrays import either, years_until
from demo.moves import come_back, days_of, go_out, marry, move_within, some, transfer
from demo.world import World


def _deaths(world: World, month: str, first: Any, days: int) -> None:
    people = world.people
    age = years_until(first, people["birth"])
    alive = (
        people["death"].isna()
        & (people["birth"] < pd.Timestamp(first))
        & (people["live_in"] | (people["hukou"] == "in"))
    )
    pids = some(world, f"death/{month}", alive, tables.profile()["months"]["deaths"], np.exp(age / 11.0))
    people.loc[pids, "death"] = days_of(world, f"death/day/{month}", pids, first, days)


def settle_newborn(world: World, last: Any) -> None:
    """Newborn get hukou (their parents') on their day of registration; until then they have none and no number."""
    people = world.people
    young = people["birth"] > pd.Timestamp(last) - pd.Timedelta(days=400)
    fresh = young & people["registered"].isna() & (people["mother"] >= 0)
    people.loc[fresh, "registered"] = newcomers.register_delay(world.draws, people[fresh])
    waits = young & (people["mother"] >= 0) & ~(people["registered"] <= pd.Timestamp(last))
    people.loc[waits, "hukou"] = "none"
    done = young & (people["hukou"] == "none") & (people["registered"] <= pd.Timestamp(last))
    mother = people.loc[done, "mother"].to_numpy()
    father = people.loc[done, "father"].to_numpy()
    parent = either((people["hukou"].to_numpy()[father] == "in") & (father >= 0), father, mother)
    for column in ("hukou", "hukou_village", "hukou_dwelling", "hukou_hh", "hukou_code", "hukou_address"):
        people.loc[done, column] = people[column].to_numpy()[parent]


def step(world: World, month: str) -> pd.DataFrame:
    """Live through one month; returns the people as they are at the end of its last day."""
    first = np.datetime64(month, "D")
    days = pd.Period(month).days_in_month
    last = first + np.timedelta64(days - 1, "D")
    _deaths(world, month, first, days)
    transfer(world, month, first, days)
    come_back(world, month, first, days)
    go_out(world, month, first, days)
    move_within(world, month, first, days)
    marry(world, month, first, days)
    newcomers.join(world, month, first, days)
    settle_newborn(world, last)
    work.place_pupils(world.draws, world.places, world.people, last)
    return world.people.copy()
