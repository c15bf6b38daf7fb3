"""Birth dates written by the lunar calendar: the solar day meant, for every date that some record states."""

from __future__ import annotations

import datetime as dt

import duckdb
import pyarrow as pa
import sxtwl


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Add column `lunar` to `linkage._entity`: its birth day (YYYYMMDD) if the date was stated, and meant as lunar."""
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
        select entity.*, if(coalesce(number_good, false), null, lunar) as lunar
        from linkage._entity as entity left join linkage_lunar using (birth)
    """)
    con.unregister("linkage_lunar")


def solar(day: str) -> str | None:
    """The solar day (YYYYMMDD) of a day written in the same form by the lunar calendar; None where there is none.

    A leap month is not told apart in such a date: its first month is taken.
    """
    year, month, date = int(day[:4]), int(day[4:6]), int(day[6:])
    if not 1900 <= year <= 2099 or date > 30:
        return None
    found = sxtwl.fromLunar(year, month, date)
    return dt.date(found.getSolarYear(), found.getSolarMonth(), found.getSolarDay()).strftime("%Y%m%d")
