"""Names as a county has them: clan surnames, generation characters (字辈), fashions of each cohort."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import tables
from demo.arrays import either
from demo.draws import Draws

# Share of two-character given names, and of given names from the popular list, by first birth year of the cohort.
_COHORTS = (
    (1900, 0.949, 0.11),
    (1960, 0.912, 0.10),
    (1970, 0.842, 0.13),
    (1980, 0.669, 0.19),
    (1990, 0.63, 0.18),
    (2000, 0.754, 0.13),
    (2009, 0.93, 0.12),
)


def surnames(draws: Draws, tag: str, ids: NDArray[Any]) -> NDArray[Any]:
    """Surnames by national frequency."""
    table = tables.rows("surnames")
    return draws.choice(tag, ids, [r["surname"] for r in table], [float(r["percent"]) for r in table])


def _pool(born: int, sex: str) -> tuple[list[str], NDArray[np.float64]]:
    for row in tables.rows("given"):
        if row["sex"] == sex and int(row["born_from"]) <= born <= int(row["born_to"]):
            head, tail = row["characters"], tables.lines("given_tail")[0]
            weights = np.concatenate([1 / (np.arange(len(head)) + 14.0), np.full(len(tail), 0.0016)])
            return list(head) + list(tail), weights
    raise ValueError(f"names/given.csv has no characters for {sex} born {born}")


def characters(draws: Draws, tag: str, ids: NDArray[Any], year: NDArray[Any], sex: NDArray[Any]) -> NDArray[Any]:
    """One given-name character per person, by cohort and sex."""
    out = np.empty(len(ids), dtype=object)
    eras = np.searchsorted([1960, 1980, 2000], year, side="right")
    for era, born in enumerate((1930, 1965, 1990, 2010)):
        for code in ("1", "2"):
            mask = (eras == era) & (sex == code)
            out[mask] = draws.choice(tag, ids[mask], *_pool(born, code))
    rare = draws.hit(tag + "/rare", ids, tables.profile()["population"]["rare_character"] / 2)
    out[rare] = draws.choice(tag + "/which", ids[rare], list(tables.lines("rare")))
    return out


def _popular(draws: Draws, tag: str, ids: NDArray[Any], year: NDArray[Any], sex: NDArray[Any]) -> NDArray[Any]:
    out = np.empty(len(ids), dtype=object)
    for row in tables.rows("popular"):
        mask = (sex == row["sex"]) & (year >= int(row["born_from"])) & (year <= int(row["born_to"]))
        pool = row["names"].split()
        out[mask] = draws.choice(tag, ids[mask], pool, 1 / (np.arange(len(pool)) + 3.0))
    return out


def given(
    draws: Draws, tag: str, ids: NDArray[Any], year: NDArray[Any], sex: NDArray[Any], shared: NDArray[Any]
) -> NDArray[Any]:
    """Given names. `shared` holds the generation or sibling character, None where there is none."""
    cohort = np.searchsorted([c[0] for c in _COHORTS], year, side="right") - 1
    two, popular = (np.array([c[i] for c in _COHORTS])[cohort] for i in (1, 2))
    first = characters(draws, tag + "/first", ids, year, sex)
    second = characters(draws, tag + "/second", ids, year, sex)
    has_shared = np.array([s is not None for s in shared], dtype=bool)
    first = either(has_shared, shared, first)
    single = ~has_shared & ~draws.hit(tag + "/two", ids, two)
    name = either(single, first, first + second)
    listed = ~has_shared & draws.hit(tag + "/popular", ids, popular)
    return either(listed, _popular(draws, tag + "/listed", ids, year, sex), name)


_ABROAD = [
    "阿卜杜拉",
    "买买提",
    "艾合买提",
    "吐尔逊",
    "热孜完",
    "古丽",
    "帕提古丽",
    "依明",
    "艾力",
    "吾买尔",
    "阿依努尔",
    "祖丽皮亚",
    "玉素甫",
    "肉孜",
    "木拉提",
]


def dotted(draws: Draws, tag: str, ids: NDArray[Any]) -> NDArray[Any]:
    """Names of own and father's name with a dot between, as some minorities have them."""
    parts = [draws.choice(f"{tag}/{i}", ids, _ABROAD) for i in (1, 2)]
    return parts[0] + "·" + parts[1]
