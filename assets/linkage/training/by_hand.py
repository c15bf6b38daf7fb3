"""Levels whose probabilities are not the shares counted on the demo's counties, each with its reason."""

from __future__ import annotations

FEWEST = 15
"""Pairs that must reach a level before their share is believed."""

Probabilities = dict[tuple[str, str], tuple[float, float]]
"""(comparison, level) -> (m, u)"""

BY_HAND: Probabilities = {
    # Siblings and twins differ in one given character: chance agreement inside a family, not of random pairs.
    ("name", "one_character"): (2e-4, 1e-2),
    ("name", "surname_changed"): (5e-4, 4e-3),
    ("name", "near"): (3e-4, 4e-2),
    # Inside a family a surname says little; who is called otherwise may have a milk name that is in no register.
    ("name", "called"): (2e-3, 2e-5),
    ("name", "called_by_surname"): (1e-3, 2.5e-4),
    ("name", "called_otherwise"): (5e-4, 2e-3),
    # Another name altogether: twins and couples share all else, and the demo's renamed persons look like them.
    ("name", "differs"): (5e-4, 0.99),
    # The demo writes every sex right; offices do not.
    ("sex", "equal"): (0.997, 0.5),
    ("sex", "differs"): (0.003, 0.5),
    # Two persons come to one right number by borrowing, to one wrong number by copying.
    ("number", "equal"): (0.05, 1e-9),
    ("number", "equal_wrong"): (0.05, 1e-9),
    # Another name: cut or mistyped, it was borrowed like an equal one (numbers.py), and says nothing.
    ("number", "lent"): (1e-4, 1e-4),
    # Re-numbered people only; twins and siblings must never outvote it.
    ("number", "both_good"): (1e-6, 0.9),
}
"""(m, u) of levels whose chance agreement is not that of random pairs, each with its reason."""

WHERE_RARE: Probabilities = {
    ("name", "former"): (5e-3, 1e-5),
    ("name", "unknown_character"): (4e-3, 1e-4),
    ("name", "homophone"): (2e-2, 1e-4),
    ("name", "sound_alike"): (2e-3, 1e-4),
    ("name", "lookalike"): (1e-2, 1e-4),
    ("number", "head"): (0.6, 2e-6),
    ("number", "one_digit"): (0.2, 1e-8),
    ("number", "swapped"): (0.05, 1e-8),
    ("number", "digit_lost"): (0.05, 1e-8),
    ("number", "area"): (0.05, 0.02),
    ("number", "differs"): (0.01, 0.1),
    ("birth", "swapped"): (2e-3, 2e-5),
    ("birth", "lunar"): (1e-2, 4e-5),
    ("birth", "month"): (5e-3, 2e-5),
    ("birth", "one_digit"): (1e-2, 7e-4),
    ("birth", "year"): (1e-2, 1.3e-2),
    ("birth", "next_year"): (3e-3, 2e-3),
    ("place", "home_and_phone"): (0.2, 1e-5),
    ("place", "phone"): (0.1, 5e-5),
    ("place", "only_village"): (0.02, 5e-3),
}
"""(m, u) of levels that few pairs of a demo county reach: the rates of dirt, and chance by the digits compared."""
