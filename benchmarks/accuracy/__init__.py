"""How right a published month is, against the simulator's truth: linkage, categories, usual residence, membership.

Pairs are counted from the sizes of clusters, never enumerated.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import accuracy_sql
from benchmarks.accuracy.gates import PASSAGE
from benchmarks.markdown import table


@dataclass(frozen=True)
class Pairs:
    """Pairs of `record` rows of role self: in one true person, in one roster person, in both."""

    stratum: str
    records: int
    true: int
    linked: int
    both: int

    @property
    def precision(self) -> float | None:
        """Share of linked pairs that are true; None without any."""
        return self.both / self.linked if self.linked else None

    @property
    def recall(self) -> float | None:
        """Share of true pairs that are linked; None without any."""
        return self.both / self.true if self.true else None


def open_month(roster: Path, truth: Path, month: str) -> duckdb.DuckDBPyConnection:
    """A connection with the roster attached and the tables of `accuracy_sql` and `gates` made."""
    con = duckdb.connect()
    con.execute(f"attach '{roster}' as month (read_only)")
    con.execute(accuracy_sql.JUDGED, [str(truth / "record.parquet")])
    con.execute(accuracy_sql.CELL)
    con.execute(accuracy_sql.STANDING, [str(truth / "person.parquet"), month])
    con.execute(accuracy_sql.MATCHED)
    con.execute(accuracy_sql.VERDICT)
    con.execute(PASSAGE, [str(truth / "presence.parquet")])
    return con


def linkage(con: duckdb.DuckDBPyConnection) -> list[Pairs]:
    """Pairs in all, then per stratum tag (pairs with at least one record of the tag)."""
    return [Pairs(*row) for row in con.execute(accuracy_sql.STRATA).fetchall()]


def source_pairs(con: duckdb.DuckDBPyConnection) -> list[Pairs]:
    """Pairs between two sources, and within one."""
    return [Pairs(*row) for row in con.execute(accuracy_sql.between("judged", "source")).fetchall()]


def _numbers(con: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """The one row of a query, by column name."""
    found = con.execute(sql)
    names = [column[0] for column in found.description or ()]
    return dict(zip(names, found.fetchall()[0], strict=True))


def clusters(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """found_persons, true_persons, exact (true persons whose records are one cluster and nobody else's)."""
    return _numbers(con, accuracy_sql.CLUSTERS)


def roster(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Members in truth and roster, missing, counted twice, false members, categories, places and residence right."""
    return _numbers(con, accuracy_sql.ROSTER)


def categories(con: duckdb.DuckDBPyConnection) -> list[tuple[int, int, int, int]]:
    """Per category: number, true members in any file, counted with it, of those right."""
    return con.execute(accuracy_sql.CATEGORIES).fetchall()


def confusion(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """True category (0: not a member) by roster category (0: not in the roster), where they differ: persons."""
    return con.execute(accuracy_sql.CONFUSION).fetchall()


def show_pairs(title: str, pairs: list[Pairs]) -> None:
    """Print pairs as a table whose first column is called `title`."""
    lines = [
        (p.stratum, p.records, p.true, p.linked, p.precision, p.recall, p.linked - p.both, p.true - p.both)
        for p in pairs
    ]
    table(f"{title}, records, true pairs, linked, precision, recall, false, missed", lines)
