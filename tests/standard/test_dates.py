import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.standard import dates
from tests.standard.hand_made import LAST_DAY

BIRTH = dt.date(1985, 3, 12)


@pytest.mark.parametrize(
    "written",
    [
        "1985-03-12",
        "1985.3.12",
        "1985/3/12",
        "19850312",
        "1985年3月12日",
        "1985年03月12号",
        "85.3.12",
        "850312",
        "31118",
        "31118.5",
        "1985-03-12 00:00:00",
        "1985/3/12 8:05",
        "1985-03-12T08:00:00",
        "19850312083000",
        "'1985-3-12",
        "１９８５－３－１２",
        "1985 年 3 月 12 日",
        "一九八五年三月十二日",
        "1985-3-12\u200b\n",
        "1985-03-12 00:00:00.000",
        "1985/3/12 上午 12:00:00",
        "19850312.0",
        "31118.0",
        "1985，3，12",
        "1985、3、12",
        "1985。3。12",
        "1985—03—12",
        "1985*3*12",
        "1985--03-12",
        "1985.3.12.",
        "1985年三月十二日",
        "一九八五年3月12日",
        "八五年三月十二",
        "1985年3月12日生",
        "公历1985.3.12",
        "1985.3.12（农历正月廿一）",
        "12-Mar-85",
        "12-Mar-1985",
    ],
)
def test_forms_of_a_day(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (BIRTH, "day", None)


@pytest.mark.parametrize(
    ("written", "first_day", "precision"),
    [
        ("198503", dt.date(1985, 3, 1), "month"),
        ("1985-03", dt.date(1985, 3, 1), "month"),
        ("1985年3月", dt.date(1985, 3, 1), "month"),
        ("19850300", dt.date(1985, 3, 1), "month"),
        ("200312", dt.date(2003, 12, 1), "month"),
        ("1985", dt.date(1985, 1, 1), "year"),
        ("1985年", dt.date(1985, 1, 1), "year"),
        ("1985-00-00", dt.date(1985, 1, 1), "year"),
        ("1985-00-12", dt.date(1985, 1, 1), "year"),
        ("198503.0", dt.date(1985, 3, 1), "month"),
        ("1985年三月", dt.date(1985, 3, 1), "month"),
        ("Mar-85", dt.date(1985, 3, 1), "month"),
        ("85年3月", dt.date(1985, 3, 1), "month"),
        ("一九八五年", dt.date(1985, 1, 1), "year"),
        ("二○○五年", dt.date(2005, 1, 1), "year"),
        ("85年", dt.date(1985, 1, 1), "year"),
        ("1985年生", dt.date(1985, 1, 1), "year"),
    ],
)
def test_months_and_years_are_not_filled_up(written: str, first_day: dt.date, precision: str) -> None:
    assert dates.read(written, LAST_DAY) == (first_day, precision, None)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("农历1985年正月廿一", BIRTH),
        ("1985.1.21(农历)", BIRTH),
        ("八五年正月廿一", BIRTH),
        ("1985年腊月初八", dt.date(1986, 1, 17)),
        ("2020年闰四月初二", dt.date(2020, 5, 24)),
        ("农历一九八五年正月廿一", BIRTH),
        ("1985年农历正月廿一", BIRTH),
        ("1985(农历)1.21", BIRTH),
        ("阴历85.1.21", BIRTH),
    ],
)
def test_lunar_dates_are_marked(written: str, day: dt.date) -> None:
    assert dates.read(written, LAST_DAY) == (day, "day", "repaired")


@pytest.mark.parametrize(
    ("written", "year"), [("一九八五年腊月", 1986), ("1985年八月(农历)", 1985), ("2020年闰四月", 2020)]
)
def test_a_lunar_month_says_the_year_that_it_lies_in(written: str, year: int) -> None:
    assert dates.read(written, LAST_DAY) == (dt.date(year, 1, 1), "year", "repaired")


@pytest.mark.parametrize("written", ["12/03/1985", "3/12/1985", "12-03-1985", "3/12/85"])
def test_where_day_and_month_may_be_swapped_only_the_year_is_certain(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (dt.date(1985, 1, 1), "year", "repaired")


@pytest.mark.parametrize("written", ["13/03/1985", "03/13/1985", "13.3.1985"])
def test_no_month_is_the_thirteenth(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (dt.date(1985, 3, 13), "day", None)


@pytest.mark.parametrize("written", ["1985-O3-12", "l985-03-12", "I985O3I2"])
def test_letters_for_figures_are_repaired(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (BIRTH, "day", "repaired")


@pytest.mark.parametrize(
    "written",
    [
        "农历八月初八",
        "1985年冬月",  # two years
        "乙丑年八月初八",
        "1900/1/0",
        "1900年1月1日",
        "12/13/14",
        "45岁",
        "3个月",
        "85312",
        "2125-03-12",
        "约1985年",
        "1985-??-??",
        "##########",
        "1985-02-30",
        "1985-13-01",
        "农历正月廿一",
        "农历1985年正月三十一",
        "1985年闰四月初二",
        "1900-01-01",
        "9999-12-31",
        "2028-01-01",
        "1785-01-01",
        "三月",
        "abc",
        "99999",
        "0000-00-00",
    ],
)
def test_what_cannot_be_a_day_is_unreadable(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (None, None, "unreadable")


@pytest.mark.parametrize("written", ["无", "/", "不详", "长期", "#N/A"])
def test_words_that_say_nothing(written: str) -> None:
    assert dates.read(written, LAST_DAY) == (None, None, None)


def test_two_figures_are_the_latest_year_that_has_been() -> None:
    assert dates.read("26.3.12", LAST_DAY).value == dt.date(2026, 3, 12)
    assert dates.read("27.3.12", LAST_DAY).value == dt.date(1927, 3, 12)


def test_a_day_soon_after_the_month_is_kept() -> None:
    assert dates.read("2026-11-02", LAST_DAY).value == dt.date(2026, 11, 2)


@settings(deadline=None)
@given(st.dates(dt.date(1901, 1, 1), LAST_DAY), st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d"]))
def test_every_day_is_read_back(day: dt.date, form: str) -> None:
    assert dates.read(day.strftime(form), LAST_DAY) == (day, "day", None)


def test_the_table_holds_a_row_per_text() -> None:
    table = dates.table(["1985-3-12", "无", "约45岁", "3个月"], LAST_DAY)
    assert table.column_names == ["raw", "value", "precision", "issue", "age"]
    assert table.to_pylist()[0] == {"raw": "1985-3-12", "value": BIRTH, "precision": "day", "issue": None, "age": None}
    assert table.column("age").to_pylist() == [None, None, 45, 0]
