"""The roster at a moment: which published month holds it, and what that month's `roster_as_of` says."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.publish.as_of_book import write_as_of_book
from assets.registry.month import Month
from pipelines.settings import Settings
from pipelines.summary import published_months, roster_file


class MomentError(LookupError):
    """No published month can tell of the moment."""


@dataclass(frozen=True)
class RosterAt:
    """The roster at a moment: `month` it was taken from, persons in all, and per village."""

    month: str
    moment: dt.datetime
    file: Path
    persons: int
    villages: list[tuple[str, int]]

    def write(self, file: Path) -> None:
        """Write every person into a private workbook."""
        with duckdb.connect(str(self.file), read_only=True) as con:
            write_as_of_book(con, self.moment, self.month, file)


def roster_at(settings: Settings, moment: dt.datetime) -> RosterAt:
    """The roster at a moment. Raises MomentError where no published month holds it."""
    month = f"{moment - dt.timedelta(microseconds=1):%Y-%m}"
    months = published_months(settings)
    if month not in months:
        raise MomentError(f"{moment:%Y-%m-%d %H:%M} lies in {month}, published are {', '.join(months) or 'no months'}")
    file, end = roster_file(settings, month), Month(month).last_day + dt.timedelta(days=1)
    try:
        return _taken(file, month, end, moment)
    except duckdb.CatalogException:
        raise MomentError(f"{month} was published by an older version: renpu run {month}") from None


def _taken(file: Path, month: str, end: dt.date, moment: dt.datetime) -> RosterAt:
    with duckdb.connect(str(file), read_only=True) as con:
        opens = con.execute("select count(*) from change where kind = 'opening'").fetchall()[0][0]
        if opens and moment.date() < end:
            raise MomentError(f"{month} is the first month: it has no account to go back by; ask for {end} or later")
        villages = con.execute(
            "select region, count(*) from roster_as_of(?) group by 1 order by 1", [moment]
        ).fetchall()
    return RosterAt(month, moment, file, sum(n for _, n in villages), villages)
