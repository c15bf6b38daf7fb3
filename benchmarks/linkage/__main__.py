"""Command line: `python -m benchmarks.linkage <part> --persons N --seed S`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks.linkage import baseline, oracle, planted, strata
from benchmarks.linkage.county import County, standardized
from benchmarks.markdown import say

PARTS: dict[str, Callable[[County], None]] = {
    "strata": strata.report,
    "baseline": baseline.report,
    "oracle": oracle.report,
    "planted": planted.report,
}


def main(arguments: list[str] | None = None) -> None:
    """Measure one part and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("part", choices=list(PARTS))
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=101, help="101 and up are for reporting, others for building")
    given = parser.parse_args(arguments)
    measure(given.part, given.persons, given.seed)


def measure(part: str, persons: int, seed: int) -> None:
    """Print one part's tables for the county of this size and seed."""
    say(f"## {part}: {persons:,} persons, seed {seed}\n")
    PARTS[part](standardized(persons, seed))


if __name__ == "__main__":
    main()
