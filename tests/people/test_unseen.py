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
