"""The habits of the clerk who makes one file: headers, dates, spellings, decorations. Drawn per source and file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from demo import tables
from demo.draws import Draws, name_id

TEXT_FORMS = ("csv", "txt", "tsv")


@dataclass(frozen=True)
class Style:
    """Habits of one file; `luck(what)` gives a further number in [0, 1) for it."""

    draws: Draws
    source: str
    file: int
    form: str
    encoding: str
    trick: str = ""

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
    def suffix(self) -> str:
        """The end of the file's name: some files pretend to be old workbooks."""
        return "xls" if self.form in ("html", "spreadsheetml", "tsv") or self.trick == "renamed" else self.form

    @property
    def delimiter(self) -> str:
        """What parts the columns of a text file."""
        return {"piped": "|", "semicolons": ";"}.get(self.trick, "," if self.form == "csv" else "\t")

    @property
    def dates(self) -> str:
        """How the file writes dates; text has no date cells."""
        forms = tables.profile()["date_forms"]
        weights = forms.get(self.source, forms["other"])
        style = self.pick("dates", list(weights), list(weights.values()))
        if self.trick == "mac":
            return "cell"
        return "iso" if (self.text or self.form == "html") and style in ("cell", "serial") else str(style)

    def numeric(self, column: str, rates: dict[str, float]) -> bool:
        """Whether a column of numbers was kept as numbers: ID columns at the rate of the source, phones often."""
        if column.endswith("id_number"):
            return self.luck("float" if column == "id_number" else column) < rates["id_float_files"] / 100
        return column.endswith("phone") and not self.text and self.does("numeric_phone")


_XLS_ROWS, _BIG_ROWS = 1200, 12_000


def choose(draws: Draws, source: str, name: str, month: str, rows: int) -> Style:
    """The style of a file: kept from month to month, but now and then another clerk makes it."""
    number = name_id(name)
    redrawn = draws.hit(f"{source}/redrawn/{month}", [number], tables.profile()["forms"]["redrawn"])[0]
    number = number + int(month.replace("-", "")) if redrawn else number
    plain = Style(draws, source, number, "", "")
    kinds = tables.profile()["file_kinds"][source]
    form = plain.pick("form", list(kinds), list(kinds.values()))
    if form == "xls" and rows > _XLS_ROWS:
        form = "xlsx"
    if form == "xlsx" and rows > _BIG_ROWS and source != "survey":
        form = "csv:gb18030"
    kind, _, encoding = form.partition(":")
    return Style(draws, source, number, kind, encoding)
