"""The eight difficulties (seeds/001) and the five groups (seeds/002), listed and counted."""

import datetime as dt

from tests.people.county import A, B, C, County
from tests.roster.comparison.asked import dwelling, listed

LONG_AGO = "2020-01-01"


def test_empty_hukou_separated_and_away_without_an_address(county: County) -> None:
    county.hukou("empty", A)
    county.record("survey", "empty", scope=A, empty_hukou_listed=True)
    county.hukou("separated", A)
    county.migrant("separated", C, hukou_region=A, since=LONG_AGO)
    county.hukou("neighbour", A)
    county.migrant("neighbour", B, hukou_region=A, since=LONG_AGO)
    county.hukou("away", A)
    county.survey("away", A, state="2", away_since=LONG_AGO)
    county.hukou("told", A)
    county.survey("told", A, state="2", away_since=LONG_AGO, away_region="440101", away_address="某路1号")
    county.build()
    found = listed(county, "difficulty")
    assert {p for f, _, p in found if f == "empty_hukou"} == {"empty"}
    assert ("separated", C, "separated") in found
    assert {p for f, _, p in found if f == "separated"} == {"separated", "told"}
    assert {(r, p) for f, r, p in found if f == "away_address_unknown"} == {(A, "away")}


def test_children_without_hukou(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-05-01", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.survey("m", A, sex="2")
    county.survey("grown", A, hukou_state="5", birth_date="2008-08-31")
    county.survey("young", A, hukou_state="5", birth_date="2008-09-01")
    county.build()
    assert {p for f, _, p in listed(county, "difficulty") if f == "unregistered_child"} == {"c", "young"}


def test_several_homes_are_numbered_the_own_first(county: County) -> None:
    for number, building in ((1, "3"), (2, "7")):
        dwelling(county, "survey", kind="household", building_no=building, unit_no="1", household_no=f"00{number}")
        place = county.rows["place_record"][-1]
        county.record("survey", "a", role="head", layout="survey_household", scope=A, path="a.csv", row=place["row"],
                      household_no=f"00{number}", building_no=building, unit_no="1")  # fmt: skip
    county.survey("a", A, household_no="002", building_no="7", unit_no="1")
    county.build()
    homes = county.con.execute(
        "select person_id, home_no, building_no from roster.difficulty where finding = 'several_homes' order by 2"
    ).fetchall()
    assert homes == [("a", 1, "7"), ("a", 2, "3")]


def test_no_fixed_abode_and_special_units(county: County) -> None:
    county.record("no_fixed_abode", "wanders", residence_region=B)
    county.survey("sailor", A)
    county.record("special_units", "sailor", unit_name="航道处")
    county.build()
    found = listed(county, "difficulty")
    assert ("no_fixed_abode", B, "wanders") in found
    assert ("special_area", A, "sailor") in found
    assert {p for f, _, p in listed(county, "group_of_note") if f == "special_group"} == {"wanders", "sailor"}


def test_buildings_that_people_live_in_and_the_map_lacks(county: County) -> None:
    county.scope("village_map", A)
    dwelling(county, "village_map", kind="building", building_no="1", use="住宅")
    county.survey("drawn", A, building_no="1", unit_no="1", household_no="001")
    county.survey("not_drawn", A, building_no="2", unit_no="1", household_no="002")
    county.survey("no_map", B, building_no="2", unit_no="1", household_no="003")
    county.build()
    told = county.con.execute(
        "select region, building_no from roster.difficulty where finding = 'building_not_drawn'"
    ).fetchall()
    assert told == [(A, "2")]


def test_public_rental_sites_and_foreigners(county: County) -> None:
    dwelling(county, "housing_estates", kind="building", building_no="5", use="公租房")
    county.survey("tenant", A, building_no="5", unit_no="1")
    county.survey("owner", A, building_no="6", unit_no="1", household_no="x")
    county.record("construction_workers", "worker", unit_name="工地", residence_region=B)
    county.record("construction_workers", "gone", unit_name="工地", residence_state="2")
    county.record("foreign_residents", "foreigner", residence_region=C, id_status="foreign", id_number="P1234567")
    county.build()
    found = listed(county, "group_of_note")
    assert {p for f, _, p in found if f == "public_rental"} == {"tenant"}
    assert {(r, p) for f, r, p in found if f == "building_site"} == {(B, "worker")}
    assert {(r, p) for f, r, p in found if f == "foreign_resident"} == {(C, "foreigner")}


def test_they_are_counted_per_township(county: County) -> None:
    for person, village in (("a", A), ("b", B), ("c", C)):
        county.survey(person, village)
        county.record("special_units", person, unit_name="航道处")
    county.build()
    counted = county.con.execute("""
        select level, region, persons from roster.finding_summary
        where listing = 'difficulty' and finding = 'special_area' order by level, region
    """).fetchall()
    assert counted == [
        ("county", "370281000000", 3), ("township", "370281101000", 2), ("township", "370281102000", 1),
        ("village", A, 1), ("village", B, 1), ("village", C, 1),
    ]  # fmt: skip


def test_the_dead_are_on_no_list(county: County) -> None:
    county.hukou("a", A)
    county.record("special_units", "a", unit_name="航道处")
    county.record("civil_deaths", "a", death_date=dt.date(2026, 6, 1), life_status="dead", as_of=dt.date(2026, 6, 1))
    county.build()
    assert listed(county, "difficulty") == set()
