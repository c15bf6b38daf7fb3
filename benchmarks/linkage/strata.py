"""Accuracy by stratum, by kind of record and by pair of sources, and persons exactly right."""

from __future__ import annotations

from pathlib import Path

from benchmarks import accuracy, interval
from benchmarks.linkage import judge, machine
from benchmarks.linkage.county import County
from benchmarks.markdown import table


def report(county: County) -> None:
    """Link the county and print how right it is."""
    with machine.opened(county) as con:
        costs = machine.link(con, machine.first_month(Path("nowhere")))
        judge.tell(con, county.truth)
        for title, pairs in (
            ("stratum", accuracy.linkage(con)),
            ("kinds of records", judge.kinds(con)),
            ("sources", accuracy.source_pairs(con)),
        ):
            accuracy.show_pairs(title, pairs)
        persons, counted = judge.persons(con), accuracy.clusters(con)
    rows = [(p.group, p.persons, p.exact, p.share, interval.shown(p.exact, p.persons)) for p in persons]
    table("persons, true, exactly right, share, 95 % interval", rows)
    found = (counted["found_persons"], counted["true_persons"], counted["found_per_true"])
    table("clusters, true persons, clusters per true person", [found])
    machine.show(costs)
