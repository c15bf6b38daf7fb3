"""Accuracy by stratum, by kind of record and by pair of sources, and persons exactly right."""

from __future__ import annotations

from pathlib import Path

from benchmarks import accuracy
from benchmarks.linkage import judge, machine
from benchmarks.linkage.county import County
from benchmarks.markdown import table


def report(county: County) -> None:
    """Link the county and print how right it is."""
    with machine.opened(county) as con:
        seconds = machine.link(con, machine.first_month(Path("nowhere")))
        judge.tell(con, county.truth)
        accuracy.show_pairs("stratum", accuracy.linkage(con))
        accuracy.show_pairs("kinds of records", judge.kinds(con))
        accuracy.show_pairs("sources", accuracy.source_pairs(con))
        table(
            "persons, true, exactly right, share", [(p.group, p.persons, p.exact, p.share) for p in judge.persons(con)]
        )
        counted = accuracy.clusters(con)
    table(
        "clusters, true persons, clusters per true person",
        [(counted["found_persons"], counted["true_persons"], counted["found_per_true"])],
    )
    table("step, seconds", [*((n, f"{s:.1f}") for n, s in seconds.items()), ("all", f"{sum(seconds.values()):.1f}")])
