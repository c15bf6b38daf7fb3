"""Command line: `python -m benchmarks.linkage <part> --persons N --seed S`."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from benchmarks.linkage import baseline, blocks, costs, coverage, febrl, incremental, oracle, planted, strata
from benchmarks.linkage.county import County, standardized
from benchmarks.markdown import say

OF_A_COUNTY: dict[str, Callable[[County], None]] = {
    "strata": strata.report,
    "blocks": blocks.report,
    "baseline": baseline.report,
    "oracle": oracle.report,
    "planted": planted.report,
    "incremental": incremental.report,
    "coverage": coverage.report,
    "steps": costs.report,
}
FEBRL = "febrl"
PARTS = (*OF_A_COUNTY, FEBRL)


def main(arguments: list[str] | None = None) -> None:
    """Measure one part and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=101, help="101 and up are for reporting, others for building")
    given = parser.parse_args(arguments)
    if given.part == FEBRL:
        say("## FEBRL4\n")
        febrl.report()
    else:
        say(f"## {given.part}: {given.persons:,} persons, seed {given.seed}\n")
        OF_A_COUNTY[given.part](standardized(given.persons, given.seed))


if __name__ == "__main__":
    main()
