"""How large a tract should be, and what a tract of another size costs."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from assets.registry.rules import TractRules

OUTSIDE = 1000.0
"""Half of it is what being outside the bounds costs at least, against 1 or so for any tract inside."""


@dataclass(frozen=True)
class Bounds:
    """Dwellings that a tract should have, and between which it counts as even."""

    target: int
    lower: int
    upper: int

    @staticmethod
    def of(rules: TractRules) -> Bounds:
        """Those that new tracts are cut to."""
        return _around(rules.dwellings, rules.tolerance)

    @staticmethod
    def kept(rules: TractRules) -> Bounds:
        """Those within which last month's tracts stay as they are."""
        return _around(rules.dwellings, max(rules.tolerance, rules.kept_tolerance))

    def parts(self, dwellings: int) -> list[int]:
        """Into how many tracts so many dwellings can be cut evenly, the likeliest first; at least one number."""
        able = range(max(1, -(-dwellings // self.upper)), dwellings // self.lower + 1)
        near = max(1, round(dwellings / self.target))
        return sorted(able, key=lambda k: (abs(k - near), k)) or [near]


def _around(target: int, tolerance: float) -> Bounds:
    return Bounds(target, ceil(target * (1 - tolerance)), floor(target * (1 + tolerance)))


def prices(sizes: NDArray[np.int64], bounds: Bounds) -> NDArray[np.float64]:
    """What tracts of these sizes cost: first being outside the bounds, and how far; then the squared deviation."""
    far = np.maximum(np.maximum(bounds.lower - sizes, sizes - bounds.upper), 0) / bounds.target
    return OUTSIDE * ((far > 0) * 0.5 + far) + ((sizes - bounds.target) / bounds.target) ** 2


def cost(sizes: NDArray[np.int64], bounds: Bounds) -> float:
    """What a division into tracts of these sizes costs."""
    return float(prices(sizes, bounds).sum())
