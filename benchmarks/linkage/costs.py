"""What every step of linking a county costs: time by the clock, time on the cores, and memory of the process."""

from __future__ import annotations

import resource
from pathlib import Path

from benchmarks.linkage import machine
from benchmarks.linkage.county import County
from benchmarks.markdown import table


def report(county: County) -> None:
    """Link the county once and print a line per step, then records, persons and the largest memory."""
    with machine.opened(county) as con:
        costs = machine.link(con, machine.first_month(Path("nowhere")))
        records, persons = con.execute("select count(*), count(distinct person_id) from linkage.record").fetchall()[0]
    machine.show(costs)
    seconds = machine.total(costs.values())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    table(
        "records, persons, records per second, records per CPU second, peak MB",
        [(records, persons, round(records / seconds.wall), round(records / seconds.cpu), megabytes)],
    )
