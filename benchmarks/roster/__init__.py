"""How right the roster of a month is, against the simulator's truth: every measure of issue 5, "Must reach".

Shares are of the true roster members who stand in any file. The tables of `benchmarks.accuracy` are used as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import accuracy

TRUTH = """
    create table belonging as select * exclude (month) from read_parquet($person) where month = $month;
    create table fact as select * exclude (month) from read_parquet($fact) where month = $month;
    create table true_dwelling as select * exclude (month) from read_parquet($dwelling) where month = $month;
"""

# Everybody of the roster with the true person whose records he mostly is; `is_first` is the one matched with him.
COUNTED = """
    create table counted as
    select p.person_id, p.empty_hukou, p.population_category as category, place.region, m.true_person,
        coalesce(m.is_match, false) as is_first, coalesce(b.in_roster and b.in_any_file, false) as is_member
    from month.person p
        left join month.person_place place on place.person_id = p.person_id and place.counted
        left join matched m on m.person_id = p.person_id
        left join belonging b on b.true_person = m.true_person
    where p.in_roster
"""

# True members in any file, with the person matched (NULL if his records are mostly somebody else's).
MEMBER = """
    create table member as
    select b.*, f.* exclude (true_person), m.person_id
    from belonging b join fact f using (true_person)
        left join matched m on m.true_person = b.true_person and m.is_match
    where b.in_roster and b.in_any_file
"""


@dataclass(frozen=True)
class Measure:
    """One line: what is measured, what it must reach (as text), the value, and how it was counted."""

    name: str
    must: str
    value: float | None
    counted: str = ""


def open_month(roster: Path, truth: Path, month: str, before: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A connection with the roster attached as `month` (the month before as `before`) and the tables above made."""
    con = accuracy.open_month(roster, truth, month)
    files = {name: str(truth / f"{name}.parquet") for name in ("person", "fact", "dwelling")}
    for statement in TRUTH.split(";")[:-1]:
        used = {name: value for name, value in files.items() if f"${name}" in statement}
        con.execute(statement, used | {"month": month})
    con.execute(COUNTED)
    con.execute(MEMBER)
    if before is not None:
        con.execute(f"attach '{before}' as before (read_only)")
    return con


def row(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    """The one row of a query."""
    found: tuple[Any, ...] = con.execute(sql).fetchall()[0]
    return found


def share(part: int, whole: int) -> float | None:
    """Part of the whole; None of nothing."""
    return part / whole if whole else None
