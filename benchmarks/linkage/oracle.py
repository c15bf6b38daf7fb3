"""How far the pinned weights are from the best ones: the same linkage with weights fitted on this county's truth."""

from __future__ import annotations

from pathlib import Path

from assets.linkage.training.trial import weighted
from benchmarks.accuracy import Pairs
from benchmarks.linkage import judge, machine
from benchmarks.linkage.baseline import HEADER, line
from benchmarks.linkage.county import County
from benchmarks.linkage.fit import fitted
from benchmarks.markdown import table


def report(county: County) -> None:
    """Print recall with the pinned weights, with the fitted ones, and how many points lie between them."""
    pinned = _linked(county)
    with weighted(fitted(county)):
        oracle = _linked(county)
    lines = [line(name, *found) for name, found in (("pinned weights", pinned), ("weights fitted on truth", oracle))]
    table(f"{HEADER}, persons exactly right, clusters per true person", lines)
    best, ours = oracle[1], pinned[1]
    gaps = [
        ("all", _gap(best.everything, ours.everything)),
        ("a side without usable number", _gap(best.without_number, ours.without_number)),
    ]
    table("pairs, recall of the oracle less ours", gaps)


def _linked(county: County) -> tuple[machine.Cost, judge.Score]:
    with machine.opened(county) as con:
        cost = machine.total(machine.link(con, machine.first_month(Path("nowhere"))).values())
        judge.tell(con, county.truth)
        return cost, judge.score(con)


def _gap(best: Pairs, ours: Pairs) -> float | None:
    return best.recall - ours.recall if best.recall is not None and ours.recall is not None else None
