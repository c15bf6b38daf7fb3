import csv
from pathlib import Path

import pytest


def _rows(county: Path, name: str) -> list[dict[str, str]]:
    with (county / "raw" / "reference" / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_regions_hang_together(county: Path) -> None:
    rows = _rows(county, "regions.csv")
    codes = {r["code"] for r in rows}
    assert len(codes) == len(rows)
    assert all(len(c) == 12 for c in codes)
    assert all(r["parent"] in codes for r in rows if r["level"] != "province")
    assert {r["level"] for r in rows} == {"province", "city", "county", "town", "village"}


def test_one_village_was_merged_into_another(county: Path) -> None:
    gone = [r for r in _rows(county, "regions.csv") if r["valid_to"]]
    heirs = {r["code"] for r in _rows(county, "regions.csv") if not r["valid_to"] and r["level"] == "village"}
    assert len(gone) == 1
    assert gone[0]["parent"] in heirs


@pytest.mark.parametrize(("name", "column"), [("grids.csv", "region"), ("staff.csv", "region")])
def test_grids_and_staff_belong_to_villages(county: Path, name: str, column: str) -> None:
    villages = {r["code"] for r in _rows(county, "regions.csv") if r["level"] == "village"}
    rows = _rows(county, name)
    assert rows
    assert {r[column] for r in rows} <= villages
