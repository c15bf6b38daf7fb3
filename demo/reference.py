"""`data/raw/reference/`: regions (one village merged into another, with validity dates), grids and staff."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from demo.identity import phones
from demo.places import CITY, COUNTY, COUNTY_CODE, MERGED_UNTIL, PROVINCE
from demo.world import World


def _write(target: Path, header: list[str], rows: list[list[Any]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([header, *rows])


def _regions(world: World) -> list[list[Any]]:
    start = "2000-01-01"
    city = COUNTY_CODE[:4] + "00000000"
    rows = [
        [COUNTY_CODE[:2] + "0" * 10, PROVINCE, "province", "", start, ""],
        [city, CITY, "city", COUNTY_CODE[:2] + "0" * 10, start, ""],
        [COUNTY_CODE + "000000", COUNTY, "county", city, start, ""],
    ]
    towns, villages = world.places.towns, world.places.villages
    above = {"town": COUNTY_CODE + "000000"}
    for level, frame in (("town", towns), ("village", villages)):
        pairs = zip(frame["code"].tolist(), frame["name"].tolist(), strict=True)
        rows += [[c, n, level, above.get(level, c[:9] + "000"), start, ""] for c, n in pairs]
    return rows


def write(world: World, raw: Path) -> None:
    """Write regions.csv, grids.csv and staff.csv below `raw`/reference."""
    folder = raw / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    villages = world.places.villages
    code, name, heir = world.places.merged
    gone = [code, name, "village", heir, "2000-01-01", MERGED_UNTIL]
    header = ["code", "name", "level", "parent", "valid_from", "valid_to"]
    _write(folder / "regions.csv", header, [*_regions(world), gone])
    grids = world.places.dwellings.drop_duplicates("grid")
    phone = phones(world.draws, "grid/phone", grids["slot"].to_numpy() + grids["village"].to_numpy() * 100_000)
    names, codes = villages["name"].tolist(), villages["code"].tolist()
    rows = [
        [g, f"{names[v]}第{int(g[-3:])}网格", codes[v], "李某", "王某", p]
        for g, v, p in zip(grids["grid"], grids["village"], phone, strict=True)
    ]
    _write(folder / "grids.csv", ["网格编码", "网格名称", "region", "网格长", "网格员", "电话"], rows)
    staff = phones(world.draws, "staff", villages.index.to_numpy())
    duty = [
        [f"普查员{i}", "普查指导员" if i % 5 == 0 else "普查员", c, p]
        for i, (c, p) in enumerate(zip(villages["code"], staff, strict=True))
    ]
    _write(folder / "staff.csv", ["name", "role", "region", "phone"], duty)
