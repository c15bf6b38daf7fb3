"""The four categories, relative to a village, and on which row everybody is counted (warehouse.md, Definitions)."""

from pathlib import Path

import pytest

from tests.people.county import A, B, County, number

STATE = "in_roster, population_category, hukou_state, residence_state"


def places(county: County, person: str) -> list[tuple]:
    return county.con.execute(
        "select role, region, category, counted from roster.person_place where person_id = ? order by role", [person]
    ).fetchall()


def test_hukou_and_living_here_is_category_1(county: County) -> None:
    county.hukou("p")
    county.survey("p")
    county.build()
    assert county.person("p", STATE) == (True, "1", "1", "1")
    assert places(county, "p") == [("hukou", A, "1", False), ("living", A, "1", True)]


def test_hukou_here_and_away_is_category_2(county: County) -> None:
    county.hukou("p")
    county.survey("p", state="2", away_region="420101", away_address="某省某市", away_since="2024-02-01")
    county.build()
    assert county.person("p", f"{STATE}, usual_resident") == (True, "2", "1", "2", False)
    assert places(county, "p") == [("hukou", A, "2", True), ("living", "420101", None, False)]
    assert county.person("p", "residence_region, residence_address, away_since::varchar") == (
        "420101",
        "某省某市",
        "2024-02-01",
    )


def test_away_with_unknown_destination_is_category_2(county: County) -> None:
    county.hukou("p")
    county.survey("p", state="2")
    county.build()
    assert places(county, "p") == [("hukou", A, "2", True)]


def test_living_here_with_hukou_outside_is_category_3(county: County) -> None:
    county.migrant("p", since="2025-01-01")
    county.build()
    assert county.person("p", STATE) == (True, "3", "4", "1")
    assert places(county, "p") == [("hukou", "420101", None, False), ("living", A, "3", True)]


@pytest.mark.parametrize(("since", "in_roster"), [("2026-08-02", False), ("2026-08-01", True), (None, True)])
def test_category_3_needs_thirty_days(county: County, since: str | None, in_roster: bool) -> None:
    county.migrant("p", since=since)
    county.build()
    assert county.person("p", "in_roster") is in_roster


def test_undetermined_hukou_is_category_4(county: County) -> None:
    county.survey("p", hukou_state="5")
    county.build()
    assert county.person("p", STATE) == (True, "4", "5", "1")


def test_a_newborn_without_hukou_lives_with_the_mother(county: County) -> None:
    county.hukou("m", B, sex="2")
    county.survey("m", A)
    child = county.record("health_births", "c", birth_date="2026-07-01", name_kind="infant", residence_region=B)
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.build()
    assert county.person("c", "population_category, residence_region") == ("4", A)
    assert (
        county.one(
            "select count(distinct household_id) from roster.person_place where role = 'living' and region = ?", A
        )
        == 1
    )


