"""Whom no list has seen: he is where the rest of his hukou household is."""

import pytest

from tests.people.county import County

FATHER, CHILD = {"birth_date": "1985-01-01"}, {"birth_date": "2018-01-01"}


@pytest.mark.parametrize(
    ("unseen", "mates", "category"),
    [
        (FATHER, ["1", "1"], "1"),
        (FATHER, ["2", "2"], "2"),
        (FATHER, ["1", "2"], "2"),
        (CHILD, ["1", "2"], "1"),
        (CHILD, ["2", "2"], "2"),
    ],
    ids=["all here", "all away", "somebody away", "a child stays", "a child goes along"],
)
def test_the_unseen_follow_their_household(county: County, unseen: dict, mates: list[str], category: str) -> None:
    county.hukou("p", household_no="1", **unseen)
    for person, state in zip("ab", mates, strict=True):
        county.hukou(person, household_no="1")
        county.survey(person, state=state, away_region="420101" if state == "2" else None)
    county.build()
    assert county.person("p", "population_category") == category


def test_a_pupil_met_by_his_school_is_not_unseen(county: County) -> None:
    county.hukou("p", household_no="1", **CHILD)
    county.record("education_students", "p", residence_region="370281101201")
    county.hukou("a", household_no="1")
    county.survey("a", state="2", away_region="420101")
    county.build()
    assert county.person("p", "population_category") == "1"


@pytest.mark.parametrize(
    ("mates", "present", "away", "category"),
    [(["1", "2"], 2, 1, "1"), (["1", "1"], 2, 1, "2"), (["1", "2"], 3, 1, "2")],
    ids=["counted present", "counted away", "one more than is known"],
)
def test_the_count_of_the_household_decides_before_the_age(
    county: County, mates: list[str], present: int, away: int, category: str
) -> None:
    county.hukou("p", household_no="1", **FATHER)
    for person, state in zip("ab", mates, strict=True):
        county.hukou(person, household_no="1")
        county.survey(person, state=state, household_no="7", away_region="420101" if state == "2" else None)
    county.tally("a", "7", present=present, away=away)
    county.build()
    assert county.person("p", "population_category, empty_hukou = 'suspected'") == (category, present + away > 3)


def test_the_count_of_the_household_says_nothing_of_which_of_two(county: County) -> None:
    for person in ("p", "q"):
        county.hukou(person, household_no="1", **CHILD)
    county.hukou("a", household_no="1")
    county.survey("a", state="2", household_no="7", away_region="420101")
    county.tally("a", "7", present=1, away=2)
    county.build()
    assert county.person("p", "population_category") == "2"
