"""What stands in the workbooks: read from the working database in order, a few villages at a time, as plain rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

from assets.publish import reading
from assets.publish.names import NAMED
from assets.quality.acceptance import Acceptance, below_standard
from assets.registry.indicators import load_indicators
from assets.registry.run import Run

Row = tuple[Any, ...]
CHUNK = 20_000
"""Persons from which on a chunk of villages is read: what is in memory at once."""


@dataclass(frozen=True)
class Edition:
    """What all workbooks of a month share. `below` are the indicators under the minimum, in Chinese."""

    month: str
    moment: str
    acceptance: Acceptance
    minimum: float
    below: tuple[str, ...]

    @property
    def note(self) -> str:
        """Printed on every page of a month that does not reach the standard; empty for others."""
        return "未达标（暂行，未验收）" if self.acceptance == "provisional" else ""


@dataclass(frozen=True)
class Staff:
    """Who walks a tract and who leads him; None where nobody is assigned yet."""

    enumerator: str | None = None
    enumerator_phone: str | None = None
    supervisor: str | None = None
    supervisor_phone: str | None = None


@dataclass(frozen=True)
class Area:
    """A village, or one tract of it (`tract` is its code); `rows` by the name of their table in `reading.TABLES`."""

    region: str
    name: str
    place: str
    tract: str | None
    staff: Staff
    rows: Mapping[str, tuple[Row, ...]]

    @property
    def title(self) -> str:
        """The area by name: `乙村` or `乙村第003普查小区`."""
        return f"{self.name}第{self.number}普查小区" if self.tract else self.name

    @property
    def number(self) -> str:
        """The tract's number inside its village."""
        return (self.tract or "").removeprefix(self.region)


@dataclass(frozen=True)
class Village:
    """One village as it is read: `rows` begin with the tract, or with None where they are of the village as a whole."""

    region: str
    name: str
    place: str
    staff: Mapping[str, Staff]
    rows: Mapping[str, tuple[Row, ...]]

    def whole(self) -> Area:
        """The village: the rows of its own, or those of all its tracts."""
        return Area(self.region, self.name, self.place, None, Staff(), {t: _whole(r) for t, r in self.rows.items()})

    def tracts(self) -> Iterator[Area]:
        """Its tracts in the order of their codes; they share the rates of the indicators with the village."""
        for code, staff in sorted(self.staff.items()):
            rows = {table: tuple(row[1:] for row in found if row[0] == code) for table, found in self.rows.items()}
            rows["rates"] = _whole(self.rows["rates"])
            yield Area(self.region, self.name, self.place, code, staff, rows)


def _whole(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    own = any(row[0] is None for row in rows)
    return tuple(row[1:] for row in rows if row[0] is None or not own)


def read_edition(con: duckdb.DuckDBPyConnection, run: Run, acceptance: Acceptance) -> Edition:
    """The month as the workbooks name it."""
    below = set(below_standard(con, run.rules.quality))
    names = tuple(i.zh for i in load_indicators() if i.indicator in below)
    day = run.month.last_day
    moment = f"{day.year}年{day.month}月{day.day}日24时"
    return Edition(run.month.key, moment, acceptance, run.rules.quality.completeness_minimum, names)


def read_villages(con: duckdb.DuckDBPyConnection) -> Iterator[Village]:
    """Every village that has a householder or counts anything at all, in the order of their codes.

    The tables that are read have to be made before (`reading.prepare`). No more than a chunk is held in memory.
    """
    names = dict(con.execute(NAMED).fetchall())
    for first, last in _chunks(con.execute(reading.VILLAGES).fetchall()):
        tables = {table: _by_region(con, sql, first, last) for table, sql in reading.TABLES.items()}
        for region in sorted(tables["village"]):
            rows = {table: found.get(region, ()) for table, found in tables.items()}
            if rows["roll"] or any(rows["village"][0][2:]):
                yield _village(region, names, rows)


def _chunks(villages: Sequence[tuple[str, int]]) -> Iterator[tuple[str, str]]:
    """First and last code of chunks of villages, in order."""
    held, first = 0, ""
    for region, persons in villages:
        first, held = first or region, held + persons
        if held >= CHUNK or region == villages[-1][0]:
            yield first, region
            held, first = 0, ""


def _by_region(con: duckdb.DuckDBPyConnection, sql: str, first: str, last: str) -> dict[str, tuple[Row, ...]]:
    """Rows by their first column, which the query sorts by."""
    rows = con.execute(sql, [first, last]).fetchall()
    return {region: tuple(row[1:] for row in group) for region, group in groupby(rows, key=itemgetter(0))}


def _village(region: str, names: Mapping[str, str], rows: Mapping[str, tuple[Row, ...]]) -> Village:
    name = names.get(region, region)
    above = (f"{region[:6]}000000", f"{region[:9]}000")
    place = " ".join([*(names.get(code, code) for code in above), name])
    labels = {region: name} | {code: f"{names.get(code, code)}合计" for code in above}
    sums = tuple((tract, labels[code], *counts) for tract, code, *counts in rows["village"])
    staff = {tract: Staff(*told) for tract, *told in rows["staff"]}
    return Village(region, name, place, staff, {**rows, "village": sums})
