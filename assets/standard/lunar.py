"""Lunar dates as people write them: 农历八五年腊月初八, 1985年正月廿一, 1985.1.21(农历)."""

from __future__ import annotations

import datetime as dt
import re

import sxtwl

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "两": 2, "元": 1}
MONTHS = {"正": 1, "冬": 11, "腊": 12}
SIGN = re.compile("农历|阴历|旧历|古历")
BETWEEN = re.compile(r"(?<=\d)[(（]?(?:农历|阴历|旧历|古历)[)）]?(?=\d)")
LUNAR_WORDS = re.compile("正月|冬月|腊月|闰|初[一二三四五六七八九十]|廿|卅")
WRITTEN = re.compile(
    r"^(?P<year>\d{2}|\d{4}|[〇零○O一二三四五六七八九]{2}|[〇零○O一二三四五六七八九]{4})年"
    r"(?P<leap>闰)?(?P<month>[正冬腊元]|\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?P<day>初?\d{1,2}|[初十廿卅二三]?[一二三四五六七八九十]{1,2}|[廿卅])[日号]?$"
)
MONTH = re.compile(
    r"^(?P<year>\d{2}|\d{4}|[〇零○O一二三四五六七八九]{2}|[〇零○O一二三四五六七八九]{4})年"
    r"(?P<leap>闰)?(?P<month>[正冬腊元]|\d{1,2}|[一二三四五六七八九十]{1,2})月$"
)
FIGURES = re.compile(r"^(?P<year>\d{4}|\d{2})[-./](?P<leap>闰)?(?P<month>\d{1,2})[-./](?P<day>\d{1,2})$")


def number(text: str) -> int:
    """A Chinese or Arabic numeral from 1 to 99 (一, 十二, 廿一, 三十, 21). Raises KeyError on anything else."""
    if text.isdecimal():
        return int(text)
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = text.rpartition("十")
    return (DIGITS[tens] if tens else 1 if ten else 0) * 10 + (DIGITS[ones] if ones else 0)


def year_number(text: str) -> int:
    """A year in figures or in Chinese digits one by one (一九八五, 八五), as written: 2 or 4 digits."""
    return int(text) if text.isdecimal() else int("".join(str(DIGITS[c]) for c in text))


def is_lunar(text: str) -> bool:
    """Whether a text says that it is a lunar date."""
    return bool(SIGN.search(text) or LUNAR_WORDS.search(text))


def parse(text: str) -> tuple[int, int, int, bool] | None:
    """(year as written, month, day, leap month) of a lunar date without blanks, or None; day 0: a month alone."""
    bare = BETWEEN.sub(".", text)
    bare = SIGN.sub("", bare).strip("()（）:：")
    found = WRITTEN.match(bare) or FIGURES.match(bare) or MONTH.match(bare)
    if not found:
        return None
    month = MONTHS.get(found["month"]) or number(found["month"])
    day = found.groupdict().get("day")
    return year_number(found["year"]), month, number(day) if day else 0, bool(found["leap"])


def span(year: int, month: int, leap: bool) -> tuple[dt.date, dt.date] | None:
    """First and last Gregorian day of a lunar month, or None where that year has no such month."""
    first = to_solar(year, month, 1, leap)
    last = to_solar(year, month, 30, leap) or to_solar(year, month, 29, leap)
    return (first, last) if first and last else None


def to_solar(year: int, month: int, day: int, leap: bool) -> dt.date | None:
    """The Gregorian day of a lunar day, or None where that lunar month has no such day."""
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    found = sxtwl.fromLunar(year, month, day, leap)
    same = (found.getLunarYear(), found.getLunarMonth(), found.getLunarDay(), found.isLunarLeap())
    if same != (year, month, day, leap):
        return None
    return dt.date(found.getSolarYear(), found.getSolarMonth(), found.getSolarDay())
