"""Who has his hukou elsewhere belongs to the roster because he is seen to live here, and for thirty days."""

import datetime as dt
from pathlib import Path

import pytest

from tests.people.county import A, B, County

OTHER = "420101"


def insured(county: County, person: str, **said: object) -> None:
    """A row of the medical insurance: a contact address."""
    county.record("medical_insurance", person, scope=A, residence_region=A, hukou_region=OTHER, **said)


def test_a_contact_address_alone_finds_nobody_where_somebody_looked(county: County) -> None:
    county.migrant("seen")
    insured(county, "seen")
    insured(county, "unseen")
    county.build()
    assert county.person("seen", "in_roster, population_category") == (True, "3")
    assert county.person("unseen", "in_roster, residence_region") == (False, A)


def test_where_nobody_looked_a_contact_address_is_believed(county: County) -> None:
    county.migrant("seen", B)
    insured(county, "unseen")
    county.build()
    assert county.person("unseen", "in_roster") is True


@pytest.mark.parametrize("listed", [True, False], ids=["still listed", "dropped"])
def test_an_employer_keeps_nobody_whom_the_lists_that_look_have_dropped(tmp_path: Path, listed: bool) -> None:
    first = County(tmp_path)
    for person in ("a", "b"):
        first.migrant(person)
    first.record("education_students", "a", residence_region=A, hukou_region=OTHER)
    first.build()
    second = first.next_month("2026-09")
    second.migrant("b")
    if listed:
        second.migrant("a")
    second.record("education_students", "a", residence_region=A, hukou_region=OTHER)
    second.build()
    assert second.person("a", "in_roster") is listed
    third = second.next_month("2026-10")
    third.migrant("b")
    third.record("education_students", "a", residence_region=A, hukou_region=OTHER)
    third.build()
    assert third.person("a", "in_roster") is False


def test_whom_the_survey_dropped_stays_out_until_somebody_finds_him_again(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.survey("a", hukou_region=OTHER, hukou_state="4")
    first.grid("a", hukou_region=OTHER, hukou_state="4", as_of="2026-07-01")
    first.build()
    assert first.person("a", "in_roster") is True
    county, found = first, []
    for month, collected in (("2026-09", "2026-07-01"), ("2026-10", "2026-07-01"), ("2026-11", "2026-11-05")):
        county = county.next_month(month)
        county.survey("b", hukou_region=OTHER, hukou_state="4")
        county.grid("a", hukou_region=OTHER, hukou_state="4", as_of=collected)
        county.build()
        found.append(county.person("a", "in_roster, residence_state"))
    assert found == [(False, "2"), (False, "2"), (True, "1")]


def test_who_was_struck_from_the_migrants_register_has_left_the_county(county: County) -> None:
    county.migrant("p", life_status="moved_out", as_of="2026-08-10")
    county.grid("p", B, hukou_region=OTHER, hukou_state="4", as_of="2026-07-01")
    county.migrant("q", life_status="moved_out", as_of="2026-08-10")
    county.grid("q", B, hukou_region=OTHER, hukou_state="4", as_of="2026-08-20")
    county.build()
    assert county.person("p", "in_roster") is False
    assert county.person("q", "in_roster, residence_region") == (True, B)


def test_who_is_listed_for_the_first_time_has_not_been_here_for_thirty_days_yet(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.migrant("old")
    first.build()
    second = first.next_month("2026-09")
    second.migrant("old")
    second.migrant("new")
    second.migrant("dated", since="2026-06-01")
    second.survey("surveyed", hukou_region=OTHER, hukou_state="4")
    second.build()
    assert second.person("new", "in_roster, residence_region") == (False, A)
    assert second.person("dated", "in_roster") is True
    assert second.person("surveyed", "in_roster") is True, "the first survey finds everybody new"
    third = second.next_month("2026-10")
    third.migrant("old")
    third.migrant("new")
    third.build()
    assert third.person("new", "population_category") == "3"


def test_the_people_of_a_merged_village_are_not_new_in_the_one_that_took_it_over(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.migrant("old", A)
    first.migrant("there", B)
    first.build()
    second = first.next_month("2026-09")
    second.rows["region"] = [r for r in second.rows["region"] if r["code"] != A]
    second.add("region", code=A, level="village", parent=B, valid_to_date=dt.date(2026, 8, 31))
    for person in ("old", "there", "new"):
        second.migrant(person, B)
    second.build()
    in_roster = second.con.execute("select person_id, in_roster from roster.person order by 1").fetchall()
    assert in_roster == [("new", False), ("old", True), ("there", True)]


def test_a_boarder_from_another_village_is_not_new_to_the_county(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.migrant("a")
    first.survey("x", B, unit_name="某中学", household_no=None)
    first.build()
    second = first.next_month("2026-09")
    second.migrant("a")
    for person in ("a", "b"):
        second.survey(person, B, unit_name="某中学", household_no=None, hukou_region=OTHER, hukou_state="4")
        second.record("education_students", person, boarding=True, unit_name="某中学")
    second.build()
    assert second.person("a", "population_category, residence_region") == ("3", B)
    assert second.person("b", "in_roster") is False
