"""The pinned model: Splink settings made from the comparisons, and fitted to the size of a county.

`model.json` was made by `renpu linkage train` and is stated for a county of size `TRAINED_ON`, counted in entities with
a name, not in persons (`score.persons`); a monthly run never trains.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assets.linkage.comparisons import Levels, comparisons

FILE = Path(__file__).parent / "model.json"
TRAINED_ON = 20_000
SMALLEST = 1_000
"""A county of fewer is taken for one of so many: of a hamlet alone every level would be a matter of a few pairs."""
HOME = ("home_and_phone", "home", "phone")
VILLAGE = ("only_village", "village")
"""Levels of `place` that a chance pair reaches the more seldom the larger the county is."""
FEW_VILLAGES = 0.25
"""As a share of `TRAINED_ON`: a smaller county has the villages of one of that size. In a single village a place that
differs would hardly speak against a pair, though it is there that namesakes and brothers must be kept apart."""
RARE_NAME = 1e-6


def settings() -> dict[str, Any]:
    """Splink settings without probabilities: what `train` starts from."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "entity",
        "probability_two_random_records_match": 1e-5,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(name, levels) for name, levels in comparisons().items()],
    }


def _comparison(name: str, levels: Levels) -> dict[str, Any]:
    return {
        "output_column_name": name,
        "comparison_description": name,
        "comparison_levels": [_level(name, level, condition) for level, condition in levels.items()],
    }


def _level(comparison: str, level: str, condition: str) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": condition or "ELSE", "label_for_charts": level}
    if level == "none":
        made["is_null_level"] = True
    if (comparison, level) == ("name", "equal"):
        made |= {"tf_adjustment_column": "full_name", "tf_minimum_u_value": RARE_NAME}
    return made


def load(persons: int) -> dict[str, Any]:
    """The pinned settings for a county of that size, as `score.persons` counts it.

    Two chance records are one person, share a home or phone or are of one village with a probability that falls as the
    county grows; names, birth dates and numbers coincide as often everywhere.
    """
    pinned: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    times = max(persons, SMALLEST) / TRAINED_ON
    pinned["probability_two_random_records_match"] /= times
    for comparison in pinned["comparisons"]:
        if comparison["output_column_name"] == "place":
            levels = {x["label_for_charts"]: x for x in comparison["comparison_levels"] if not x.get("is_null_level")}
            sized = resized({level: stated["u_probability"] for level, stated in levels.items()}, times)
            for level, u in sized.items():
                levels[level]["u_probability"] = u
    return pinned


def resized(place: dict[str, float], times: float) -> dict[str, float]:
    """u of the levels of `place` for a county so many times as large; they stay a distribution.

    A home is shared with as many persons in every county. Villages are of one size, so the odds of two chance persons
    that they are of one village fall as the county grows. What is left of the whole is `differs`.
    """
    if times == 1:
        return place
    village = sum(place[level] for level in VILLAGE)
    near = {level: place[level] / times for level in HOME}
    near |= {level: place[level] / (village + (1 - village) * max(times, FEW_VILLAGES)) for level in VILLAGE}
    return near | {"differs": 1 - sum(near.values())}
