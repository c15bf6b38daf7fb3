"""`data/raw/reference/`: regions with validity dates (one village merged, one renamed), grids, tracts and staff."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import names, tables
from demo.arrays import texts
from demo.identity import phones
from demo.places import CITY, COUNTY, COUNTY_CODE, MERGED_UNTIL, PROVINCE, RENAMED_FROM
from demo.world import World

_START = "2000-01-01"
_TRACT_DWELLINGS = 80


def _write(target: Path, header: list[str], rows: list[list[Any]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])


def _regions(world: World) -> list[list[Any]]:
    """Code, name, level, parent, first and last day: what is in force, then what was."""
    city = COUNTY_CODE[:4] + "00000000"
    rows = [
        [COUNTY_CODE[:2] + "0" * 10, PROVINCE, "province", "", _START, ""],
        [city, CITY, "city", COUNTY_CODE[:2] + "0" * 10, _START, ""],
        [COUNTY_CODE + "000000", COUNTY, "county", city, _START, ""],
    ]
    towns, villages = world.places.towns, world.places.villages
    renamed, before = world.places.renamed
    above = {"town": COUNTY_CODE + "000000"}
    for level, frame in (("town", towns), ("village", villages)):
        pairs = zip(frame["code"].tolist(), frame["name"].tolist(), strict=True)
        since = {renamed: RENAMED_FROM}
        rows += [[c, n, level, above.get(level, c[:9] + "000"), since.get(c, _START), ""] for c, n in pairs]
    code, name, heir = world.places.merged
    until = str(np.datetime64(RENAMED_FROM) - 1)
    gone = [renamed, before, "village", renamed[:9] + "000", _START, until]
    return [*rows, gone, [code, name, "village", heir, _START, MERGED_UNTIL]]


def _people(world: World, tag: str, n: int) -> NDArray[Any]:
    """Names of grid workers and census staff: they are no persons of the truth."""
    ids = np.arange(n)
    sex = world.draws.choice(f"{tag}/sex", ids, ["1", "2"])
    year, nobody = np.full(n, 1985), np.full(n, None, dtype=object)
    return names.surnames(world.draws, f"{tag}/surname", ids) + names.given(world.draws, tag, ids, year, sex, nobody)


def _grids(world: World) -> list[list[Any]]:
    """Code, name, village, head, worker and phone of each grid; a village's grids have one head."""
    villages, grids = world.places.villages, world.places.dwellings.drop_duplicates("grid")
    phone = phones(world.draws, "grid/phone", grids["slot"].to_numpy() + grids["village"].to_numpy() * 100_000)
    heads, workers = _people(world, "grid/head", len(villages)), _people(world, "grid/worker", len(grids))
    code, name = villages["code"].tolist(), villages["name"].tolist()
    columns = zip(grids["grid"], grids["village"], workers, phone, strict=True)
    return [[g, f"{name[v]}第{int(g[-3:])}网格", code[v], heads[v], w, p] for g, v, w, p in columns]


def _tracts(world: World) -> list[list[Any]]:
    """Tract, village, building of those townships that have drawn their tracts: about 80 dwellings each."""
    homes, villages = world.places.dwellings, world.places.villages
    share = tables.profile()["community"]["tract_towns"]
    drawn = world.draws.hit("tracts", np.arange(len(world.places.towns)), share)
    drawn[0] = True
    homes = homes[drawn[villages["town"].to_numpy()[homes["village"]]]]
    homes = homes.drop_duplicates(["village", "estate", "building"])
    code = villages["code"].to_numpy(dtype=object)[homes["village"]]
    tract = code + texts(homes["slot"] // _TRACT_DWELLINGS + 1, 3)
    return [list(row) for row in zip(tract, code, texts(homes["building"], 4), strict=True)]


def _staff(world: World) -> list[list[Any]]:
    """Name, role, village and phone of the 两员; every fifth leads the others."""
    villages = world.places.villages
    people, phone = _people(world, "staff/name", len(villages)), phones(world.draws, "staff", villages.index.to_numpy())
    columns = zip(people, villages["code"], phone, strict=True)
    return [[n, "普查指导员" if i % 5 == 0 else "普查员", c, p] for i, (n, c, p) in enumerate(columns)]


def write(world: World, raw: Path) -> None:
    """Write regions.csv, grids.csv, tracts.csv and staff.csv below `raw`/reference."""
    folder = raw / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "regions.csv", ["code", "name", "level", "parent", "valid_from", "valid_to"], _regions(world))
    _write(folder / "grids.csv", ["网格编码", "网格名称", "region", "网格长", "网格员", "电话"], _grids(world))
    _write(folder / "tracts.csv", ["tract", "region", "building_no"], _tracts(world))
    _write(folder / "staff.csv", ["name", "role", "region", "phone"], _staff(world))
