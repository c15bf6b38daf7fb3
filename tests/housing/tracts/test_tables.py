"""From dwellings to tracts: given, split, virtual, in grids, staffed, and the same next month."""

from __future__ import annotations

import pytest

from tests.housing.test_building import mapped
from tests.housing.test_dwelling import place
from tests.people.county import A, B, C, County


def flats(county: County, floors: int, building: str = "1", stairs: int = 2) -> None:
    """A building with two flats on every floor of every staircase."""
    for stair in range(1, stairs + 1):
        for floor in range(1, floors + 1):
            for flat in (1, 2):
                place(county, dwelling_code=f"{building}-{stair}-{floor}0{flat}", building_no=building,
                      unit_no=f"{stair}-{floor}0{flat}", grid=f"{A}001")  # fmt: skip


def tracts(county: County, columns: str = "tract, kind, dwellings") -> list[tuple]:
    return county.con.execute(f"select {columns} from housing.tract order by tract").fetchall()


def test_an_over_large_building_is_split_between_floors(county: County) -> None:
    flats(county, floors=20, stairs=4)
    county.build()
    assert tracts(county) == [(f"{A}001", "drawn", 80), (f"{A}002", "drawn", 80)]
    floors = county.con.execute("""
        select max(n) from (select count(distinct tract) as n from housing.dwelling group by unit_no[:4])
    """).fetchall()
    assert floors == [(1,)]


def test_tracts_of_the_office_are_kept_and_what_they_leave_out_joins_them(county: County) -> None:
    for number in ("1", "2", "3"):
        place(county, dwelling_code=f"d{number}", building_no=number, unit_no="1")
    county.add("tract_building", tract="7", region=A, building_no="1")
    county.add("tract_building", tract="8", region=A, building_no="3")
    county.build()
    assert tracts(county, "tract, kind") == [(f"{A}007", "given"), (f"{A}008", "given")]
    assert county.one("select sum(dwellings) from housing.tract") == 3


def test_a_number_that_the_list_gives_to_two_tracts_says_nothing(county: County) -> None:
    place(county, dwelling_code="d1", building_no="1", unit_no="1")
    for tract in (f"{A}001", f"{A}002"):
        county.add("tract_building", tract=tract, region=A, building_no="1")
    county.build()
    assert tracts(county, "tract, kind") == [(f"{A}003", "drawn")]


@pytest.mark.parametrize(("kind", "code"), [("collective", "901"), ("family", "951")])
def test_who_has_no_dwelling_is_in_a_virtual_tract(county: County, kind: str, code: str) -> None:
    county.hukou("p", hukou_household_kind=kind)
    county.build()
    assert tracts(county) == [(f"{A}{code}", "virtual", 0)]
    assert county.person("p", "tract") == f"{A}{code}"


def test_every_building_is_in_a_tract_drawn_or_not_lived_in_or_not(county: County) -> None:
    mapped(county, "1", name="某村1号")
    mapped(county, "2")
    place(county, dwelling_code="d1", building_no="1", unit_no="1", occupancy="vacant")
    place(county, dwelling_code="d3", building_no="3", unit_no="1", estate="东苑")
    county.build()
    told = county.con.execute("""
        select building_no, building_name, dwellings, occupied, vacant from housing.building_tract order by building_no
    """).fetchall()
    assert told == [("1", "某村1号", 1, 0, 1), ("2", "", 0, 0, 0), ("3", "东苑", 1, 0, 0)]
    known = "select building_no, name from housing.building"
    assert sorted(county.con.execute(known).fetchall()) == [row[:2] for row in told]


def test_an_over_large_building_is_in_several_tracts(county: County) -> None:
    flats(county, floors=20, stairs=4)
    county.build()
    told = county.con.execute("select tract, dwellings from housing.building_tract order by tract").fetchall()
    assert told == [(f"{A}001", 80), (f"{A}002", 80)]


