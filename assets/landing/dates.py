"""Full dates in titles, footers and file names, which say which of two deliveries is the later one; days of events."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

DATE = re.compile(
    r"(?<!\d)(20\d{2})(?:(\d{2})(\d{2})|[-._/年]\s*(\d{1,2})\s*[-._/月]\s*(\d{1,2})日?)(?:[-_ T]?(\d{6}))?(?!\d)"
)
MONTH = re.compile(r"(?<!\d)20\d{2}[-._年]?(0?[1-9]|1[0-2])?月?(?!\d)")

# A day in a cell, in the forms of domain section 3; what stands behind it is its time.
DAY = re.compile(r"^(\d{4}|\d{2})[-./\\年](\d{1,2})[-./\\月](\d{1,2})(?:\D.*)?$")
DAY_COMPACT = re.compile(r"^(20\d{2})(\d{2})(\d{2})$")
EXCEL_SERIAL = re.compile(r"^[3-7]\d{4}$")  # 1982 to 2119
EXCEL_EPOCH = dt.date(1899, 12, 30)


def newest_date(texts: Iterable[str]) -> str | None:
    """The newest date written in full in any of the texts, as YYYYMMDD or YYYYMMDDhhmmss; None where there is none."""
    found = (_written(m) for text in texts for m in DATE.finditer(unicodedata.normalize("NFKC", text)))
    return max(filter(None, found), default=None)


def without_dates(text: str) -> str:
    """A text with its dates and months cut out: what a file is called whatever the month."""
    return MONTH.sub(" ", DATE.sub(" ", unicodedata.normalize("NFKC", text)))


def day_of(text: str) -> dt.date | None:
    """The day that a cell says, None where it says none: 2026-10-03, 2026/10/3 8:05, 20261003, 46298, 2026年10月3日.

    A year of two digits is of this century: gates were not written down before.
    """
    solid = unicodedata.normalize("NFKC", text).strip().strip("'\"=\u200b\ufeff")
    if EXCEL_SERIAL.match(solid):
        return EXCEL_EPOCH + dt.timedelta(int(solid))
    if not (found := DAY.match(solid) or DAY_COMPACT.match(solid)):
        return None
    year, month, day = map(int, found.groups())
    try:
        return dt.date(year if year >= 100 else 2000 + year, month, day)
    except ValueError:
        return None


def _written(match: re.Match[str]) -> str | None:
    year, *parts, time = match.groups()
    month, day = filter(None, parts)
    try:
        written = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{written:%Y%m%d}{time or ''}"
