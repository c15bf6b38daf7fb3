"""Families: who is related to whom, how old, and of which clan.

A family has eight slots: grandfather GF, grandmother GM, husband H, wife W, children C1 to C3, and a sibling SB of H.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import Draws
from demo.names import surnames

GF, GM, H, W, C1, C2, C3, SB = range(8)
KINDS = ("single", "old", "couple", "nuclear", "three", "parent")
_SHARES = (0.12, 0.07, 0.20, 0.30, 0.26, 0.05)


def draw_families(draws: Draws, villages: pd.DataFrame, n: int) -> pd.DataFrame:
    """`n` families: village, surname, kind, age of the younger couple's husband (years)."""
    ids = np.arange(n)
    village = draws.choice("fam/village", ids, np.arange(len(villages)), villages["weight"].to_numpy())
    clans = villages[["clan1", "clan2", "clan3"]].to_numpy(dtype=object)[village]
    which = draws.choice("fam/which-clan", ids, np.arange(3), [0.6, 0.25, 0.15])
    in_clan = draws.hit("fam/in-clan", ids, villages["clan_share"].to_numpy()[village])
    kind = draws.choice("fam/kind", ids, list(KINDS), _SHARES)
    low = pd.Series(kind).map({"single": 24, "old": 62, "couple": 24, "nuclear": 25, "three": 25, "parent": 28})
    high = pd.Series(kind).map({"single": 62, "old": 92, "couple": 80, "nuclear": 54, "three": 54, "parent": 52})
    return pd.DataFrame(
        {
            "fam": ids,
            "village": village,
            "surname": either(in_clan, clans[ids, which], surnames(draws, "fam/surname", ids)),
            "kind": kind,
            "age": draws.integers("fam/age", ids, low.to_numpy(), high.to_numpy()),
        }
    )


def _presence(draws: Draws, fam: pd.DataFrame) -> NDArray[np.bool_]:
    """Which slots of each family are filled (families x 8), before ages forbid some."""
    ids, kind = fam["fam"].to_numpy(), fam["kind"].to_numpy()
    alone = np.isin(kind, ["single", "old", "parent"])
    woman = draws.hit("fam/woman", ids, either(kind == "old", 0.68, either(kind == "parent", 0.6, 0.42)))
    has = np.zeros((len(fam), 8), dtype=bool)
    has[:, H] = ~alone | ~woman
    has[:, W] = ~alone | woman
    children = np.isin(kind, ["nuclear", "three", "parent"])
    number = draws.choice("fam/children", ids, np.array([1, 2, 3]), [0.46, 0.45, 0.09])
    for i, slot in enumerate((C1, C2, C3)):
        has[:, slot] = children & (number > i)
    has[:, GF] = (kind == "three") & draws.hit("fam/gf", ids, 0.72)
    has[:, GM] = (kind == "three") & (draws.hit("fam/gm", ids, 0.82) | ~has[:, GF])
    has[:, SB] = np.isin(kind, ["three", "nuclear"]) & (fam["age"].to_numpy() < 38) & draws.hit("fam/sb", ids, 0.12)
    return has


def _ages(draws: Draws, fam: pd.DataFrame) -> NDArray[np.float64]:
    """Ages in years (families x 8), fractions included."""
    ids = fam["fam"].to_numpy()
    age = np.zeros((len(fam), 8))
    age[:, H] = fam["age"].to_numpy() + draws.uniform("age/h", ids)
    age[:, W] = (age[:, H] - 2 + 2.2 * draws.normal("age/w", ids)).clip(20.5, None)
    alone = np.isin(fam["kind"].to_numpy(), ["single", "old", "parent"])
    age[:, W] = either(alone, age[:, H], age[:, W])
    age[:, GF] = age[:, H] + 22 + 9 * draws.uniform("age/gf", ids)
    age[:, GM] = age[:, GF] - 2 + 2.5 * draws.normal("age/gm", ids)
    age[:, C1] = age[:, W] - 20.5 - 8 * draws.uniform("age/c1", ids)
    age[:, C2] = age[:, C1] - 1.2 - 5 * draws.uniform("age/c2", ids)
    twin = draws.hit("fam/twins", ids, tables.profile()["population"]["twins"])
    age[:, C2] = either(twin, age[:, C1], age[:, C2])
    age[:, C3] = age[:, C2] - 1.3 - 5 * draws.uniform("age/c3", ids)
    age[:, SB] = age[:, H] - 1.5 - 6 * draws.uniform("age/sb", ids)
    return age


def _possible(draws: Draws, fam: pd.DataFrame, has: NDArray[np.bool_], age: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Drop children not yet born or long since in a household of their own, siblings too young, the very old."""
    ids = fam["fam"].to_numpy()
    for slot in (C1, C2, C3):
        gone = draws.hit(f"fam/moved-out/{slot}", ids, (age[:, slot] - 22) / 10)
        has[:, slot] &= (age[:, slot] > 0.02) & ~gone
    has[:, SB] &= age[:, SB] > 1
    for slot in (GF, GM, H, W):
        has[:, slot] &= ~draws.hit(f"fam/died/{slot}", ids, (age[:, slot] - 72) / 26)
    return has


def members(draws: Draws, fam: pd.DataFrame, until: Any) -> pd.DataFrame:
    """One row per member, by family and slot: fam, slot, sex, age, birth (born before `until`), twin."""
    age = _ages(draws, fam)
    has = _possible(draws, fam, _presence(draws, fam), age)
    rows, slots = np.nonzero(has)
    key = fam["fam"].to_numpy()[rows] * 8 + slots
    sex = either(np.isin(slots, [GF, H]), "1", either(np.isin(slots, [GM, W]), "2", ""))
    sex = either(sex == "", either(draws.hit("child/boy", key, 0.525), "1", "2"), sex)
    twin_of = has[:, C1] & has[:, C2] & (age[:, C1] == age[:, C2])
    twin = twin_of[rows] & np.isin(slots, [C1, C2])
    alike = twin & (slots == C2) & draws.hit("child/alike", key, 0.66)
    sex = either(alike, np.roll(sex, 1), sex)
    days = (age[rows, slots] * 365.2425).astype(int) + 1
    birth = np.datetime64(until, "D") - days.astype("timedelta64[D]")
    return pd.DataFrame(
        {"fam": fam["fam"].to_numpy()[rows], "row": rows, "slot": slots, "sex": sex, "birth": birth, "twin": twin}
    )
