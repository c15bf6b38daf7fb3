"""What the assets are given: the county's settings, its runs and its working databases.

One process writes one database: every asset and check that connects is in the pool `warehouse` (dagster.yaml).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
import duckdb

from assets.landing.manifest import manifest_hash
from assets.publish.provenance import Provenance
from assets.publish.swap import recover
from assets.quality.acceptance import Acceptance
from assets.registry.month import Month
from assets.registry.run import Run
from pipelines.settings import PROJECT, Settings, load_settings

POOL = "warehouse"


class WarehouseBusyError(Exception):
    """Another process holds the month's working database."""


class CountyResource(dg.ConfigurableResource):
    """The county whose settings stand in `<home>/renpu.toml`."""

    home: str = str(PROJECT)

    def settings(self) -> Settings:
        """Settings as they stand now. Raises SettingsError."""
        return load_settings(Path(self.home))

    def run(self, month: str) -> Run:
        """The run of one month, building on the newest state before it; finishes a publication that was interrupted."""
        settings = self.settings()
        key = Month(month)
        recover(settings.workspace)
        return Run(key, settings.workspace, settings.rules, settings.workspace.state_before(key))

    def provenance(self, month: str, acceptance: Acceptance) -> Provenance:
        """What `run_info` tells of this run; the only place that looks at the clock."""
        settings = self.settings()
        return Provenance(
            acceptance=acceptance,
            settings_hash=settings.settings_hash,
            manifest_hash=manifest_hash(settings.workspace.raw, month, settings.county.code),
            built_at=dt.datetime.now(dt.UTC),
        )

    @contextmanager
    def connect(self, month: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the month's working database, closed again whatever happens. Raises WarehouseBusyError."""
        settings = self.settings()
        work = settings.workspace.work
        file = settings.workspace.database(Month(month))
        work.mkdir(parents=True, exist_ok=True, mode=0o700)
        work.chmod(0o700)
        file.parent.mkdir(exist_ok=True)
        con = _open(file, settings)
        try:
            yield con
        finally:
            con.close()


def _open(file: Path, settings: Settings) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": settings.engine.memory_limit,
        "temp_directory": str(settings.workspace.work / "spill"),
    }
    if settings.engine.threads:
        config["threads"] = settings.engine.threads
    try:
        return duckdb.connect(str(file), config=config)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        raise WarehouseBusyError(
            f"{file.name} is held by another process: wait for the running month, or stop the program that opened it"
        ) from None
