"""The cells of one HTML table, placed as their spans say, and their text as a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assets.landing.readers.grid import Merge
from assets.landing.readers.table import COLUMNS, Budget, Table, too_large

BREAK = "\0"  # stands for the end of a line while a text is gathered
SPACE = re.compile(r"[ \t\r\n\f]+")
BREAKS = re.compile(f" ?(?:{BREAK} ?)+")
LOOKS_ROUNDED = re.compile(r"\d(\.\d+)?E\+\d+|#+", re.ASCII)
SPAN = re.compile(r"\s*(\d{1,9})", re.ASCII)
LONGEST_SPAN = 65_534  # rows or columns, as browsers limit it


class PageRows:
    """The rows of one table while it is open; `texts` gathers what stands in the open cell, if `in_cell`."""

    def __init__(self, table: Table, budget: Budget) -> None:
        self.table = table
        self._budget = budget
        self._taken: dict[int, int] = {}  # column -> last row that a cell above reaches down to
        self._row: list[object] | None = None
        self._number: str | None = None
        self.in_cell = False
        self.texts: list[str] = []

    def begin(self) -> None:
        """A row begins."""
        self.finish()
        self._row = []

    def cell(self, attributes: Mapping[str, str]) -> None:
        """A cell begins, at the first place that no cell above reaches down to. Raises UnreadableError far outside."""
        self.close()
        row = self._row = [] if self._row is None else self._row
        top = len(self.table.rows) + 1
        while self._taken.get(len(row), 0) >= top:
            row.append("")
        left, width, height = len(row), _span(attributes, "colspan"), _span(attributes, "rowspan")
        if left + width > COLUMNS:
            raise too_large()
        if width > 1 or height > 1:
            self.table.merges.append(Merge(top, left, top + height - 1, left + width - 1))
        if height > 1:
            self._taken.update(dict.fromkeys(range(left, left + width), top + height - 1))
        row += [""] * width
        self._place, self._number = left, attributes.get("x:num")
        self.in_cell, self.texts = True, []

    def close(self) -> None:
        """The cell is over, if one is open."""
        if self.in_cell and self._row is not None:
            self._row[self._place] = _value(visible("".join(self.texts)), self._number)
        self.in_cell = False

    def finish(self) -> None:
        """The row is over, if one is open: as wide as its cells and those that reach down to it."""
        self.close()
        if self._row is None:
            return
        number = len(self.table.rows) + 1
        self._taken = {column: last for column, last in self._taken.items() if last >= number}
        self._row += [""] * (max(self._taken, default=-1) + 1 - len(self._row))
        self._budget.spend(len(self._row) + 1)
        self.table.rows.append(self._row)
        self._row = None

    def end(self) -> None:
        """The table is over: nothing reaches below its last row, nor beyond the last column that holds anything."""
        self.finish()
        width = max((i + 1 for row in self.table.rows for i in _last_filled(row)), default=0)
        self.table.rows = [row[:width] for row in self.table.rows]
        last = len(self.table.rows)
        self.table.merges = [Merge(m.top, m.left, min(m.bottom, last), m.right) for m in self.table.merges]


def _last_filled(row: Sequence[object]) -> list[int]:
    """Place of the last cell of a row that holds anything, if one does."""
    return next(([i] for i in range(len(row) - 1, -1, -1) if row[i] != ""), [])


def _span(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name)
    digits = SPAN.match(text) if text else None
    return min(max(int(digits[1]), 1), LONGEST_SPAN) if digits else 1


def visible(text: str) -> str:
    """Text as a browser shows it: blanks run together, lines only where the page breaks them."""
    if text.isalnum():
        return text
    return BREAKS.sub("\n", SPACE.sub(" ", text)).strip(" \n")


def _value(text: str, number: str | None) -> object:
    """The text; where Excel only shows a rounded number, the number that it keeps beside it."""
    if number and LOOKS_ROUNDED.fullmatch(text):
        try:
            return float(number)
        except ValueError:
            return text
    return text
