"""Birth dates and phones."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import tables
from demo.dirt.column import Column
from demo.draws import Draws
from demo.truth import bit


def spoil_births(
    draws: Draws, tag: str, key: NDArray[Any], births: NDArray[Any], rate: float, tags: NDArray[np.int64]
) -> NDArray[Any]:
    """Birth dates that contradict the number: the lunar date, a year off, a few days off."""
    mask = draws.hit(f"{tag}/birth", key, rate / 100) & ~np.isnat(births)
    kind = draws.integers(f"{tag}/birth#", key, 0, 4)
    lunar = draws.integers(f"{tag}/lunar", key, 20, 50)
    shift = np.choose(kind, [lunar, 365, -366, draws.integers(f"{tag}/near", key, 1, 10)])
    out = births.astype("datetime64[D]")
    out[mask] = out[mask] - shift[mask].astype("timedelta64[D]")
    tags[mask] |= bit("birth_conflict")
    return out


def spoil_phones(column: Column, shared: NDArray[Any]) -> None:
    """Phones: the family's one, none, or one written with blanks, a country code, or two in one cell."""
    known = np.array([s is not None for s in shared], dtype=bool)
    rate = column.rates.get("phone_shared", 0.0) / 100
    mask = column.draws.hit(f"{column.tag}/shared", column.key, rate) & known
    column.tags[mask & (column.cells != shared)] |= bit("phone_shared")
    column.cells[mask] = shared[mask]
    column.rates = {**column.rates, "style": tables.profile()["forms"]["phone_forms"]}
    column.spoil("phone_blank", lambda _, n: None if n % 12 else "无")
    forms = (
        "{0} {1} {2}",
        "{0}-{1}-{2}",
        "+86{0}{1}{2}",
        "86{0}{1}{2}",
        "0{0}{1}{2}",
        "{0}{1}{2}；07135{1}{2}",
        "0719-72{1}",
        "0086{0}{1}{2}",
        "{0}{1}{2}、135{2}{1}",
        "（母）{0}{1}{2}",
    )
    column.spoil("style", lambda t, n: forms[n % 10].format(t[:3], t[3:7], t[7:11]) if len(t) >= 11 else t)
