"""Weights fitted on the truth of the very county that is measured: the best that the comparisons can know of it."""

from __future__ import annotations

from typing import Any

import duckdb

from assets.linkage import model
from assets.linkage.training import counting
from assets.linkage.training.by_hand import FEWEST
from benchmarks.linkage.county import MEMORY, County

UNSEEN = 0.5
"""Pairs that a level counts as reached by at least."""


def fitted(county: County) -> dict[str, Any]:
    """Splink settings for this county, stated as the pinned model is: for `model.TRAINED_ON` persons.

    m is a level's share of all true pairs of entities; u its share of random pairs, or where these hardly reach it,
    of all pairs that are not true, those being found by the blocking rules.
    """
    with duckdb.connect() as con:
        con.execute(f"set memory_limit = '{MEMORY}'")
        counting.prepare(con, str(county.database), str(county.truth))
        con.execute(f"create table linkage._false as from linkage._pair except ({counting.true_pairs()})")
        true = counting.count(con, counting.true_pairs())
        chance = counting.count(con, counting.random_pairs(con))
        blocked = counting.count(con, "from linkage._false")
        found, possible = con.execute(counting.matching()).fetchall()[0]
        persons = con.execute("select sum(bearers) from linkage.name_frequency").fetchall()[0][0]
    rare = {key: max(blocked[key], UNSEEN) / (possible - found) for key in {*true, *chance, *blocked}}
    return pinned(true, chance, rare, found / possible, persons)


def pinned(true: counting.Counts, chance: counting.Counts, rare: dict, prior: float, persons: int) -> dict[str, Any]:
    """Settings from the levels reached by true and by random pairs; `rare` is u of what random pairs hardly reach."""
    scale = max(persons, model.SMALLEST) / model.TRAINED_ON
    settings = model.settings() | {"probability_two_random_records_match": prior * scale}
    for comparison in settings["comparisons"]:
        name = comparison["output_column_name"]
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        keys = [(name, level["label_for_charts"]) for level in levels]
        both = [max(sum(counts[key] for key in keys), 1) for counts in (true, chance)]
        for level, key in zip(levels, keys, strict=True):
            seen = chance[key] >= FEWEST
            u = chance[key] / both[1] if seen else rare.get(key, UNSEEN / both[1])
            level["m_probability"], level["u_probability"] = max(true[key], UNSEEN) / both[0], u
        if name == "place":
            fitted = model.resized({level["label_for_charts"]: level["u_probability"] for level in levels}, 1 / scale)
            for level in levels:
                level["u_probability"] = fitted[level["label_for_charts"]]
    return settings
