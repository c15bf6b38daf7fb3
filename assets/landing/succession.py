"""Which village a code means today: villages merge, are renamed, renumbered, split and moved to another town.

Everything follows from the validity dates, names and parents of `regions.csv` (contract.md section 5). A code that is
not in force at the month's end means, in this order:

1. the village that its row names as parent (a village inside a merged one),
2. the village of the same name in the same town,
3. the village of the same name in another town that began when it ended (moved to that town),
4. the only village of its town that began when it ended.

A village that split, or whose end nobody took over, means none: which of them a row is of, no code can say. A code not
yet in force is the village of the same name that it is going to replace, else none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb

from assets.landing.places import short_name

AROUND = 31
"""Days between the end of a village and the beginning of another that are still one reform."""

REGIONS = """
    select code, coalesce(region_name, ''), parent, coalesce(valid_from_date, '0001-01-01'::date),
        coalesce(valid_to_date, '9999-12-31'::date)
    from landing.region where length(code) = 12 and right(code, 3) <> '000' order by all
"""


@dataclass(frozen=True)
class Village:
    """One row of a village in `regions.csv`; a village has one row per name or parent that it had."""

    code: str
    name: str
    parent: str | None
    since: dt.date
    until: dt.date

    @property
    def town(self) -> str:
        """Its town (9 digits)."""
        return self.code[:9]

    def valid(self, day: dt.date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= day <= self.until

    def follows(self, other: Village) -> bool:
        """Whether it began when the other one ended."""
        return other.until != dt.date.max and abs((self.since - other.until).days) <= AROUND


def villages_in_force(con: duckdb.DuckDBPyConnection, day: dt.date) -> dict[str, str]:
    """Every village code of `landing.region` that means a village on `day`, and the code of that village."""
    return in_force([Village(*row) for row in con.execute(REGIONS).fetchall()], day)


def store_in_force(con: duckdb.DuckDBPyConnection, table: str, day: dt.date) -> None:
    """Make `table` (code, today) of every village code that means a village on `day`."""
    con.execute(f"create or replace table {table} (code varchar, today varchar)")
    if pairs := villages_in_force(con, day):
        con.execute(f"insert into {table} select unnest(?), unnest(?)", [list(pairs), list(pairs.values())])


def in_force(villages: Sequence[Village], day: dt.date) -> dict[str, str]:
    """Every code that means a village on `day` -> that village's code; itself where it is in force."""
    current = {v.code: v for v in villages if v.valid(day)}
    last = {v.code: v for v in sorted(villages, key=lambda v: v.until) if v.code not in current}
    heirs = {code: _heir(village, villages, current, day) for code, village in last.items()}
    return {code: code for code in current} | {
        code: found for code in last if (found := _end_of_chain(code, heirs, current))
    }


def _heir(gone: Village, villages: Sequence[Village], current: dict[str, Village], day: dt.date) -> str | None:
    """The code that took over from one not in force; it may have ended itself by now."""
    name = short_name(gone.name)
    same = [v for v in current.values() if name and short_name(v.name) == name]
    if gone.since > day:
        return _only(v.code for v in same if v.town == gone.town) or _only(v.code for v in same if gone.follows(v))
    later = [v for v in villages if v.code != gone.code and v.follows(gone)]
    parents = {v.code for v in villages}
    return (
        (gone.parent if gone.parent in parents else None)
        or _only(v.code for v in same if v.town == gone.town)
        or _only(v.code for v in later if name and short_name(v.name) == name)
        or _only(v.code for v in later if v.town == gone.town)
    )


def _end_of_chain(code: str, heirs: dict[str, str | None], current: dict[str, Village]) -> str | None:
    passed = set()
    found: str | None = code
    while found is not None and found not in current and found not in passed:
        passed.add(found)
        found = heirs.get(found)
    return found if found in current else None


def _only(codes: Iterable[str]) -> str | None:
    found = set(codes)
    return found.pop() if len(found) == 1 else None
