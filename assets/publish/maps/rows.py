"""The rows of the maps, village by village: read from the working database once, handed to the writers as they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

import duckdb

from assets.publish.maps.queries import BUILDINGS, LINES, NAMES, NUMBERS, REGIONS, TRACTS

State = Literal["occupied", "partly", "vacant", "unknown", "none"]


@dataclass(frozen=True)
class Building:
    """One building as far as it lies in one tract; `numbers` are those of its lines in the householder roll."""

    tract: str
    number: str
    name: str
    group_no: str | None
    floors: int | None
    is_part: bool
    dwellings: int
    occupied: int
    vacant: int
    households: int
    numbers: str | None
    address: str | None
    claimed: str | None
    geometry: str | None

    @property
    def state(self) -> State:
        """How it is shaded: by who lives in its dwellings, `none` where no dwelling is known."""
        if not self.dwellings:
            return "none"
        if not self.occupied:
            return "vacant" if self.vacant else "unknown"
        return "partly" if self.vacant else "occupied"

    @property
    def is_lived_in(self) -> bool:
        """Whether an enumerator will meet somebody there."""
        return bool(self.occupied or self.households)


@dataclass(frozen=True)
class Tract:
    """One tract and its sums; `loose` dwellings have no building number, `unplaced` households no known dwelling."""

    code: str
    kind: str
    dwellings: int
    households: int
    vacant: int
    persons: int
    enumerator: str | None
    supervisor: str | None
    loose: int
    unplaced: int
    unplaced_numbers: str | None
    outline: str | None

    @property
    def number(self) -> str:
        """Its number inside the village, as people say it."""
        return self.code[12:] or self.code


@dataclass(frozen=True)
class VillageMap:
    """One village: its tracts, and their buildings in the order of the roll. `place`: county, township, village."""

    region: str
    name: str
    place: str
    tracts: tuple[Tract, ...]
    buildings: tuple[Building, ...]


def read_village_maps(con: duckdb.DuckDBPyConnection) -> Iterator[VillageMap]:
    """Every village that has tracts, in the order of their codes. Makes temporary tables `map_*`."""
    for statement in (REGIONS, LINES, NUMBERS):
        con.execute(statement)
    names = dict(con.execute(NAMES).fetchall())
    buildings = {
        region: tuple(Building(*row[1:]) for row in rows)
        for region, rows in groupby(con.execute(BUILDINGS).fetchall(), key=itemgetter(0))
    }
    for region, rows in groupby(con.execute(TRACTS).fetchall(), key=itemgetter(0)):
        line = (f"{region[:6]}000000", f"{region[:9]}000", region)
        place = " ".join(names.get(code, code) for code in line)
        tracts = tuple(Tract(*row[1:]) for row in rows)
        yield VillageMap(region, names.get(region, region), place, tracts, buildings.get(region, ()))
