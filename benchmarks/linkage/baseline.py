"""Plain Splink over all standardized records beside ours: one pinned model, the same blocking rules, no training."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from assets.linkage import model
from benchmarks.linkage import judge, machine, plain
from benchmarks.linkage.county import County
from benchmarks.linkage.judge import Score
from benchmarks.linkage.machine import Cost
from benchmarks.markdown import table

HEADER = "linkage, wall s, CPU s, precision, recall, precision without usable number, recall without usable number"


def report(county: County) -> None:
    """Link the county both ways and print time and accuracy of each."""
    with machine.opened(county) as con:
        ours = machine.total(machine.link(con, machine.first_month(Path("nowhere"))).values())
        judge.tell(con, county.truth)
        lines = [line("ours", ours, judge.score(con))]
    with machine.opened(county) as con:
        theirs = machine.timed(partial(plain.link, con, model.load(county.persons)))
        judge.tell(con, county.truth, "linkage.plain")
        lines.append(line("plain Splink", theirs, judge.score(con)))
    table(f"{HEADER}, persons exactly right, clusters per true person", lines)
    ratios = (f"{theirs.wall / ours.wall:.2f}", f"{theirs.cpu / ours.cpu:.2f}")
    table("plain Splink takes so many times our time, our CPU", [ratios])


def line(name: str, cost: Cost, score: Score) -> tuple[str | float | None, ...]:
    """A row of the table of `HEADER`."""
    everything, rest = score.everything, score.without_number
    accuracy = (everything.precision, everything.recall, rest.precision, rest.recall)
    return name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", *accuracy, score.exact, score.found_per_true