def test_a_mention_alone_puts_nobody_in_the_roster(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-07-01", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child, residence_region=A)
    county.build()
    assert county.person("m", "in_roster, population_category") == (False, None)
    assert county.person("c", "in_roster") is True


def test_two_villages_of_the_county_count_once_where_he_lives(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, state="2", residence_region=B)
    county.survey("p", B, hukou_state="2")
    county.build()
    assert places(county, "p") == [("hukou", A, "2", False), ("living", B, "3", True)]
    assert county.person("p", "hukou_state, tract") == ("2", f"{B}951")


def test_moved_inside_the_county_less_than_thirty_days_ago_still_counts_at_the_hukou(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, state="2", residence_region=B)
    county.grid("p", B, since="2026-08-20")
    county.build()
    assert places(county, "p") == [("hukou", A, "2", True), ("living", B, None, False)]


def test_the_newest_strong_evidence_wins(county: County) -> None:
    county.hukou("p", A)
    county.grid("p", A, as_of="2025-06-30")
    county.survey("p", B)
    county.build()
    assert county.person("p", "residence_region") == B


def test_a_contact_address_does_not_beat_a_survey(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, as_of="2026-06-30")
    county.record("medical_insurance", "p", residence_region=B)
    county.build()
    assert county.person("p", "residence_region, population_category") == (A, "1")


def test_evidence_dated_after_the_moment_is_not_applied(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A)
    county.grid("p", B, since="2026-09-03", as_of="2026-09-04")
    county.build()
    assert county.person("p", "residence_region") == A


def test_a_hukou_that_moved_out_is_elsewhere(county: County) -> None:
    county.hukou("p", A, life_status="moved_out")
    county.survey("p", A, hukou_state="1")
    county.build()
    assert county.person("p", "population_category, hukou_state") == ("3", "4")


def test_a_hukou_that_moves_in_later_is_not_applied(county: County) -> None:
    county.hukou("p", A, moved_in_date="2026-09-02")
    county.migrant("p", A, since="2020-01-01")
    county.build()
    assert county.person("p", "population_category") == "3"


def test_who_holds_a_number_the_police_do_not_know_has_hukou_outside(county: County) -> None:
    county.record("medical_insurance", "p", id_number=number("19800101", 1), residence_region=A, seen_month="2026-07")
    county.record("medical_insurance", "q", residence_region=A, seen_month="2026-07")
    county.record("medical_insurance", "r", residence_region=A)
    county.build()
    assert county.person("p", "population_category") == "3"
    assert county.person("q", "population_category") == "4"
    assert county.person("r", "in_roster") is False


def test_a_lingering_row_of_whom_the_police_dropped_is_no_resident(county: County) -> None:
    for person, seen in (("p", None), ("q", "2026-07")):
        said = {"id_number": number("19400101", 1), "hukou_region": A}
        county.survey(person, hukou_state="1", **said)
        county.grid(person, **said)
        county.record("medical_insurance", person, residence_region=A, seen_month=seen)
    county.build()
    assert county.person("p", "in_roster") is False
    assert county.person("q", "population_category") == "3"


def test_other_sources_say_where_the_hukou_is_where_the_police_delivered_nothing(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.survey("p", A, hukou_state="1", id_number=number("19800101", 1))
    county.build()
    assert county.person("p", "population_category, hukou_region") == ("1", A)


def test_a_recent_change_beats_an_undated_list_of_the_same_month(county: County) -> None:
    county.hukou("back")
    county.survey("back", state="2", away_region="420101", away_since="2020-02-01")
    county.grid("back", since="2026-08-10", as_of="2026-08-10")
    county.migrant("left", since="2020-01-01", life_status="cancelled", as_of="2026-08-12")
    county.survey("left", hukou_state="4")
    county.build()
    assert county.person("back", "population_category") == "1"
    assert county.person("left", "in_roster") is False


def test_a_lone_claim_for_a_village_that_does_not_know_him_moves_nobody(county: County) -> None:
    county.hukou("p", A)
    county.grid("p", B)
    county.record("medical_insurance", "p", residence_region=A)
    county.hukou("q", A)
    county.grid("q", B)
    county.record("medical_insurance", "q", residence_region=B)
    county.build()
    assert county.person("p", "residence_region") == A
    assert county.person("q", "residence_region") == B


def test_boarders_live_where_their_school_is(county: County) -> None:
    county.survey("other", B, unit_name="某中学", household_no=None)
    county.hukou("p", A)
    county.survey("p", A, as_of="2026-07-31")
    county.record("education_students", "p", unit_name="某中学", boarding=True, residence_address="某中学宿舍")
    county.build()
    assert county.person("p", "population_category, residence_region") == ("3", B)


def test_region_and_address_of_the_hukou_come_from_one_record(county: County) -> None:
    county.hukou("p", A, hukou_address=None)
    county.survey("p", B, hukou_region=B, hukou_address="乙村1号")
    county.build()
    assert county.person("p", "hukou_region, hukou_address") == (A, None)
