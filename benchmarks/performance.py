"""Speed and memory of whole months, from files to published: `python -m benchmarks.performance --persons 20000`.

Every month runs in a process of its own, as it does for a clerk, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.markdown import say, table
from pipelines.settings import PROJECT

STEP = re.compile(r"^(\w+)\s+([\d.]+) s$")


@dataclass
class Measured:
    """One month: wall seconds, peak MB of the largest process, and seconds per floor."""

    month: str
    seconds: float
    peak_mb: float
    floors: dict[str, float] = field(default_factory=dict)


def prepare(folder: Path, persons: int, months: int, seed: int, first_month: str) -> None:
    """A fresh county home in `folder` with the demo's deliveries."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("renpu.toml", "dagster.yaml"):
        shutil.copy(PROJECT / name, folder)
    options = {"persons": persons, "months": months, "seed": seed, "first-month": first_month, "out": folder / "data"}
    arguments = [text for name, value in options.items() for text in (f"--{name}", str(value))]
    subprocess.run([sys.executable, "-m", "demo", *arguments], check=True, cwd=PROJECT)


def measure(folder: Path, month: str) -> Measured:
    """Run one month with `renpu run`. Raises CalledProcessError if it was not published."""
    command = [str(Path(sys.executable).with_name("renpu")), "--home", str(folder), "run", month]
    started = time.monotonic()
    with (folder / f"{month}.log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        _, state, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        log.seek(0)
        told = log.read()
    if state:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(state), command, told)
    floors = {m[1]: float(m[2]) for line in told.splitlines() if (m := STEP.match(line.strip()))}
    return Measured(month, seconds, usage.ru_maxrss / 1024, floors)


def show(rows: list[Measured]) -> None:
    """Print the measurements as a Markdown table."""
    floors = list(rows[0].floors)
    body = [
        [m.month, f"{m.seconds:.1f}", f"{m.peak_mb:,.0f}", *(f"{m.floors.get(f, 0):.1f}" for f in floors)] for m in rows
    ]
    table(", ".join(["month", "wall s", "peak MB", *(f"{f} s" for f in floors)]), body)


def run(folder: Path, persons: int, months: int, seed: int, first_month: str = "2026-08") -> list[Measured]:
    """Simulate a county in `folder` and measure each of its months."""
    prepare(folder, persons, months, seed, first_month)
    delivered = sorted(p.name for p in (folder / "data" / "raw").iterdir() if p.name != "reference")
    return [measure(folder, month) for month in delivered]


def main() -> None:
    """Simulate, run every month, print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--months", type=int, default=1)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--folder", type=Path, default=PROJECT / "build" / "bench")
    given = parser.parse_args()
    measured = run(given.folder, given.persons, given.months, given.seed)
    say(f"\n{given.persons:,} persons, seed {given.seed}\n")
    show(measured)


if __name__ == "__main__":
    main()
