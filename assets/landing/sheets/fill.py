"""Cells merged downwards: a household number or address written once for several rows (contract.md section 1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from assets.landing.readers.grid import Merge


class Filler:
    """Repeats the value of a vertically merged range on each of its rows, and nowhere else."""

    def __init__(self, merges: Iterable[Merge], below: int) -> None:
        """Ranges that lie below row number `below` (the header) and span more than one row."""
        found = sorted((m.left, m.top, m.bottom) for m in merges if m.bottom > m.top > below)
        self._ranges: dict[int, list[tuple[int, int]]] = {}
        for left, top, bottom in found:
            self._ranges.setdefault(left, []).append((top, bottom))
        self._open: dict[int, str | None] = {}

    def fill(self, cells: Sequence[pa.Array], numbers: Sequence[int]) -> list[pa.Array]:
        """The columns of consecutive rows with merged values repeated; chunks have to come in order."""
        filled = list(cells)
        for left, ranges in self._ranges.items():
            if left < len(filled) and numbers:
                filled[left] = self._column(left, filled[left], ranges, numbers)
        return filled

    def _column(
        self, left: int, cells: pa.Array, ranges: Sequence[tuple[int, int]], numbers: Sequence[int]
    ) -> pa.Array:
        first, last = numbers[0], numbers[-1]
        values = cells.to_pylist()
        for top, bottom in ranges:
            if top > last or bottom < first:
                continue
            value = values[top - first] if top >= first else self._open.get(left)
            start, stop = max(top, first) - first, min(bottom, last) - first + 1
            values[start:stop] = [value] * (stop - start)
            self._open[left] = value
        return pa.array(values, pa.string())
