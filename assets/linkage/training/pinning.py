"""From counted pairs to a model: the probabilities of every level, and where each comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from assets.linkage import model
from assets.linkage.training.by_hand import BY_HAND, FEWEST, WHERE_RARE
from assets.linkage.training.counting import Counts, Key, Tally

Origin = Literal["counted", "by hand", "rare"]
"""A share that was counted, one fixed whatever was counted, or one that stands in because too few pairs were seen."""


@dataclass(frozen=True)
class Side:
    """m or u of a level: the probability, the pairs that reached it, and where the probability comes from."""

    probability: float
    pairs: int
    origin: Origin


@dataclass(frozen=True)
class Trained:
    """A model not yet pinned: Splink settings, and both sides of every level (comparison, level) -> (m, u)."""

    settings: dict[str, Any]
    levels: dict[Key, tuple[Side, Side]]


def settle(counted: Tally) -> Trained:
    """The model that these counts make, the prior being the share of true pairs among all that may be scored.

    The prior and chance agreement of places are stated for a county of `model.TRAINED_ON` persons, of whatever size
    the months were (of one size, where there are several); `model.load` fits them to the county in hand.
    """
    scale = max(counted.persons / counted.months, model.SMALLEST) / model.TRAINED_ON
    made = model.settings() | {"probability_two_random_records_match": scale * counted.pairs / counted.possible}
    levels: dict[Key, tuple[Side, Side]] = {}
    for comparison in made["comparisons"]:
        name = comparison["output_column_name"]
        own = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        keys = [(name, level["label_for_charts"]) for level in own]
        m = {key: _side(key, counted.true, keys, 0) for key in keys}
        u = {key: _side(key, counted.chance, keys, 1) for key in keys}
        if name == "place":
            u = _of_one_size(u, 1 / scale)
        for level, key in zip(own, keys, strict=True):
            level["m_probability"], level["u_probability"] = m[key].probability, u[key].probability
            levels[key] = m[key], u[key]
    return Trained(made, levels)


def _of_one_size(place: dict[Key, Side], times: float) -> dict[Key, Side]:
    """Chance agreement of places that was counted, restated; what was not is stated for that size already."""
    fitted = model.resized({level: side.probability for (_, level), side in place.items()}, times)
    near = {key: replace(side, probability=fitted[key[1]]) if side.origin == "counted" else side
            for key, side in place.items() if key[1] != "differs"}  # fmt: skip
    left = 1 - sum(side.probability for side in near.values())
    return near | {key: replace(side, probability=left) for key, side in place.items() if key[1] == "differs"}


def pin(trained: Trained) -> None:
    """Make this the model of every run from now on."""
    model.FILE.write_text(json.dumps(trained.settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _side(key: Key, counts: Counts, keys: list[Key], side: Literal[0, 1]) -> Side:
    if key in BY_HAND:
        return Side(BY_HAND[key][side], counts[key], "by hand")
    if counts[key] < FEWEST and key in WHERE_RARE:
        return Side(WHERE_RARE[key][side], counts[key], "rare")
    return Side(counts[key] / max(sum(counts[k] for k in keys), 1), counts[key], "counted")
