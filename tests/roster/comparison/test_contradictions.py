"""Contradicting evidence becomes a finding with both sides named (issue 5, Bad input)."""

import pytest

from tests.people.county import A, B, County
from tests.roster.comparison.asked import dwelling, sides


def test_dead_and_insured(county: County) -> None:
    dead = county.record("civil_deaths", "a", death_date="2026-06-10", life_status="dead", as_of="2026-06-10")
    insured = county.record("social_insurance", "a")
    county.record("medical_insurance", "a", life_status="dead")
    county.build()
    assert sides(county, "dead_and_insured") == [("a", None, dead, insured)]


@pytest.mark.parametrize(
    ("said", "found"),
    [({}, True), ({"as_of": "2026-06-10"}, False), ({"state": "2"}, False), ({"life_status": "dead"}, False)],
    ids=["listed later", "listed before", "said to be away", "listed as dead"],
)
def test_dead_and_listed_by_those_who_look(county: County, said: dict, found: bool) -> None:
    dead = county.record("civil_deaths", "a", death_date="2026-06-10", life_status="dead", as_of="2026-06-10")
    county.hukou("a")
    rows = [county.survey("a", **said), county.grid("a", **said)]
    county.build()
    assert sides(county, "dead_and_listed") == ([("a", None, dead, row) for row in sorted(rows)] if found else [])


def test_a_declaration_counts_once_it_is_reviewed(county: County) -> None:
    dead = county.record("civil_deaths", "a", death_date="2026-06-10", life_status="dead", as_of="2026-06-10")
    county.record("self_declarations", "a", pending=True)
    reviewed = county.record("self_declarations", "a", residence_state="1", residence_region=A)
    county.build()
    assert sides(county, "dead_and_listed") == [("a", None, dead, reviewed)]


def test_dead_and_listed_as_living_with_both_sides_named(county: County) -> None:
    dead = county.record("pic_persons", "a", death_date="2026-06-10", life_status="dead", as_of="2026-08-31")
    listed = county.survey("a")
    county.grid("a", as_of="2026-05-01")
    ended = county.record("social_insurance", "b", life_status="dead")
    found = county.grid("b")
    county.survey("c", life_status="dead")
    county.build()
    assert sorted(sides(county, "dead_and_listed")) == [("a", None, dead, listed), ("b", None, ended, found)]


def test_two_spouses_two_heads_and_spouses_of_one_sex(county: County) -> None:
    rows = {p: county.hukou(p, household_no="1", relation=r, sex=s)
            for p, r, s in (("head", "02", "1"), ("wife", "12", "2"), ("other", "12", "2"), ("same", "10", "1"),
                            ("second", "02", "1"), ("child", "20", "1"))}  # fmt: skip
    county.build()
    spouses = sides(county, "two_spouses")
    assert len(spouses) == 2
    assert {p for row in spouses for p in row[:2]} == {"wife", "other", "same"}
    assert {rows[a] for a, *_ in spouses} == {r for _, _, r, _ in spouses}
    assert [{a, b} for a, b, *_ in sides(county, "two_heads")] == [{"head", "second"}]
    assert {(a, b) for a, b, *_ in sides(county, "spouses_of_one_sex")} == {("head", "same"), ("second", "same")}


def test_the_same_numbers_in_two_groups_or_a_unit_are_not_one_household(county: County) -> None:
    for person, group_no in (("a", "1"), ("b", "2")):
        county.survey(person, household_no="001", group_no=group_no, layout="survey_family")
    for person in "cd":
        county.survey(person, household_no="009", unit_name="某厂", layout="survey_collective")
    county.build()
    assert sides(county, "two_heads") == []


@pytest.mark.parametrize(("birth", "found"), [("2021-03-01", True), ("2010-08-31", False), ("2010-09-01", True)])
def test_a_head_of_five_years(county: County, birth: str, found: bool) -> None:
    head = county.hukou("child", household_no="1", relation="02", birth_date=birth)
    county.hukou("mother", household_no="1", relation="52", birth_date="1985-01-01", sex="2")
    county.build()
    assert sides(county, "young_head") == ([("child", "mother", head, head)] if found else [])


def test_a_parent_younger_than_the_child_could_have(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-05-01", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child, birth_date="2016-01-01")
    mother = county.hukou("m", birth_date="2016-01-01", sex="2", relation="20")
    county.build()
    assert sides(county, "parent_too_young") == [("c", "m", child, mother)]


def test_a_dwelling_in_two_villages(county: County) -> None:
    first = dwelling(county, "grid_dwellings", "g1", use="住宅", occupancy="occupied")
    second = dwelling(county, "grid_dwellings", "g1", region=B, use="住宅", occupancy="occupied")
    dwelling(county, "grid_dwellings", "g2", use="住宅")
    county.build()
    assert sides(county, "dwelling_in_two_villages") == [(None, None, first, second)]
    told = county.one("select region, detail from roster.contradiction")
    assert told == (A, f"region={A};other_region={B}")


@pytest.mark.parametrize(("moved", "found"), [("1979-12-31", True), ("1980-01-01", False), (None, False)])
def test_a_move_before_the_birth(county: County, moved: str | None, found: bool) -> None:
    row = county.hukou("a", birth_date="1980-01-01", moved_in_date=moved)
    county.build()
    assert sides(county, "move_before_birth") == ([("a", None, row, row)] if found else [])


def test_a_birth_known_to_the_month_contradicts_no_day_of_it(county: County) -> None:
    county.hukou("a", birth_date="1980-06-01", birth_precision="month", moved_in_date="1980-06-01")
    county.hukou("b", birth_date="1980-06-15", birth_precision="month", moved_in_date="1980-06-01")
    county.build()
    assert sides(county, "move_before_birth") == []


def test_two_villages_claim_one_person(county: County) -> None:
    rows = [county.hukou("a", village, source_record_key=village) for village in (A, B)]
    lived = [county.survey("a", village, source_record_key=f"s{village}") for village in (A, B)]
    county.hukou("b", A)
    county.survey("b", A, state="2")
    county.survey("b", B)
    county.build()
    assert sides(county, "registered_twice") == [("a", None, *rows)]
    assert sides(county, "present_twice") == [("a", None, *lived)]
