import datetime as dt

import pytest
import sxtwl
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.standard import lunar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("廿一", 21),
        ("二十", 20),
        ("三十", 30),
        ("卅", 30),
        ("初八", 8),
        ("21", 21),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert lunar.number(text) == value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("农历1985年正月廿一", (1985, 1, 21, False)),
        ("一九八五年腊月初八", (1985, 12, 8, False)),
        ("2020年闰四月初二", (2020, 4, 2, True)),
        ("1985-1-21(农历)", (1985, 1, 21, False)),
        ("正月廿一", None),
        ("农历1985年正月", (1985, 1, 0, False)),
        ("1985(农历)1.21", (1985, 1, 21, False)),
        ("农历正月", None),
    ],
)
def test_what_a_lunar_date_says(text: str, said: tuple | None) -> None:
    assert lunar.parse(text) == said


@pytest.mark.parametrize(
    ("text", "is_lunar"),
    [("1985年腊月初八", True), ("阴历1985.1.2", True), ("1985年3月12日", False), ("十二月", False)],
)
def test_signs_of_a_lunar_date(text: str, is_lunar: bool) -> None:
    assert lunar.is_lunar(text) is is_lunar


def test_the_days_of_a_lunar_month() -> None:
    assert lunar.span(1985, 1, False) == (dt.date(1985, 2, 20), dt.date(1985, 3, 20))
    assert lunar.span(1985, 6, True) is None


def test_a_month_of_29_days_has_no_thirtieth() -> None:
    assert lunar.to_solar(1985, 1, 30, False) is None
    assert lunar.to_solar(1985, 13, 1, False) is None


@settings(deadline=None)
@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_comes_back(day: dt.date) -> None:
    found = sxtwl.fromSolar(day.year, day.month, day.day)
    lunar_day = (found.getLunarYear(), found.getLunarMonth(), found.getLunarDay(), found.isLunarLeap())
    assert lunar.to_solar(*lunar_day) == day
