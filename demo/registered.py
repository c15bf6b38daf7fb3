"""What is on the books about everybody, and what offices that do not keep those books make of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo.arrays import either
from demo.draws import Draws

TYPES = ["居民户口", "农业", "非农业"]
# From each day on, so many children of a couple are within the policy (law of 2001, amended 2015 and 2021).
_ALLOWED = ((np.datetime64("1900-01-01"), 1), (np.datetime64("2016-01-01"), 2), (np.datetime64("2021-05-31"), 3))


def hukou_type(draws: Draws, people: pd.DataFrame) -> NDArray[Any]:
    """户口性质 as the register of the hukou's own police has it, one per hukou household."""
    ours = (people["hukou"] == "in").to_numpy()
    here = draws.choice("police_hukou/type", people["hukou_hh"], TYPES, [0.8, 0.14, 0.06])
    elsewhere = draws.choice("elsewhere/type", people["fam"], TYPES, [0.55, 0.37, 0.08])
    return either(ours, here, elsewhere)


def within_policy(birth: Any, order: Any) -> NDArray[Any]:
    """政策内 or 政策外, by the rule of the day of birth."""
    day = np.asarray(birth).astype("datetime64[D]")
    steps = np.array([d for d, _ in _ALLOWED])
    allowed = np.array([n for _, n in _ALLOWED])[(np.searchsorted(steps, day, side="right") - 1).clip(0)]
    return either(np.asarray(order).astype(float) <= allowed, "政策内", "政策外")
