"""How right a published month is, against the simulator's truth: linkage, categories, usual residence, membership.

`python -m benchmarks.accuracy --roster …/restricted/roster.duckdb --truth data/demo/truth --month 2026-10` prints
Markdown tables. Pairs are counted from the sizes of clusters, never enumerated.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks import accuracy_sql
from benchmarks.markdown import say, shown, table


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
    """A connection with the roster attached and the tables `judged`, `cell` and `matched` of `accuracy_sql` made."""
    con = duckdb.connect()
    con.execute(f"attach '{roster}' as month (read_only)")
    con.execute(accuracy_sql.JUDGED, [str(truth / "record.parquet")])
    con.execute(accuracy_sql.CELL)
    con.execute(accuracy_sql.STANDING, [str(truth / "person.parquet"), month])
    con.execute(accuracy_sql.MATCHED)
    con.execute(accuracy_sql.VERDICT)
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


def headline(roster_file: Path, truth: Path, month: str) -> list[str]:
    """Four lines for the end of a run: linkage, persons, categories, membership."""
    with open_month(roster_file, truth, month) as con:
        everything, persons, said = linkage(con)[0], clusters(con), roster(con)
        recalls = "  ".join(f"{c}: {right / true:.1%}" for c, true, _, right in categories(con) if true)
    return [
        f"linkage: precision {shown(everything.precision)}, recall {shown(everything.recall)} over pairs of records",
        f"persons exactly right {shown(persons['exact_share'])} of {persons['true_persons']:,}",
        f"category of the counted place right {shown(said['category_right'])} (recall {recalls})",
        f"true members {said['true_members']:,}, in any file {said['true_members_in_any_file']:,}: missing"
        f" {said['missing']:,}, counted twice {said['counted_twice']:,}, false {said['false_members']:,}",
    ]


def show_pairs(title: str, pairs: list[Pairs]) -> None:
    """Print pairs as a table whose first column is called `title`."""
    lines = [
        (p.stratum, p.records, p.true, p.linked, p.precision, p.recall, p.linked - p.both, p.true - p.both)
        for p in pairs
    ]
    table(f"{title}, records, true pairs, linked, precision, recall, false, missed", lines)


def report(con: duckdb.DuckDBPyConnection, month: str) -> None:
    """Print everything as Markdown."""
    say(f"# Accuracy of {month}\n\n## Linkage\n")
    show_pairs("stratum", linkage(con))
    show_pairs("sources", source_pairs(con))
    table("persons, number", clusters(con).items())
    say("## Roster\n")
    table("measure, value", roster(con).items())
    rows = [(c, true, said, right, right / true if true else None) for c, true, said, right in categories(con)]
    table("category, true members in any file, said, right, recall", rows)
    table("true category, roster category, persons", confusion(con))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roster", type=Path, required=True, help="published roster.duckdb")
    parser.add_argument("--truth", type=Path, required=True, help="folder with record.parquet and person.parquet")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    given = parser.parse_args()
    with open_month(given.roster, given.truth, given.month) as con:
        report(con, given.month)


if __name__ == "__main__":
    main()
