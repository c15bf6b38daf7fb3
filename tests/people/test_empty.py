"""空挂: listed and located, listed and unlocated, suspected."""

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
