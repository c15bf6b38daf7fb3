"""The weight of a pair, level by level: Splink's own columns under the pinned model, nothing computed a second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import duckdb

from assets.linkage import model, score
from assets.linkage.comparisons import comparisons

SHOWN = {"name": ("name",), "number": ("number", "number_head", "number_area"), "birth": ("birth",), "sex": ("sex",)}
"""Columns of a comparison that say something to a reader, the first that is there."""


@dataclass(frozen=True)
class Step:
    """One comparison: the level that the pair reaches, its weight in bits, and what the two sides say."""

    comparison: str
    level: str
    weight: float
    left: str | None = None
    right: str | None = None


@dataclass(frozen=True)
class Waterfall:
    """From the prior to the weight of a pair; the steps' weights add up to `weight` (bits)."""

    steps: tuple[Step, ...]
    weight: float
    probability: float


def waterfalls(con: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Waterfall]:
    """Score pairs of `linkage._entity` (l < r) as the linkage does, with `linkage.name_frequency` of its month.

    Makes `linkage._pair` anew: give it a database of its own.
    """
    con.execute("create or replace table linkage._pair (l bigint, r bigint)")
    if not pairs:
        return {}
    con.executemany("insert into linkage._pair values (?, ?)", [list(pair) for pair in pairs])
    settings = model.load(score.persons(con)) | {
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
    }
    prior = settings["probability_two_random_records_match"]
    with score.splink(con) as cursor:
        scored = score.linker_of(cursor, settings).inference.predict().physical_name
        found = cursor.execute(f"select * from {scored} order by entity_l, entity_r")
        names = [column[0] for column in found.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {(row["entity_l"], row["entity_r"]): _waterfall(row, prior) for row in rows}


def _waterfall(row: dict[str, Any], prior: float) -> Waterfall:
    steps = [Step("prior", "", log2(prior / (1 - prior)))]
    for comparison, levels in comparisons().items():
        weight = row[f"mw_{comparison}"] + (row.get(f"mw_tf_adj_{comparison}") or 0.0)
        left, right = (_said(row, comparison, side) for side in "lr")
        steps.append(Step(comparison, _level(list(levels), row[f"gamma_{comparison}"]), weight, left, right))
    return Waterfall(tuple(steps), row["match_weight"], row["match_probability"])


def _level(levels: list[str], gamma: int) -> str:
    """Splink numbers the levels downwards; -1 is the null level, which stands first."""
    return levels[0] if gamma < 0 else levels[len(levels) - 1 - gamma]


def _said(row: dict[str, Any], comparison: str, side: str) -> str | None:
    return next((row[f"{c}_{side}"] for c in SHOWN.get(comparison, ()) if row.get(f"{c}_{side}")), None)
