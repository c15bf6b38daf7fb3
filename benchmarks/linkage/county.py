"""A county to measure on: one month of the demo, taken in and standardized once and kept below `build/`."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.landing import intake
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.standard import build as standard
from demo.__main__ import main as simulate
from pipelines.settings import PROJECT

FOLDER = PROJECT / "build" / "linkage"
MONTH = Month("2026-10")
MEMORY = "2GB"


@dataclass(frozen=True)
class County:
    """A standardized month: its working database and the truth of its records."""

    persons: int
    seed: int
    folder: Path

    @property
    def workspace(self) -> Workspace:
        """Drop folder and warehouse."""
        return Workspace(self.folder / "data" / "raw", self.folder / "warehouse")

    @property
    def database(self) -> Path:
        """The working database with the floors `landing` and `standard`."""
        return self.workspace.database(MONTH)

    @property
    def truth(self) -> Path:
        """Who every record speaks of (demo.truth)."""
        return self.folder / "data" / "demo" / "truth" / "record.parquet"


def standardized(persons: int, seed: int, fresh: bool = False, folder: Path = FOLDER) -> County:
    """The county of this size and seed, made unless it stands already; `fresh` makes it again."""
    county = County(persons, seed, folder / f"{persons}-{seed}")
    if fresh or not county.database.is_file():
        shutil.rmtree(county.folder, ignore_errors=True)
        size = ["--persons", str(persons), "--months", "1", "--seed", str(seed)]
        simulate([*size, "--first-month", MONTH.key, "--out", str(county.folder / "data")])
        take_in(county)
    return county


def take_in(county: County) -> None:
    """Land and standardize the county's deliveries into its working database."""
    county.database.parent.mkdir(parents=True, exist_ok=True)
    unfinished = county.database.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    run = Run(MONTH, county.workspace, Rules())
    with duckdb.connect(str(unfinished), config={"memory_limit": MEMORY}) as con:
        intake.build(con, run)
        standard.build(con, run)
    unfinished.rename(county.database)
