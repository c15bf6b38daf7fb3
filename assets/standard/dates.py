"""Dates in every written form: figures, 年月日, Excel serials, two-digit years, months and years alone, lunar.

Nothing is filled up: a month or a year alone is stored as its first day, and `precision` says so.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from assets.standard import lunar, text

TIME = re.compile(r"(?<=\d|日)[T ]*\d{1,2}(:|时|点)\d{1,2}.*$")
SEPARATED = re.compile(r"^(\d{4}|\d{2})[-./\\年](\d{1,2})(?:[-./\\月](\d{1,2})?[日号]?)?$")
COMPACT = re.compile(r"^((?:1[89]|20)\d{2})(\d{2})(\d{2})?(?:\d{6})?$")
SHORT = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
YEAR = re.compile(r"^((?:1[89]|20)\d{2})年?$")
SERIAL = re.compile(r"^(\d{4,5})(?:\.\d+)?$")
CHINESE = re.compile(
    r"^([〇零○一二三四五六七八九]{2,4})年([一二三四五六七八九十]{1,2})月"
    r"(?:([一二三四五六七八九十]{1,3})[日号]?)?$"
)
EXCEL_EPOCH = dt.date(1899, 12, 30)
OLDEST_YEAR = 1880


class Reading(NamedTuple):
    """What a written date says: its first day, `day`, `month` or `year`, and `repaired`, `unreadable` or None."""

    value: dt.date | None
    precision: str | None
    issue: str | None = None


UNREADABLE = Reading(None, None, "unreadable")


def read(raw: str, last_day: dt.date) -> Reading:
    """Read one written date. A year of two digits is the latest one not after `last_day`.

    A day that does not exist, before 1880 or more than a year after `last_day` is unreadable.
    """
    plain = unicodedata.normalize("NFKC", raw).strip().strip("'\"=")
    known = text.placeholders("date").get(text.BLANKS.sub("", plain).upper())
    if known is not None:
        return UNREADABLE if known else Reading(None, None)
    solid = text.BLANKS.sub("", TIME.sub("", plain))
    found = _lunar(solid, last_day) if lunar.is_lunar(solid) else _solar(solid, last_day)
    if found.value is None or found.value.year < OLDEST_YEAR or found.value > last_day + dt.timedelta(366):
        return UNREADABLE
    return found


def _solar(solid: str, last_day: dt.date) -> Reading:
    for form in (COMPACT, SEPARATED, SHORT):
        if found := form.match(solid):
            year, month, day = found.groups()
            reading = _date(int(year), int(month), int(day or 0), last_day)
            if reading.value or form is not COMPACT:
                return reading
    if found := YEAR.match(solid):
        return _date(int(found[1]), 0, 0, last_day)
    if found := CHINESE.match(solid):
        year, month, day = found.groups()
        return _date(lunar.year_number(year), lunar.number(month), lunar.number(day) if day else 0, last_day)
    if found := SERIAL.match(solid):
        return Reading(EXCEL_EPOCH + dt.timedelta(int(found[1])), "day")
    return UNREADABLE


def _date(year: int, month: int, day: int, last_day: dt.date) -> Reading:
    """Month or day 0 is how some systems write an unknown one."""
    year = _full_year(year, last_day)
    try:
        value = dt.date(year, month or 1, (day or 1) if month else 1)
    except ValueError:
        return UNREADABLE
    return Reading(value, "day" if month and day else "month" if month else "year")


def _lunar(solid: str, last_day: dt.date) -> Reading:
    written = lunar.parse(solid)
    if written is None:
        return UNREADABLE
    year, month, day, leap = written
    return Reading(lunar.to_solar(_full_year(year, last_day), month, day, leap), "day", "repaired")


def _full_year(year: int, last_day: dt.date) -> int:
    if year >= 100:
        return year
    return year + (2000 if year <= last_day.year % 100 else 1900)


def build(con: duckdb.DuckDBPyConnection, texts: str, last_day: dt.date) -> None:
    """Make temp table `std_date` (raw, value DATE, precision, issue) from `texts` (raw)."""
    raw = [row[0] for row in con.execute(f"select raw from {texts} order by raw").fetchall()]
    con.register("std_date_read", table(raw, last_day))
    con.execute("create or replace temp table std_date as select * from std_date_read")
    con.unregister("std_date_read")


def table(raw: Iterable[str], last_day: dt.date) -> pa.Table:
    """Readings of distinct texts as columns raw, value, precision, issue."""
    texts = list(raw)
    readings = [read(t, last_day) for t in texts]
    types = (pa.date32(), pa.string(), pa.string())
    columns = [pa.array([r[i] for r in readings], kind) for i, kind in enumerate(types)]
    return pa.table([pa.array(texts, pa.string()), *columns], names=["raw", "value", "precision", "issue"])
