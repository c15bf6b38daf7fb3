"""Birth dates written by the lunar calendar: the solar day meant, for every date that some record states."""

from __future__ import annotations

import datetime as dt
from functools import cache

import duckdb
import pyarrow as pa

from assets.standard.lunar import to_solar

LAST = 30
"""A day that not every lunar month has; the days before it follow the first one everywhere."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Add to `linkage._entity` what a faulty birth date may have meant.

    `lunar`: the day (YYYYMMDD) if the stated date was meant as lunar; `month_next_year`: its month a year on (虚岁).
    """
    stated = con.execute("""
        select distinct birth from linkage._entity where length(birth) = 8 and not coalesce(number_good, false)
        order by birth
    """).fetchall()
    days = [birth for (birth,) in stated]
    con.register(
        "linkage_lunar",
        pa.table({"birth": pa.array(days, pa.string()), "lunar": pa.array(map(solar, days), pa.string())}),
    )
    con.execute("""
        create or replace table linkage._entity as
        select entity.*, if(coalesce(number_good, false), null, lunar) as lunar,
            if(length(birth) >= 6, (substr(birth, 1, 4)::integer + 1)::varchar || substr(birth, 5, 2), null)
                as month_next_year
        from linkage._entity as entity left join linkage_lunar using (birth)
    """)
    con.unregister("linkage_lunar")


def solar(day: str) -> str | None:
    """The solar day (YYYYMMDD) of a day written in the same form by the lunar calendar; None where there is none.

    A leap month is not told apart in such a date: the ordinary month is taken.
    """
    year, month, date = int(day[:4]), int(day[4:6]), int(day[6:])
    first = _first(year, month)
    if first is None or not 1 <= date < LAST:
        found = to_solar(year, month, date, leap=False)
    else:
        found = first + dt.timedelta(days=date - 1)
    return f"{found:%Y%m%d}" if found else None


@cache
def _first(year: int, month: int) -> dt.date | None:
    """The solar day on which an ordinary lunar month begins; astronomy, and by far the most of the cost."""
    return to_solar(year, month, 1, leap=False)
