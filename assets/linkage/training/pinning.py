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
        for level, key in zip(own, keys, strict=True):
            m, u = _side(key, counted.true, keys, 0), _side(key, counted.chance, keys, 1)
            if name == "place" and key[1] in model.LOCAL and u.origin == "counted":
                u = replace(u, probability=u.probability * scale)
            level["m_probability"], level["u_probability"] = m.probability, u.probability
            levels[key] = m, u
    return Trained(made, levels)


def pin(trained: Trained) -> None:
    """Make this the model of every run from now on."""
    model.FILE.write_text(json.dumps(trained.settings, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _side(key: Key, counts: Counts, keys: list[Key], side: Literal[0, 1]) -> Side:
    if key in BY_HAND:
        return Side(BY_HAND[key][side], counts[key], "by hand")
    if counts[key] < FEWEST and key in WHERE_RARE:
        return Side(WHERE_RARE[key][side], counts[key], "rare")
    return Side(counts[key] / max(sum(counts[k] for k in keys), 1), counts[key], "counted")
