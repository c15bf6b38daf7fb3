"""Birth dates written by the lunar calendar: the solar day meant, for every date that some record states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache

import duckdb
import pyarrow as pa

from assets.standard.lunar import to_solar

_SCHEMA = pa.schema([("month", pa.string()), ("first", pa.date32()), ("days", pa.int32())])


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._entity` of `said_together` and what a faulty birth date may have meant, and `linkage._lunar`.

    `lunar`: the day (YYYYMMDD) if the stated date was meant as lunar; `month_next_year`: its month a year on (虚岁).
    `_lunar`: month, first, days.
    A leap month is not told apart in such a date: the ordinary month is taken.
    """
    asked = con.execute("""
        select distinct substr(birth, 1, 6) as month from said_together
        where length(birth) = 8 and not coalesce(number_good, false) and month not in (select month from kept_lunar)
    """).fetchall()
    con.register("linkage_lunar", pa.Table.from_pylist(months(month for (month,) in asked), schema=_SCHEMA))
    con.execute("create or replace table linkage._lunar as from kept_lunar union all from linkage_lunar order by month")
    con.unregister("linkage_lunar")
    con.execute("""
        create or replace table linkage._entity as
        select entity.*, if(length(birth) = 8 and not coalesce(number_good, false)
                and try_cast(substr(birth, 7) as integer) between 1 and days,
                strftime(first + try_cast(substr(birth, 7) as integer) - 1, '%Y%m%d'), null) as lunar,
            if(length(birth) >= 6, (substr(birth, 1, 4)::integer + 1)::varchar || substr(birth, 5, 2), null)
                as month_next_year
        from said_together as entity left join linkage._lunar as lunar on lunar.month = substr(birth, 1, 6)
    """)


def months(written: Iterable[str]) -> list[dict[str, object]]:
    """Lunar months (YYYYMM): the solar day on which each begins, and how many days it has; none where there is none.

    In the order of years: the calendar works out a whole year at a time.
    """
    found: list[dict[str, object]] = []
    for text in sorted(written):
        first = _day(text, 1)
        found.append({"month": text, "first": first, "days": 0 if first is None else 30 if _day(text, 30) else 29})
    return found


@cache
def _day(month: str, day: int) -> dt.date | None:
    return to_solar(int(month[:4]), int(month[4:]), day, leap=False)
