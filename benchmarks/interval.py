"""Intervals of shares."""

from __future__ import annotations

from math import sqrt

Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


def wilson(hits: int, trials: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval of a share (E. B. Wilson 1927), good near 0 and 1; None without trials."""
    if not trials:
        return None
    share, weight = hits / trials, Z * Z / trials
    middle = (share + weight / 2) / (1 + weight)
    half = Z * sqrt(share * (1 - share) / trials + weight / trials / 4) / (1 + weight)
    return max(0.0, middle - half), min(1.0, middle + half)


def shown(hits: int, trials: int) -> str:
    """The interval as text for a table."""
    found = wilson(hits, trials)
    return f"{found[0]:.3%} to {found[1]:.3%}" if found else "–"
