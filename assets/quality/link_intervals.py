"""Precision and recall from a stratified clerical sample, with intervals that hold what they promise.

For every band the share of true pairs has an exact (Clopper-Pearson) pair of confidence distributions, Beta(x, n-x+1)
and Beta(x+1, n-x). The limits of a measure are the outer quantiles of what it becomes when all bands are drawn from the
side that makes it small, or large. That is conservative: where no error was found the upper limit is 1, and the lower
one says how little that proves. Drawn with a fixed seed: the same answers give the same limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Measure = Literal["precision", "recall"]
LEVEL = 0.95
DRAWS = 4_000
SEED = 20_260_901
Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Band:
    """The pairs of one band: how many, whether they are linked, and of `n` answers `true` that they are one person.

    Where nobody answered, the estimate takes `expected` (the model's share), and the limits take anything from none to
    all; unless the share is `sure`, because people decided every pair.
    """

    links: int
    linked: bool
    expected: float
    n: int = 0
    true: int = 0
    sure: bool = False


def estimate(measure: Measure, bands: Sequence[Band]) -> float | None:
    """The measure with every band at its share; None where there is no pair to speak of."""
    value = _measure(measure, bands, [np.array([b.true / b.n if b.n else b.expected]) for b in bands])[0]
    return None if np.isnan(value) else float(value)


def limits(measure: Measure, bands: Sequence[Band]) -> tuple[float, float] | None:
    """Lower and upper limit at `LEVEL`; None where no band was answered at all."""
    relevant = [b for b in bands if b.linked or measure == "recall"]
    if not any(b.n for b in relevant):
        return None
    low = _measure(measure, relevant, [_drawn(b, seed, b.linked) for seed, b in enumerate(relevant)])
    high = _measure(measure, relevant, [_drawn(b, seed, not b.linked) for seed, b in enumerate(relevant)])
    outer = (1 - LEVEL) / 2
    return float(np.quantile(low, outer)), float(np.quantile(high, 1 - outer))


def _drawn(band: Band, seed: int, small: bool) -> Shares:
    """Shares of true pairs from the confidence distribution of the smaller, or the larger, side."""
    if band.sure:
        return np.full(DRAWS, band.expected)
    if not band.n:
        return np.full(DRAWS, 0.0 if small else 1.0)
    false = band.n - band.true
    if small and not band.true:
        return np.zeros(DRAWS)
    if not small and not false:
        return np.ones(DRAWS)
    generator = np.random.default_rng([SEED, seed])
    return generator.beta(band.true, false + 1, DRAWS) if small else generator.beta(band.true + 1, false, DRAWS)


def _measure(measure: Measure, bands: Sequence[Band], shares: Sequence[Shares]) -> Shares:
    size = len(shares[0]) if shares else 1
    found, links, left = np.zeros(size), 0, np.zeros(size)
    for band, share in zip(bands, shares, strict=True):
        if band.linked:
            found, links = found + band.links * share, links + band.links
        else:
            left = left + band.links * share
    with np.errstate(invalid="ignore", divide="ignore"):
        return found / links if measure == "precision" else found / (found + left)
