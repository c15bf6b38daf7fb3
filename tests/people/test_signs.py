"""The probability of living in the county rises with every sign of life and falls with their age."""

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
