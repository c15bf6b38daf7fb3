"""The tables of docs/accuracy.md.

`python -m benchmarks.accuracy --roster …/restricted/roster.duckdb --truth data/demo/truth --month 2026-10`
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from benchmarks import accuracy
from benchmarks.accuracy.goals import goals
from benchmarks.markdown import say, table


def report(con: duckdb.DuckDBPyConnection, month: str) -> None:
    """Print everything as Markdown, in the order of docs/accuracy.md; `con` is of `accuracy.open_month`."""
    say(f"# Accuracy of {month}\n")
    table("measure, must reach, measured", goals(con))
    say("## Linkage by stratum\n")
    accuracy.show_pairs("stratum", accuracy.linkage(con))
    table("persons, number", accuracy.clusters(con).items())
    say("## Linkage by pair of sources\n")
    accuracy.show_pairs("sources", accuracy.source_pairs(con))
    say("## Roster\n")
    table("measure, value", accuracy.roster(con).items())
    rows = [(c, true, said, right, right / true) for c, true, said, right in accuracy.categories(con)]
    table("category, true members in any file, said, right, recall", rows)
    say("True category by category in the roster (0: not a member), where they differ:\n")
    table("true category, roster category, persons", accuracy.confusion(con))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--roster", type=Path, required=True, help="published roster.duckdb")
    parser.add_argument("--truth", type=Path, required=True, help="folder of the three files of demo.truth")
    parser.add_argument("--month", required=True, metavar="YYYY-MM")
    given = parser.parse_args()
    with accuracy.open_month(given.roster, given.truth, given.month) as con:
        report(con, given.month)


if __name__ == "__main__":
    main()
