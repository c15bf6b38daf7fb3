import datetime as dt

from assets.linkage.lunar import months
from assets.standard.lunar import to_solar


def test_a_lunar_month_begins_on_a_day_and_has_29_days_or_30():
    assert months(["202001", "198501", "198513"]) == [
        {"month": "198501", "first": dt.date(1985, 2, 20), "days": 29},
        {"month": "198513", "first": None, "days": 0},
        {"month": "202001", "first": dt.date(2020, 1, 25), "days": 29},
    ]


def test_days_follow_each_other_as_in_the_calendar():
    for found in months(f"{year}{month:02d}" for year in (1951, 2020) for month in range(1, 13)):
        year, month = int(found["month"][:4]), int(found["month"][4:])
        days = [to_solar(year, month, day, leap=False) for day in range(1, 31)]
        counted = [found["first"] + dt.timedelta(days=n) if n < found["days"] else None for n in range(30)]
        assert days == counted


def test_a_birth_date_meant_as_lunar_is_beside_it(county):
    county.link([
        county.say("survey", "1", "王建国", birth_date="1985-01-21"),
        county.say("survey", "2", "王建军", birth_date="1985-02-28", id_number=county.number("19850228", 1)),
    ])  # fmt: skip
    assert county.all("select birth, lunar, month_next_year from linkage._entity order by birth") == [
        ("19850121", "19850312", "198601"), ("19850228", None, "198602")
    ]  # fmt: skip
