"""空挂: listed and located, listed and unlocated, suspected."""

import pytest

from tests.people.county import A, B, County

EMPTY = "empty_hukou, located_by, residence_state, population_category"


def test_listed_and_found_elsewhere_is_located(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, state="3")
    county.migrant("p", B, hukou_region=A)
    county.build()
    assert county.person("p", EMPTY) == ("located", "police_migrants", "1", "3")


def test_listed_and_never_seen_is_unlocated(county: County) -> None:
    county.hukou("p", A)
    county.record("survey", "p", scope=A, empty_hukou_listed=True)
    county.build()
    assert county.person("p", EMPTY) == ("unlocated", None, "3", "2")


def test_missing_from_a_delivered_survey_without_a_sign_is_suspected(county: County) -> None:
    county.hukou("p", A)
    county.build()
    assert county.person("p", "empty_hukou") == "suspected"


def test_merely_away_is_not_empty(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, state="2", away_region="420101")
    county.build()
    assert county.person("p", EMPTY) == ("no", None, "2", "2")


@pytest.mark.parametrize(
    ("present", "state", "empty"), [(0, "3", "suspected"), (2, "3", "no"), (0, "2", "no")],
    ids=["nobody present, all listed are empty", "somebody present", "one is merely away"],
)  # fmt: skip
def test_an_empty_hukou_is_that_of_the_whole_household(county: County, present: int, state: str, empty: str) -> None:
    for person in ("head", "p", "q"):
        county.hukou(person, household_no="310")
    county.survey("head", state=state, household_no="1")
    county.tally("head", "1", present=present, away=3 - present)
    county.build()
    assert county.person("p", "empty_hukou") == empty


def test_the_family_of_an_empty_hukou_is_located_by_whoever_says_where_they_live(county: County) -> None:
    for person in ("head", "p"):
        county.hukou(person, household_no="310")
    county.record("survey", "head", scope=A, empty_hukou_listed=True)
    county.tally("head", "1", present=0, away=2)
    county.record("social_insurance", "p", residence_region="310115")
    county.build()
    assert county.person("p", "empty_hukou, located_by") == ("located", "social_insurance")


def test_whom_nobody_places_anywhere_is_suspected_also_where_his_family_is_away(county: County) -> None:
    for person in ("a", "p"):
        county.hukou(person, household_no="310")
    county.survey("a", state="2", away_region="420101")
    county.record("medical_insurance", "p", phone="13900000001")
    county.build()
    assert county.person("p", "population_category, empty_hukou") == ("2", "suspected")


def test_every_list_that_names_a_place_or_a_phone_is_a_lead(county: County) -> None:
    county.hukou("p", A, hukou_household_kind="collective")
    county.survey("p", A, state="3")
    county.record("medical_insurance", "p", phone="13900000001", as_of="2025-08-31")
    county.migrant("p", B, hukou_region=A, phone="13900000002", as_of="2026-06-30")
    county.build()
    leads = county.con.execute(
        "select source, residence_region, phone, age_months from people.empty_hukou_lead order by rank"
    ).fetchall()
    assert leads == [("police_migrants", B, "13900000002", 2), ("medical_insurance", None, "13900000001", 12)]
    told = county.con.execute("select distinct empty_hukou, collective_hukou, probability from people.empty_hukou_lead")
    assert told.fetchall() == [("located", True, 0.99)]


def test_whom_nothing_leads_to_has_one_row(county: County) -> None:
    county.hukou("p", A)
    county.record("survey", "p", scope=A, empty_hukou_listed=True)
    county.hukou("home", A)
    county.survey("home", A)
    county.build()
    rows = county.con.execute("select person_id, empty_hukou, source, probability from people.empty_hukou_lead")
    assert rows.fetchall() == [("p", "unlocated", None, 0.99)]
