"""The probability of living in the county rises with every sign of life and falls with their age."""

from pathlib import Path

from tests.people.county import A, County, number


def test_signs_add_up_and_age(county: County) -> None:
    county.hukou("seen")
    county.survey("seen")
    county.record("medical_insurance", "seen", residence_region=A, seen_month="2026-07")
    county.hukou("once")
    county.grid("once", as_of="2023-08-31")
    county.hukou("away")
    county.survey("away", state="2", away_region="420101")
    county.build()
    seen, once, away = (county.person(p, "resident_probability") for p in ("seen", "once", "away"))
    assert 1 > seen > once > 0.5 > away > 0


def test_having_been_seen_at_a_gate_is_a_sign_and_lasts_longer_than_the_gate_rows(tmp_path: Path) -> None:
    first = County(tmp_path)
    for person in ("seen", "unseen"):
        first.hukou(person)
    first.add("sighting", person_id="seen", sighted_month="2026-08", days_seen=2, phone="13912345678")
    first.build()
    assert first.person("seen", "resident_probability") > first.person("unseen", "resident_probability")
    second = first.next_month("2026-09")
    second.hukou("unseen")
    second.build()
    assert second.person("seen", "sighted_month, last_seen_month, in_roster") == ("2026-08", "2026-08", False)
    third = second.next_month("2026-10")
    third.add("sighting", person_id="seen", sighted_month="2026-10", days_seen=1)
    third.build()
    assert third.person("seen", "sighted_month, last_seen_month") == ("2026-10", "2026-10")


def test_a_phone_told_at_a_gate_fills_a_missing_one_only(county: County) -> None:
    county.hukou("none")
    county.hukou("has")
    county.survey("has", phone="13812345678")
    for person in ("none", "has"):
        county.add("sighting", person_id=person, sighted_month="2026-08", days_seen=1, phone="13912345678")
    county.build()
    assert county.person("none", "phone") == "13912345678"
    assert county.person("has", "phone") == "13812345678"


def test_signs_that_the_rules_refuted_make_nobody_likely_to_be_here(county: County) -> None:
    county.hukou("gone")
    county.grid("gone", as_of="2026-05-31")
    county.record("medical_insurance", "gone", residence_region=A)
    county.record("ledger_residents", "gone", scope=A, residence_region=A, as_of="2026-06-30")
    county.record("pic_persons", "gone", scope=A, residence_region=A, residence_state="1")
    county.survey("gone", state="2", away_region="420101", as_of="2026-08-31")
    county.survey("dropped", id_number=number("19800101", 1), hukou_state="1", hukou_region=A)
    county.build()
    assert county.person("gone", "population_category") == "2"
    assert county.person("gone", "resident_probability") < 0.1
    assert county.person("dropped", "in_roster") is False, "the police have dropped him, and nobody else meets him"
    assert county.person("dropped", "resident_probability") < 0.1
