"""Full dates in titles, footers and file names: they say which of two deliveries is the later one."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable

DATE = re.compile(
    r"(?<!\d)(20\d{2})(?:(\d{2})(\d{2})|[-._/年]\s*(\d{1,2})\s*[-._/月]\s*(\d{1,2})日?)(?:[-_ T]?(\d{6}))?(?!\d)"
)
MONTH = re.compile(r"(?<!\d)20\d{2}[-._年]?(0?[1-9]|1[0-2])?月?(?!\d)")


def newest_date(texts: Iterable[str]) -> str | None:
    """The newest date written in full in any of the texts, as YYYYMMDD or YYYYMMDDhhmmss; None where there is none."""
    found = (_written(m) for text in texts for m in DATE.finditer(unicodedata.normalize("NFKC", text)))
    return max(filter(None, found), default=None)


def without_dates(text: str) -> str:
    """A text with its dates and months cut out: what a file is called whatever the month."""
    return MONTH.sub(" ", DATE.sub(" ", unicodedata.normalize("NFKC", text)))


def _written(match: re.Match[str]) -> str | None:
    year, *parts, time = match.groups()
    month, day = filter(None, parts)
    try:
        written = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return f"{written:%Y%m%d}{time or ''}"
