"""The probability of living in the county rises with every sign of life and falls with their age."""

from pathlib import Path

from tests.people.county import A, County


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
