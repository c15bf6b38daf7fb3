"""`python -m demo`: make the demo county's deliveries and its truth."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from demo import months, reference, standing, tables, truth, world
from demo.deliver import Part, deliver
from demo.forms.press import Press
from demo.office import Office
from demo.sources import education, grid, health, insurance, police, survey

SOURCES: dict[str, Callable[[Office], list[Part]]] = {
    "police_hukou": police.hukou,
    "police_migrants": police.migrants,
    "social_insurance": insurance.social,
    "medical_insurance": insurance.medical,
    "grid_persons": grid.persons,
    "grid_dwellings": grid.dwellings,
    "education_students": education.students,
    "education_staff": education.staff,
    "health_women": health.women,
    "survey": survey.workbooks,
}
_MANY = 5_000  # from here on a process pool pays for its start
EVENTS = {"health_births": health.births, "civil_deaths": health.deaths}


def _keys(first: str, count: int) -> list[str]:
    return [str(p) for p in pd.period_range(first, periods=count, freq="M")]


def _last_day(month: str) -> np.datetime64:
    return np.datetime64(pd.Period(month).end_time.date())


def run(persons: int, count: int, seed: int, first: str, out: Path, workers: int = 0) -> int:
    """Make everything below `out`; returns the number of rows about persons."""
    raw, folder = out / "raw", out / "demo" / "truth"
    folder.mkdir(parents=True, exist_ok=True)
    county = world.create(seed, persons, _last_day(str(pd.Period(first) - 1)))
    reference.write(county, raw)
    records: list[pd.DataFrame] = []
    states: list[pd.DataFrame] = []
    names = [*SOURCES, *EVENTS]
    with Press(workers) as press, tqdm(total=count * len(names), unit="source", disable=None) as bar:
        for number, month in enumerate(_keys(first, count)):
            people, last = months.step(county, month), _last_day(month)
            for name in names:
                bar.set_postfix_str(f"{month} {name}")
                office = Office(name, county, people, month, last)
                parts = EVENTS[name](office, number == 0) if name in EVENTS else SOURCES[name](office)
                records += deliver(office, _arriving(office, parts, number), raw, press)
                bar.update()
            known = np.unique(np.concatenate([r.loc[r["role"] == "self", "pid"] for r in records]))
            states.append(standing.standing(county, people, month, last, np.isin(people.index, known)))
    standing.write(states, folder / "person.parquet")
    return truth.write_records(records, folder / "record.parquet")


def _arriving(office: Office, parts: list[Part], number: int) -> list[Part]:
    """What is really handed in.

    In the second month some townships' medical files do not come; in the third the grid file of one village comes
    twice, first with a tenth of its people missing.
    """
    files = sorted({p.file for p in parts})
    if number == 1 and office.source == "medical_insurance":
        missing = files[1 : 1 + tables.profile()["months"]["missing_towns"]]
        return [p for p in parts if p.file not in missing]
    if number == 2 and office.source == "grid_persons":
        again = [p for p in parts if p.file == files[-1]]
        short = [replace(p, file=f"{p.file}_20261028", frame=p.frame[p.frame["pid"] % 10 > 0]) for p in again]
        late = [replace(p, file=f"{p.file}_20261105") for p in again]
        return [*(p for p in parts if p.file != files[-1]), *short, *late]
    return parts


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000, help="living people at the start (default 20000)")
    parser.add_argument("--months", type=int, default=3, help="consecutive months (default 3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-month", default="2026-08", metavar="YYYY-MM")
    parser.add_argument("--out", type=Path, default=Path("data"), help="folder that gets raw/ and demo/truth/")
    given = parser.parse_args(arguments)
    workers = (os.cpu_count() or 1) if given.persons >= _MANY else 0
    rows = run(given.persons, given.months, given.seed, given.first_month, given.out, workers)
    print(f"{rows} rows about persons below {given.out}")  # noqa: T201


if __name__ == "__main__":
    main()
