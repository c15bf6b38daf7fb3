"""One building is one row, whoever names it: the map's number, an address, the housing department's list."""

from typing import Any

import pytest

from tests.housing.test_dwelling import place
from tests.people.county import A, County

POINT = '{"type":"Point","coordinates":[115.4,30.2]}'


def mapped(county: County, number: str, **said: Any) -> None:
    """A building of the village map; `address` is how addresses call it: estate or group, and number."""
    called = said.pop("address", None)
    key = {"address_key": f"{A}|{called[0]}|{called[1]}|"} if called else {}
    n = len(county.rows["place_record"])
    county.add("place_record", record_id=f"map{n}", month=county.month.key, source="village_map", layout="village_map",
               path="a.geojson", row=n, kind="building", region=A, building_no=number, geometry=POINT,
               **key, **said)  # fmt: skip


def flat(county: County, code: str, number: str, estate: str, **said: Any) -> None:
    """A grid dwelling that calls its building as addresses do."""
    n = len(county.rows["place_record"])
    county.add("place_record", record_id=f"flat{n}", month=county.month.key, source="grid_dwellings", path="g.csv",
               layout="grid_dwellings", row=n, kind="dwelling", region=A, building_no=number, estate=estate,
               dwelling_code=code, address_key=f"{A}|{estate}|{number}|1-{code}", **said)  # fmt: skip


def buildings(county: County, columns: str) -> list[tuple[Any, ...]]:
    return county.con.execute(f"select {columns} from housing.building order by building_no, name").fetchall()


def test_a_building_of_the_map_and_its_dwellings(county: County) -> None:
    mapped(county, "3", name="某村3号", floors=2, units=2, use="住宅")
    place(county, dwelling_code="g1", building_no="3", unit_no="1", use="商住")
    county.build()
    assert buildings(county, "region, building_no, name, floors, units, use, geometry") == [
        (A, "3", "某村3号", 2, 2, "住宅", POINT)
    ]


def test_a_building_that_the_map_lacks_stays_without_a_geometry(county: County) -> None:
    mapped(county, "3", name="某村3号")
    place(county, dwelling_code="g1", building_no="4", unit_no="1", use="住宅")
    county.build()
    assert buildings(county, "building_no, name, units, use, geometry is null") == [
        ("3", "某村3号", None, None, False),
        ("4", "", 1, "住宅", True),
    ]


def test_a_building_known_by_its_address_takes_the_number_of_the_map(county: County) -> None:
    """Two estates of one village have a building 1 each; the map numbers the second one 4."""
    mapped(county, "1", name="东苑1号楼", estate="东苑", address=("东苑", "1"))
    mapped(county, "4", name="西苑1号楼", estate="西苑", address=("西苑", "1"))
    flat(county, "e1", "1", "东苑")
    flat(county, "w1", "1", "西苑")
    county.build()
    assert buildings(county, "building_no, name") == [("1", "东苑1号楼"), ("4", "西苑1号楼")]
    dwellings = county.con.execute("select building_no, estate from housing.dwelling order by all").fetchall()
    assert dwellings == [("1", "东苑"), ("4", "西苑")]


def test_the_housing_department_tells_what_the_map_leaves_out(county: County) -> None:
    mapped(county, "1", name="东苑1号楼", estate="东苑", address=("东苑", "1"))
    for number in ("1", "2"):
        place(county, kind="building", source="housing_estates", building_no=number, estate="东苑", floors=11, units=66,
              use="商品房")  # fmt: skip
    county.build()
    assert buildings(county, "building_no, name, floors, units, geometry is null") == [
        ("1", "东苑1号楼", 11, 66, False),
        ("2", "东苑", 11, 66, True),
    ]


def test_a_figure_behind_the_name_of_an_estate_is_not_compared(county: County) -> None:
    """The map's name is read as building 23 of 宿舍, the grid writes building 3 of 宿舍2; the number is the same."""
    mapped(county, "3", name="宿舍23号楼", estate="宿舍", address=("宿舍", "23"))
    flat(county, "d1", "3", "宿舍2")
    county.build()
    assert buildings(county, "building_no, name") == [("3", "宿舍23号楼")]


def test_a_number_drawn_twice_is_one_building(county: County) -> None:
    mapped(county, "1", name="甲")
    mapped(county, "1", name="乙")
    county.build()
    assert buildings(county, "building_no, name") == [("1", "甲")]


@pytest.mark.parametrize(
    ("grid", "managers", "expected"), [("vacant", "occupied", "vacant"), (None, "vacant", "vacant")]
)
def test_a_managers_word_weighs_less_than_the_grids(
    county: County, grid: str | None, managers: str, expected: str
) -> None:
    place(county, dwelling_code="g1", building_no="3", unit_no="1", occupancy=grid)
    for _ in range(3):  # one row per occupant: one word
        place(county, source="property_lists", building_no="3", unit_no="1", occupancy=managers)
    county.build()
    occupancy, evidence = county.one("select occupancy, evidence from housing.dwelling")
    assert occupancy == expected
    assert f"property_lists={managers}" in evidence
