"""A county's home with a month whose landing floor was built: what commands that read it need."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.landing import intake
from assets.registry.month import Month
from assets.registry.run import Run
from pipelines.settings import load_settings


def home_in(folder: Path, settings: str = "") -> Path:
    """A folder with settings and nothing delivered."""
    (folder / "renpu.toml").write_text(settings, "utf-8")
    return folder


def land(home: Path, month: str) -> None:
    """Build the landing floor into the month's working database and keep its state, as a run would."""
    settings = load_settings(home)
    key, workspace = Month(month), settings.workspace
    file, state = workspace.database(key), workspace.state(key)
    file.parent.mkdir(parents=True, exist_ok=True)
    state.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(file)) as con:
        intake.build(con, Run(key, workspace, settings.rules, workspace.state_before(key)))
        con.execute(f"copy landing.landing_delivery to '{state}/landing_delivery.parquet'")
