"""One dwelling under two names, and whether anybody lives in it."""

from pathlib import Path
from typing import Any

from tests.people.county import A, County


def place(county: County, kind: str = "dwelling", source: str = "grid_dwellings", **said: Any) -> None:
    n = len(county.rows["place_record"])
    if "building_no" in said:
        said["address_key"] = f"{A}||{said['building_no']}|{said.get('unit_no', '')}"
    county.add("place_record", record_id=f"place{n}", month=county.month.key, source=source, layout=source,
               path="a.csv", row=n, kind=kind, region=A, **said)  # fmt: skip


def test_grid_code_and_workbook_address_are_one_dwelling_where_the_same_people_stand(county: County) -> None:
    place(county, dwelling_code="g1", building_no="7", use="住宅", occupancy="occupied")
    for person in ("a", "b"):
        county.survey(person, building_no="0021", unit_no="2")
        county.grid(person, dwelling_code="g1")
    county.build()
    told = county.one("select building_no, unit_no, dwelling_code, occupancy, evidence from housing.dwelling")
    assert told == ("7", None, "g1", "occupied", "persons=2; grid_dwellings=occupied")


def test_a_vacant_dwelling_is_vacant_until_somebody_is_placed_there(county: County) -> None:
    place(county, source="survey", building_no="1", unit_no="1", occupancy="vacant")
    place(county, source="survey", building_no="2", unit_no="1", occupancy="vacant")
    county.survey("a", building_no="2", unit_no="1")
    county.build()
    found = county.con.execute("select building_no, occupancy from housing.dwelling order by 1").fetchall()
    assert found == [("1", "vacant"), ("2", "occupied")]


def test_a_dwelling_of_which_nothing_is_said_is_unknown(county: County) -> None:
    place(county, dwelling_code="g1")
    county.build()
    assert county.one("select occupancy, evidence from housing.dwelling") == ("unknown", None)


def test_buildings_are_derived_from_dwellings(county: County) -> None:
    for unit in ("1", "2"):
        place(county, dwelling_code=f"g{unit}", building_no="3", unit_no=unit, use="住宅")
    county.build()
    assert county.one("select building_no, units, use from housing.building") == ("3", 2, "住宅")


def test_a_dwelling_keeps_its_id_when_the_grid_gives_it_a_code(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.survey("a", building_no="3", unit_no="1")
    first.build()
    second = first.next_month("2026-09")
    second.survey("a", building_no="3", unit_no="1")
    second.grid("a", dwelling_code="g1")
    second.build()
    assert first.person("a", "dwelling_id") == second.person("a", "dwelling_id")
