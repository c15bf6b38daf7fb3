"""Dates in every written form: figures, 年月日, Excel serials, two-digit years, months and years alone, lunar.

Nothing is filled up: a month or a year alone is stored as its first day, and `precision` says so.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

import duckdb
import pyarrow as pa

from assets.standard import date_words, lunar, text

SEPARATED = re.compile(r"^(\d{4}|\d{2})[-./\\年](\d{1,2})(?:[-./\\月](\d{1,2})?[日号]?)?[-.]?$")
DAY_FIRST = re.compile(r"^(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})$")
ENGLISH = re.compile(r"^(?:(\d{1,2})[-/]?)?([A-Za-z]{3})[a-z]*[-/,]?(\d{4}|\d{2})$")
COMPACT = re.compile(r"^((?:1[89]|20)\d{2})(\d{2})(\d{2})?(?:\d{6})?(?:\.0+)?$")
SHORT = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
YEAR = re.compile(r"^((?:1[89]|20)\d{2})(?:年|\.0)?$|^(\d{2})年$")
SERIAL = re.compile(r"^(\d{4,5})(?:\.\d+)?$")
MONTHS = {month.lower(): number for number, month in enumerate(calendar.month_abbr)}
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
    written = date_words.tidy(raw)
    known = text.placeholders("date").get(text.BLANKS.sub("", written).upper())
    if known is not None:
        return UNREADABLE if known else Reading(None, None)
    solid = date_words.bare(written)
    found = _lunar(solid, last_day) if lunar.is_lunar(solid) else _solar(solid, last_day)
    if found.value is None or not _possible(found.value, found.precision, last_day):
        return UNREADABLE
    return found


def _possible(value: dt.date, precision: str | None, last_day: dt.date) -> bool:
    """Day zero and day one of a spreadsheet are 1900-01-00 and 1900-01-01, and mean an empty cell."""
    empty = value == dt.date(1900, 1, 1) and precision != "year"
    return not empty and value.year >= OLDEST_YEAR and value <= last_day + dt.timedelta(366)


def _solar(solid: str, last_day: dt.date) -> Reading:
    figures, repaired = date_words.in_figures(solid)
    found = _figures(figures, last_day)
    return found._replace(issue="repaired") if repaired and found.value else found


def _figures(solid: str, last_day: dt.date) -> Reading:
    for form in (COMPACT, SEPARATED, SHORT):
        if found := form.match(solid):
            year, month, day = found.groups()
            reading = _date(int(year), int(month), int(day or 0), last_day)
            if reading.value or form is SHORT or (form is SEPARATED and not DAY_FIRST.match(solid)):
                return reading
    if found := YEAR.match(solid):
        return _date(int(found[1] or found[2]), 0, 0, last_day)
    if found := DAY_FIRST.match(solid):
        return _day_first(int(found[1]), int(found[3]), found[4], last_day)
    if found := ENGLISH.match(solid):
        return _date(int(found[3]), MONTHS.get(found[2].lower(), 13), int(found[1] or 0), last_day)
    if found := SERIAL.match(solid):
        return Reading(EXCEL_EPOCH + dt.timedelta(int(found[1])), "day")
    return UNREADABLE


def _day_first(first: int, second: int, year: str, last_day: dt.date) -> Reading:
    """12/03/1985 is 12 March or 3 December, so only its year is certain; 13/03/1985 and 03/13/1985 are one day."""
    if len(year) == 2 and int(year) <= 31:
        return UNREADABLE
    day, month = max(first, second), min(first, second)
    if day > 12 or day == month:
        return _date(int(year), month, day, last_day)
    return _date(int(year), 0, 0, last_day)._replace(issue="repaired")


def _date(year: int, month: int, day: int, last_day: dt.date) -> Reading:
    """Month or day 0 is how some systems write an unknown one."""
    year = _full_year(year, last_day)
    try:
        value = dt.date(year, month or 1, (day or 1) if month else 1)
    except ValueError:
        return UNREADABLE
    return Reading(value, "day" if month and day else "month" if month else "year")


def _lunar(solid: str, last_day: dt.date) -> Reading:
    """A lunar month alone says the year, where it lies within one (腊月 of 1985 is in 1986)."""
    written = lunar.parse(solid)
    if written is None:
        return UNREADABLE
    year, month, day, leap = written
    year = _full_year(year, last_day)
    if day:
        return Reading(lunar.to_solar(year, month, day, leap), "day", "repaired")
    span = lunar.span(year, month, leap)
    if span is None or span[0].year != span[1].year:
        return UNREADABLE
    return Reading(span[0].replace(month=1, day=1), "year", "repaired")


def _full_year(year: int, last_day: dt.date) -> int:
    if year >= 100:
        return year
    return year + (2000 if year <= last_day.year % 100 else 1900)


def build(con: duckdb.DuckDBPyConnection, texts: str, last_day: dt.date) -> None:
    """Make temp table `std_date` (raw, value DATE, precision, issue, age INTEGER) from `texts` (raw)."""
    raw = [row[0] for row in con.execute(f"select raw from {texts} order by raw").fetchall()]
    con.register("std_date_read", table(raw, last_day))
    con.execute("create or replace temp table std_date as select * from std_date_read")
    con.unregister("std_date_read")


def table(raw: Iterable[str], last_day: dt.date) -> pa.Table:
    """Readings of distinct texts as columns raw, value, precision, issue; age: years, where that is written instead."""
    texts = list(raw)
    readings = [read(t, last_day) for t in texts]
    types = (pa.date32(), pa.string(), pa.string())
    columns = [pa.array([r[i] for r in readings], kind) for i, kind in enumerate(types)]
    ages = pa.array([date_words.age(t) for t in texts], pa.int32())
    return pa.table([pa.array(texts, pa.string()), *columns, ages], names=["raw", "value", "precision", "issue", "age"])
