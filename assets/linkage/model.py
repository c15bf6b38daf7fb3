"""The pinned model: Splink settings made from the comparisons, and fitted to the size of a county.

`model.json` was trained on a demo county of `TRAINED_ON` persons by `renpu linkage train`; a monthly run never trains.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assets.linkage.comparisons import Levels, comparisons

FILE = Path(__file__).parent / "model.json"
TRAINED_ON = 20_000
SMALLEST = 1_000
LOCAL = ("home_and_phone", "home", "phone", "only_village", "village")
"""Levels of `place` that a chance pair reaches the more seldom the larger the county is."""
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
    """The pinned settings for a county of so many persons.

    Two chance records are one person, share a phone or live in one dwelling with a probability that falls as the
    county grows; names, birth dates and numbers coincide as often everywhere.
    """
    pinned: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    scale = TRAINED_ON / max(persons, SMALLEST)
    pinned["probability_two_random_records_match"] *= scale
    for comparison in pinned["comparisons"]:
        for level in comparison["comparison_levels"]:
            if comparison["output_column_name"] == "place" and level["label_for_charts"] in LOCAL:
                level["u_probability"] *= scale
    return pinned
