"""A county to measure on: one month of the demo, taken in and standardized once and kept below `build/`."""

from __future__ import annotations

import hashlib
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
MAKERS = ("demo", "assets/registry", "assets/landing", "assets/standard")
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


def standardized(persons: int, seed: int, folder: Path = FOLDER) -> County:
    """The county of this size and seed, made unless it stands already as the code of today would make it."""
    county = County(persons, seed, folder / f"{persons}-{seed}")
    made_by, code = county.folder / "made_by", _code()
    if not made_by.is_file() or made_by.read_text("utf-8") != code:
        shutil.rmtree(county.folder, ignore_errors=True)
        size = ["--persons", str(persons), "--months", "1", "--seed", str(seed)]
        simulate([*size, "--first-month", MONTH.key, "--out", str(county.folder / "data")])
        take_in(county)
        made_by.write_text(code, "utf-8")
    return county


def _code() -> str:
    """Digest of everything that decides what a standardized county looks like."""
    files = (file for part in MAKERS for file in (PROJECT / part).rglob("*") if file.is_file())
    digest = hashlib.sha256()
    for file in sorted(file for file in files if file.suffix != ".pyc"):
        digest.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def take_in(county: County) -> None:
    """Land and standardize the county's deliveries into its working database."""
    county.database.parent.mkdir(parents=True, exist_ok=True)
    run = Run(MONTH, county.workspace, Rules())
    with duckdb.connect(str(county.database), config={"memory_limit": MEMORY}) as con:
        intake.build(con, run)
        standard.build(con, run)
