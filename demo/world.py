"""The county as it stands before its first month: ground, people, homes, work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from demo import homes, naming, people, places, work
from demo.addresses import AddressBook
from demo.draws import Draws
from demo.dwellings import make_dwellings
from demo.foreigners import make_foreigners
from demo.units import make_units

# Households living at home count twice, once by hukou and once by residence: this share of the sum needs a dwelling.
_OWN_HOMES = 0.68
# What a move changes; `last_…` holds it as it was before the newest move, of the day `changed`.
PLACE = ["live_in", "live_village", "live_dwelling", "live_hh", "live_since", "away_code", "away_address", "unit"]


@dataclass
class World:
    """One simulated county. `people` is the state after the last month made; `foreign` are on a roll of their own."""

    draws: Draws
    places: places.Places
    homes: homes.Homes
    people: pd.DataFrame
    persons: int
    start: np.datetime64
    foreign: pd.DataFrame
    book: AddressBook = field(init=False)

    def __post_init__(self) -> None:
        """Addresses are written when first asked for."""
        self.book = AddressBook(self.places)


def create(seed: int, persons: int, before: Any) -> World:
    """A county of `persons` living people at the end of the day `before`."""
    draws = Draws(seed)
    towns = places.make_towns(draws, persons)
    villages = places.make_villages(draws, towns, persons)
    everyone = people.populate(draws, villages, persons, before)
    naming.finish(draws, everyone)
    units = make_units(draws, towns, villages, persons)
    ground = places.Places(towns, villages, pd.DataFrame(), units)
    work.employ(draws, ground, everyone)
    work.describe(draws, everyone)
    living = everyone[everyone["live_hh"] >= 0].drop_duplicates("live_hh")["live_village"]
    family = everyone[everyone["hukou_hh"] >= 0].drop_duplicates("hukou_hh")["hukou_village"]
    both = pd.concat([living, family]).to_numpy(dtype=int)
    needed = np.bincount(both, minlength=len(villages)) * _OWN_HOMES
    ground = places.Places(towns, villages, make_dwellings(draws, villages, needed), units)
    rooms = homes.Homes(draws, ground)
    homes.house(rooms, everyone)
    for column in PLACE:
        everyone[f"last_{column}"] = everyone[column]
    for column in ("registered", "moved_in", "changed"):
        everyone[column] = np.datetime64("NaT", "s")
    guests = make_foreigners(draws, ground, persons, before)
    return World(draws, ground, rooms, everyone, persons, np.datetime64(before, "D"), guests)
