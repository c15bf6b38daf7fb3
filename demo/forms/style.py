"""The habits of the clerk who makes one file: headers, dates, spellings, decorations. Drawn per source and file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from demo import tables
from demo.draws import Draws, name_id

DATES = ("compact", "iso", "slash", "dot", "short", "hanzi", "cell", "serial")
_DATE_WEIGHTS = {
    "police_hukou": (0.9, 0.1, 0, 0, 0, 0, 0, 0),
    "education_students": (0.7, 0.2, 0.1, 0, 0, 0, 0, 0),
    "": (0.22, 0.24, 0.13, 0.12, 0.09, 0.08, 0.08, 0.04),
}
TEXT_FORMS = ("csv", "txt")


@dataclass(frozen=True)
class Style:
    """Habits of one file; `luck(what)` gives a further number in [0, 1) for it."""

    draws: Draws
    source: str
    file: int
    form: str
    encoding: str

    def luck(self, what: str) -> float:
        """A number in [0, 1) that stays with the file."""
        return float(self.draws.uniform(f"{self.source}/form/{what}", np.array([self.file]))[0])

    def does(self, habit: str, share: float | None = None) -> bool:
        """Whether the clerk has a habit of `[forms]`."""
        return self.luck(habit) < (tables.profile()["forms"][habit] if share is None else share)

    def pick(self, what: str, options: Any, weights: Any = None) -> Any:
        """One of `options` for the whole file."""
        steps = np.cumsum(np.ones(len(options)) if weights is None else np.asarray(weights, dtype=float))
        return options[int(np.searchsorted(steps / steps[-1], self.luck(what), side="right").clip(0, len(options) - 1))]

    @property
    def text(self) -> bool:
        """A text file, not a workbook."""
        return self.form in TEXT_FORMS

    @property
    def dates(self) -> str:
        """How the file writes dates; text has no date cells."""
        style = self.pick("dates", DATES, _DATE_WEIGHTS.get(self.source, _DATE_WEIGHTS[""]))
        return "iso" if self.text and style in ("cell", "serial") else str(style)

    def numeric(self, column: str, rates: dict[str, float]) -> bool:
        """Whether a column of numbers was kept as numbers: ID columns at the rate of the source, phones often."""
        if column.endswith("id_number"):
            return self.luck("float" if column == "id_number" else column) < rates["id_float_files"] / 100
        return column.endswith("phone") and not self.text and self.does("numeric_phone")


# Per source: forms with their weights, and the number of rows from which text is preferred.
_FORMS: dict[str, tuple[tuple[str, float], ...]] = {
    "police_hukou": (("csv:gb18030", 0.92), ("xlsx", 0.08)),
    "police_migrants": (("csv:gb18030", 0.4), ("xlsx", 0.45), ("xls", 0.15)),
    "social_insurance": (("xlsx", 0.82), ("xls", 0.06), ("csv:gb18030", 0.08), ("csv:utf-8-sig", 0.04)),
    "medical_insurance": (("xlsx", 0.66), ("txt:utf-16", 0.14), ("csv:utf-8-sig", 0.12), ("csv:gb18030", 0.08)),
    "grid_persons": (("xlsx", 0.82), ("xls", 0.08), ("csv:gb18030", 0.06), ("csv:utf-8-sig", 0.04)),
    "grid_dwellings": (("xlsx", 0.7), ("csv:utf-8-sig", 0.2), ("csv:gb18030", 0.1)),
    "education_students": (("xlsx", 0.75), ("xls", 0.2), ("txt:gb18030", 0.05)),
    "education_staff": (("csv:gb18030", 0.6), ("xls", 0.4)),
    "health_births": (("xlsx", 0.7), ("xls", 0.3)),
    "health_women": (("xlsx", 0.85), ("xls", 0.15)),
    "civil_deaths": (("xlsx", 0.6), ("xls", 0.4)),
    "survey": (("xlsx", 0.94), ("xlsm", 0.06)),
}
_XLS_ROWS, _BIG_ROWS = 1200, 12_000


def choose(draws: Draws, source: str, name: str, month: str, rows: int) -> Style:
    """The style of a file: kept from month to month, but now and then another clerk makes it."""
    number = name_id(name)
    redrawn = draws.hit(f"{source}/redrawn/{month}", [number], tables.profile()["forms"]["redrawn"])[0]
    number = number + int(month.replace("-", "")) if redrawn else number
    plain = Style(draws, source, number, "", "")
    form = plain.pick("form", [f for f, _ in _FORMS[source]], [w for _, w in _FORMS[source]])
    if form == "xls" and rows > _XLS_ROWS:
        form = "xlsx"
    if form == "xlsx" and rows > _BIG_ROWS and source != "survey":
        form = "csv:gb18030"
    kind, _, encoding = form.partition(":")
    return Style(draws, source, number, kind, encoding)
