"""Train the model on purpose and pin it: `python -m assets.linkage.train DATABASE TRUTH [DATABASE TRUTH …]`.

Every DATABASE is the working database of a demo month, made at a seed kept for tuning, and TRUTH its
`truth/record.parquet`. u comes from random pairs of entities, m from the pairs that are truly one person, both over all
counties given. A level that too few pairs reach, and one whose chance agreement is not that of random pairs, is set
from evidence (`SET_ON_PURPOSE`) with the reason beside it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from assets.linkage import blocking, entities, model, numbers, profiles, score
from assets.linkage.comparisons import comparisons

FEWEST = 20
"""True pairs that must reach a level before their share is believed."""

Share = dict[tuple[str, str], float]

SET_ON_PURPOSE: dict[tuple[str, str], tuple[float, float]] = {
    # Siblings and twins differ in one given character: chance agreement inside a family, not of random pairs.
    ("name", "one_character"): (1e-4, 1e-2),
    ("name", "surname_changed"): (5e-4, 4e-3),
    ("name", "differs"): (1e-4, 0.99),
    ("name", "former"): (5e-3, 1e-5),
    ("name", "unknown_character"): (4e-3, 1e-4),
    ("name", "homophone"): (2e-2, 1e-4),
    ("name", "lookalike"): (1e-2, 1e-4),
    ("name", "equal"): (0.94, 4e-4),
    # Two people share a number written right only by borrowing, a wrong one only by copying.
    ("number", "equal"): (0.05, 1e-9),
    ("number", "equal_wrong"): (0.05, 1e-9),
    ("number", "head"): (0.6, 8e-6),
    ("number", "one_digit"): (0.2, 1e-8),
    ("number", "swapped"): (0.05, 1e-8),
    ("number", "digit_lost"): (0.05, 1e-8),
    # Re-numbered people only; twins and siblings must never outvote it.
    ("number", "both_good"): (1e-6, 0.9),
    ("number", "differs"): (0.03, 0.1),
    ("birth", "equal"): (0.95, 4e-5),
    ("birth", "swapped"): (2e-3, 2e-5),
    ("birth", "lunar"): (1e-2, 4e-5),
    ("birth", "month"): (5e-3, 2e-5),
    ("birth", "one_digit"): (1e-2, 7e-4),
    ("birth", "year"): (1e-2, 1.3e-2),
    ("birth", "differs"): (1e-2, 0.985),
    ("sex", "equal"): (0.995, 0.5),
    ("sex", "differs"): (0.005, 0.5),
    ("place", "home_and_phone"): (0.2, 2e-5),
    ("place", "home"): (0.4, 2e-4),
    ("place", "phone"): (0.1, 5e-5),
    ("place", "village"): (0.2, 3e-2),
    ("place", "differs"): (0.1, 0.96),
}
