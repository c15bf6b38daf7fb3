"""`python -m demo`: make the demo county's deliveries and its truth."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from tqdm import tqdm

from demo import facts, hostile, months, reference, sending, standing, tables, truth, world
from demo.forms.press import Press
from demo.office import Office

_MANY = 5_000  # from here on a process pool pays for its start


def _keys(first: str, count: int) -> list[str]:
    return [str(p) for p in pd.period_range(first, periods=count, freq="M")]


def _last_day(key: str) -> np.datetime64:
    return np.datetime64(pd.Period(key).end_time.date())


def run(persons: int, count: int, seed: int, first: str, out: Path, workers: int = 0, scans: int = 0) -> int:
    """Make everything below `out`; returns the number of rows about persons.

    `scans` are the rows per scanning person and month at the gates (0: as in the profile).
    """
    raw, folder = out / "raw", out / "demo" / "truth"
    folder.mkdir(parents=True, exist_ok=True)
    county = world.create(seed, persons, _last_day(str(pd.Period(first) - 1)))
    reference.write(county, raw)
    per_person = scans or tables.profile()["community"]["scans"]
    told, states, known_facts, homes = sending.Told(), [], [], []
    with Press(workers) as press, tqdm(total=count * len(sending.SOURCES), unit="source", disable=None) as bar:
        for number, key in enumerate(_keys(first, count)):
            people, last = months.step(county, key), _last_day(key)
            for name in sending.SOURCES:
                bar.set_postfix_str(f"{key} {name}")
                sending.send(Office(name, county, people, key, last), number, raw, press, told, per_person)
                bar.update()
            known = told.known()
            states.append(standing.standing(county, people, key, last, np.isin(people.index, known)))
            known_facts.append(facts.facts(county, people, states[-1]))
            homes.append(facts.dwellings(county, people, key, last))
            states.append(standing.foreign(county, key, last, np.isin(county.foreign.index, known)))
    standing.write(states, folder / "person.parquet")
    facts.write(known_facts, folder / "fact.parquet")
    facts.write(homes, folder / "dwelling.parquet")
    truth.write_presence(told.presence, folder / "presence.parquet")
    return truth.write_records(told.records, folder / "record.parquet")


def main(arguments: list[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000, help="living people at the start (default 20000)")
    parser.add_argument("--months", type=int, default=3, help="consecutive months (default 3)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-month", default="2026-08", metavar="YYYY-MM")
    parser.add_argument("--scans", type=int, default=0, help="gate scans per scanning person and month (default: few)")
    parser.add_argument("--hostile", action="store_true", help="add damaged, encrypted and misplaced files")
    parser.add_argument("--out", type=Path, default=Path("data"), help="folder that gets raw/ and demo/truth/")
    given = parser.parse_args(arguments)
    workers = (os.cpu_count() or 1) if given.persons >= _MANY else 0
    rows = run(given.persons, given.months, given.seed, given.first_month, given.out, workers, given.scans)
    if given.hostile:
        hostile.lay(given.out, given.first_month)
    sys.stdout.write(f"{rows} rows about persons below {given.out}\n")


if __name__ == "__main__":
    main()
