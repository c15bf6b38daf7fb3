"""One column of rows on its way through a clerk's hands.

A fault is drawn per (source, person, copy), so it stays in a register month after month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.draws import Draws
from demo.truth import bit


@dataclass
class Column:
    """One column of rows being spoilt: cells, who each row speaks of, the draws' key, and the tags so far."""

    cells: NDArray[Any]
    key: NDArray[Any]
    tags: NDArray[np.int64]
    draws: Draws
    tag: str
    rates: dict[str, float]

    def spoil(self, fault: str, change: Callable[[str, int], str | None], mark: str = "", where: Any = True) -> None:
        """Apply `change(value, 32 random bits)` to the fault's share of filled cells."""
        rate = self.rates.get(fault, 0.0) / 100
        if not rate:
            return
        name = f"{self.tag}/{fault}"
        mask = self.draws.hit(name, self.key, rate) & np.array([bool(v) for v in self.cells], dtype=bool) & where
        luck = (self.draws.bits(name + "#", self.key) >> np.uint64(32)).astype(np.int64)
        for i in np.nonzero(mask)[0]:
            new = change(self.cells[i], int(luck[i]))
            if mark and new != self.cells[i]:
                self.tags[i] |= bit(mark)
            self.cells[i] = new