def test_a_tract_is_of_one_village(county: County) -> None:
    county.survey("a", building_no="1", unit_no="1")
    county.survey("b", B, building_no="1", unit_no="1")
    county.build()
    assert tracts(county, "tract, region") == [(f"{A}001", A), (f"{B}001", B)]


def test_grids_and_tracts_are_many_to_many(county: County) -> None:
    flats(county, floors=10, building="1")
    flats(county, floors=10, building="2")
    flats(county, floors=10, building="3", stairs=1)
    county.build()
    assert county.con.execute("select grid, sum(dwellings) from housing.grid_tract group by grid").fetchall() == [
        (f"{A}001", 100)
    ]


def test_tracts_stay_next_month(county: County) -> None:
    flats(county, floors=20, stairs=4)
    county.build()
    before = county.con.execute("select dwelling_code, tract from housing.dwelling order by all").fetchall()
    later = county.next_month("2026-09")
    flats(later, floors=20, stairs=4)
    place(later, dwelling_code="new", building_no="9", unit_no="1")
    later.build()
    after = later.con.execute("""
        select dwelling_code, tract from housing.dwelling where dwelling_code <> 'new' order by all
    """).fetchall()
    assert after == before
    assert len(tracts(later)) == 2


def test_households_are_counted_in_the_grid_of_their_dwelling_listed_or_not(county: County) -> None:
    for person, grid in (("a", f"{A}001"), ("b", f"{A}001"), ("c", f"{A}009")):
        county.grid(person, scope=grid, grid=grid, dwelling_code=f"d{person}")
    county.survey("a", household_no="1", relation="02")
    county.survey("b", household_no="1", relation="10")
    county.build()
    assert county.con.execute("select grid, households from housing.grid order by grid").fetchall() == [
        (f"{A}001", 1), (f"{A}009", 1), (f"{B}001", 0), (f"{C}001", 0),
    ]  # fmt: skip


def test_everybody_gets_an_enumerator_and_the_grid_worker_leads(county: County) -> None:
    flats(county, floors=20, stairs=4)
    county.add("staff", name="甲", role="普查员", region=A, phone="1")
    county.add("staff", name="乙", role="普查员", region=A, phone="2")
    county.add("staff", name="丙", role="普查指导员", region=A, phone="3")
    county.add("grid_worker", grid=f"{A}001", name="丁", phone="4")
    county.build()
    staff = county.con.execute("select role, name, dwellings, note from housing.tract_staff order by all").fetchall()
    assert sorted(staff) == [
        ("enumerator", "乙", 80, "staff"), ("enumerator", "甲", 80, "staff"),
        ("supervisor", "丁", 80, "grid_worker"), ("supervisor", "丁", 80, "grid_worker"),
    ]  # fmt: skip
    load = county.con.execute("select name, tracts, dwellings from housing.staff_workload order by name").fetchall()
    assert load == [("丁", 2, 160), ("乙", 1, 80), ("甲", 1, 80)]


def test_a_tract_without_staff_is_shown_without_a_name(county: County) -> None:
    flats(county, floors=1)
    county.add("staff", name="戊", role="普查指导员", region=B, phone="5")
    county.build()
    assert county.con.execute("select role, name from housing.tract_staff order by role").fetchall() == [
        ("enumerator", None),
        ("supervisor", "戊"),
    ]


def test_a_building_on_the_maps_of_two_villages_is_told(county: County) -> None:
    for village, number, east in ((A, "1", 115.4), (A, "2", 115.41), (B, "9", 115.40001)):
        mapped(county, number)
        geometry = f'{{"type":"Point","coordinates":[{east},30.2]}}'
        county.rows["place_record"][-1] |= {"region": village, "geometry": geometry}
    county.build()
    told = county.con.execute("from housing.disputed_building order by all").fetchall()
    assert told == [(A, "1", B, "9"), (B, "9", A, "1")]
