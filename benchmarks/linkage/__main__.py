"""Command line: `python -m benchmarks.linkage <part> --persons N --seed S`."""

from __future__ import annotations

import argparse

from benchmarks.linkage import strata
from benchmarks.linkage.county import standardized
from benchmarks.markdown import say


def main(arguments: list[str] | None = None) -> None:
    """Measure one part and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("part", choices=["strata"])
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=101)
    given = parser.parse_args(arguments)
    say(f"## {given.part}: {given.persons:,} persons, seed {given.seed}\n")
    strata.report(standardized(given.persons, given.seed))


if __name__ == "__main__":
    main()
