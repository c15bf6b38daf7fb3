"""Two helpers for columns of mixed values."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def either(mask: Any, yes: Any, no: Any) -> NDArray[Any]:
    """`np.where` for columns in which None stands for a missing value."""
    found: NDArray[Any] = np.where(mask, yes, no)
    return found


def texts(numbers: Any, width: int = 0) -> NDArray[Any]:
    """Integers as text, with leading zeros up to `width`."""
    return np.char.zfill(np.asarray(numbers).astype(str), width).astype(object)


def days_until(last: Any, dates: Any) -> NDArray[np.float64]:
    """Days from each date to `last`; NaN where there is none."""
    days: NDArray[Any] = np.asarray(np.datetime64(last, "D")) - np.asarray(dates).astype("datetime64[D]")
    return either(np.isnat(days), np.nan, days.astype(np.float64))


def years_until(last: Any, dates: Any) -> NDArray[np.float64]:
    """Years from each date to `last`, fractions included."""
    return days_until(last, dates) / 365.2425


def before(last: Any, days: NDArray[Any]) -> NDArray[Any]:
    """The dates that lie `days` before `last`."""
    dates: NDArray[Any] = np.asarray(np.datetime64(last, "D")) - np.asarray(days).astype("timedelta64[D]")
    return dates
