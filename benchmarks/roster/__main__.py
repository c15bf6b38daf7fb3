"""Every measure of issue 5, "Must reach": `python -m benchmarks.roster --persons 20000 --seed 31`.

Makes the county, runs its months and judges the last; with `--published` it judges what stands in the folder.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.markdown import say, shown, table
from benchmarks.performance import run
from benchmarks.roster import Measure, open_month
from benchmarks.roster.account import account
from benchmarks.roster.homes import homes
from benchmarks.roster.indicators import indicators
from benchmarks.roster.membership import membership
from benchmarks.roster.reliability import placements, reliability
from pipelines.settings import PROJECT

Curve = list[tuple[Any, ...]]


def judge(folder: Path, month: str, before: str | None) -> tuple[list[Measure], Curve, Curve]:
    """Every measure of `month`, published in the county `folder`, and the reliability of its two probabilities.

    `before` is the month that it builds on.
    """
    published = folder / "data" / "warehouse" / "published"
    rosters = [published / m / "restricted" / "roster.duckdb" if m else None for m in (month, before)]
    assert rosters[0] is not None
    with open_month(rosters[0], folder / "data" / "demo" / "truth", month, rosters[1]) as con:
        measures = [*membership(con), *indicators(con, month), *homes(con), *account(con)]
        return measures, [*reliability(con)], [*placements(con)]


def lines(measures: list[Measure]) -> Iterator[tuple[str, str, str, str]]:
    """Rows of the table that is printed."""
    for m in measures:
        yield m.name, m.must, shown(m.value), m.counted


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=3)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / "bench-roster")
    parser.add_argument("--published", action="store_true", help="judge the months already published in the folder")
    given = parser.parse_args()
    if not given.published:
        run(given.folder, given.persons, given.months, given.seed)
    months = sorted(p.name for p in (given.folder / "data" / "warehouse" / "published").iterdir() if p.name[:2] == "20")
    say(f"# Roster of {months[-1]}\n")
    before = months[-2] if len(months) > 1 else None
    measures, curve, homes_curve = judge(given.folder, months[-1], before)
    table("measure, must reach, measured, counted", lines(measures))
    say("## How probable it is that somebody lives here\n")
    table("probability, persons, mean said, share that does, Brier score", curve)
    say("## How probable the home is that somebody is placed at\n")
    table("placement index, persons, mean said, share that does, Brier score", homes_curve)


if __name__ == "__main__":
    main()
