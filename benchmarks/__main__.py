"""`make bench`: the sizes and seeds that docs/accuracy.md and docs/performance.md report. None was used for tuning."""

from __future__ import annotations

import subprocess
import sys

from benchmarks import performance
from benchmarks.accuracy import open_month
from benchmarks.accuracy.__main__ import report
from benchmarks.linkage.__main__ import PARTS
from benchmarks.markdown import say
from pipelines.settings import PROJECT

SIZES = ((20_000, 3, 101), (300_000, 1, 102))
LINKAGE = (300_000, 103)


def main() -> None:
    """For each size: simulate, run every month in a process of its own, print speed and accuracy."""
    for persons, months, seed in SIZES:
        folder = PROJECT / "build" / f"bench-{persons}"
        measured = performance.run(folder, persons, months, seed)
        say(f"\n## {persons:,} persons, seed {seed}\n")
        performance.show(measured)
        data, last = folder / "data", measured[-1].month
        roster = data / "warehouse" / "published" / last / "restricted" / "roster.duckdb"
        with open_month(roster, data / "demo" / "truth", last) as con:
            report(con, last)
    linkage(*LINKAGE)
    subprocess.run([sys.executable, "-m", "benchmarks.landing"], check=True, cwd=PROJECT)


def linkage(persons: int, seed: int) -> None:
    """Every part of `benchmarks.linkage` in a process of its own, on one county."""
    sys.stdout.flush()
    for part in PARTS:
        size = ["--persons", str(persons), "--seed", str(seed)]
        subprocess.run([sys.executable, "-m", "benchmarks.linkage", part, *size], check=True, cwd=PROJECT)


if __name__ == "__main__":
    main()
