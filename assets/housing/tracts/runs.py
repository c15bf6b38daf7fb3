"""A row of buildings cut into runs of even size: exactly the best cut, by dynamic programming."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from assets.housing.tracts.bounds import Bounds, prices


def runs(sizes: NDArray[np.int64], bounds: Bounds) -> NDArray[np.int64]:
    """The run (0, 1, …) that each building of a row lies in, where `sizes` are dwellings in the row's order.

    No division into runs has fewer outside the bounds, nor, among those, a smaller sum of squared deviations.
    """
    n = len(sizes)
    upto = np.concatenate([[0], np.cumsum(sizes)])
    least, start = np.full(n + 1, np.inf), np.zeros(n + 1, dtype=np.int64)
    least[0] = 0.0
    for end in range(1, n + 1):
        # A run of two upper bounds or more is never better than two runs; one building may still be as large.
        first = min(int(np.searchsorted(upto, upto[end] - 2 * bounds.upper)), end - 1)
        price = least[first:end] + prices(upto[end] - upto[first:end], bounds)
        best = int(np.argmin(price))
        least[end], start[end] = price[best], first + best
    labels, end = np.zeros(n, dtype=np.int64), n
    while end:
        labels[start[end] : end] = end
        end = int(start[end])
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
