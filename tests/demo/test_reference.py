import csv
import datetime as dt
from pathlib import Path

import pytest


def _rows(county: Path, name: str) -> list[dict[str, str]]:
    with (county / "raw" / "reference" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_regions_hang_together(county: Path) -> None:
    rows = _rows(county, "regions.csv")
    codes = {r["code"] for r in rows}
    assert len({(r["code"], r["valid_from"]) for r in rows}) == len(rows)
    assert all(len(c) == 12 for c in codes)
    assert all(r["parent"] in codes for r in rows if r["level"] != "province")
    assert {r["level"] for r in rows} == {"province", "city", "county", "town", "village"}


def test_one_village_was_merged_into_another(county: Path) -> None:
    rows = _rows(county, "regions.csv")
    heirs = {r["code"] for r in rows if not r["valid_to"] and r["level"] == "village"}
    gone = [r for r in rows if r["valid_to"] and r["code"] not in heirs]
    assert len(gone) == 1
    assert gone[0]["parent"] in heirs


def test_one_village_has_a_new_name_from_the_day_after_its_old_one(county: Path) -> None:
    rows = _rows(county, "regions.csv")
    (before,) = [r for r in rows if r["valid_to"] and sum(o["code"] == r["code"] for o in rows) == 2]
    (after,) = [r for r in rows if r["code"] == before["code"] and not r["valid_to"]]
    assert dt.date.fromisoformat(after["valid_from"]) - dt.date.fromisoformat(before["valid_to"]) == dt.timedelta(1)
    assert before["name"] != after["name"]


def test_tracts_hold_buildings_of_their_village(county: Path) -> None:
    rows = _rows(county, "tracts.csv")
    assert rows
    assert all(r["tract"].startswith(r["region"]) and len(r["tract"]) == 15 for r in rows)


@pytest.mark.parametrize(("name", "column"), [(n, "region") for n in ("grids.csv", "tracts.csv", "staff.csv")])
def test_grids_and_staff_belong_to_villages(county: Path, name: str, column: str) -> None:
    villages = {r["code"] for r in _rows(county, "regions.csv") if r["level"] == "village"}
    rows = _rows(county, name)
    assert rows
    assert {r[column] for r in rows} <= villages
