"""The four categories, one person each (warehouse.md, Definitions)."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from demo.standing import standing
from demo.world import World

LAST = "2026-10-31"
CODES = ["421927001001", "421927001202"]


def _person(**facts: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "hukou": "in", "hukou_village": 0, "hukou_code": None, "live_in": True, "live_village": 0, "away_code": None,
        "school": -1, "boarding": False, "death": pd.NaT, "live_since": pd.Timestamp("2020-01-01"),
        "birth": pd.Timestamp("1985-03-12"), "sex": "1",
    }  # fmt: skip
    return plain | facts


def _judged(**facts: Any) -> pd.Series:
    places = SimpleNamespace(villages=pd.DataFrame({"code": CODES}), units=pd.DataFrame({"village": [1]}))
    people = pd.DataFrame([_person(**facts)])
    for column in ("death", "live_since", "birth"):
        people[column] = pd.to_datetime(people[column])
    world = cast(World, SimpleNamespace(places=places))
    return standing(world, people, "2026-10", LAST, np.array([True])).iloc[0]


@pytest.mark.parametrize(
    ("facts", "category", "counted"),
    [
        ({}, 1, CODES[0]),
        ({"live_in": False, "live_village": -1, "away_code": "310115"}, 2, CODES[0]),
        ({"live_village": 1}, 3, CODES[1]),
        ({"live_village": 1, "live_since": pd.Timestamp("2026-10-15")}, 2, CODES[0]),
        ({"hukou": "out", "hukou_code": "310115", "live_village": 1}, 3, CODES[1]),
        ({"hukou": "none", "live_village": 1}, 4, CODES[1]),
        ({"school": 0, "boarding": True}, 3, CODES[1]),
    ],
)
def test_members(facts: dict[str, Any], category: int, counted: str) -> None:
    judged = _judged(**facts)
    assert (judged["category"], judged["counted_region"], judged["in_roster"]) == (category, counted, True)


@pytest.mark.parametrize(
    "facts",
    [
        {"death": pd.Timestamp("2026-10-31")},
        {"hukou": "out", "hukou_code": "310115", "live_since": pd.Timestamp("2026-10-02")},
        {"hukou": "out", "hukou_code": "310115", "live_in": False, "live_village": -1},
    ],
    ids=["dead", "arrived less than 30 days ago", "gone again"],
)
def test_others(facts: dict[str, Any]) -> None:
    judged = _judged(**facts)
    assert not judged["in_roster"]
    assert pd.isna(judged["category"])
    assert judged["counted_region"] is None


@pytest.mark.parametrize(
    ("facts", "resident"),
    [
        ({}, True),
        ({"live_in": False, "live_village": -1}, False),
        ({"live_in": False, "live_village": -1, "live_since": pd.Timestamp("2026-08-01")}, True),
        ({"hukou": "out", "live_since": pd.Timestamp("2026-08-01")}, False),
        ({"hukou": "out", "live_since": pd.Timestamp("2026-03-01")}, True),
        ({"hukou": "none", "live_since": pd.Timestamp("2026-10-20")}, True),
    ],
)
def test_usual_residents_by_the_half_year_rule(facts: dict[str, Any], resident: bool) -> None:
    assert _judged(**facts)["usual_resident"] == resident
