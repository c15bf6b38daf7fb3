"""The reference month: the state at 24:00 on its last day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

PATTERN = re.compile(r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")


@dataclass(frozen=True, order=True)
class Month:
    """One reference month, written `YYYY-MM`. Raises ValueError on any other form."""

    key: str

    def __post_init__(self) -> None:
        if not PATTERN.match(self.key):
            raise ValueError(f"month {self.key!r} is not written YYYY-MM, for example 2026-10")

    def __str__(self) -> str:
        return self.key

    @property
    def first_day(self) -> dt.date:
        """Its first day."""
        return dt.date.fromisoformat(f"{self.key}-01")

    @property
    def last_day(self) -> dt.date:
        """Its last day: the reference moment is 24:00 on it."""
        return self.first_day.replace(day=calendar.monthrange(self.first_day.year, self.first_day.month)[1])

    def months_since(self, other: Month) -> int:
        """Whole months from `other` to this one (negative if it is later)."""
        return (self.first_day.year - other.first_day.year) * 12 + self.first_day.month - other.first_day.month
