"""Where a published month comes from: its revision, its hashes and its place in the monthly chain (`run_info`)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from assets.publish.digest import ledger_head
from assets.quality.acceptance import Acceptance
from assets.registry.month import Month
from assets.registry.run import Run, Workspace
from assets.registry.tables import create, load_tables

PROJECT = Path(__file__).parents[2]
MODEL = PROJECT / "assets" / "linkage" / "model.json"
CODE = ("assets", "checks", "pipelines")
CODE_SUFFIXES = {".py", ".yaml", ".csv", ".json", ".sql"}


@dataclass(frozen=True)
class Provenance:
    """What the caller knows of the run: the verdict on its completeness, its hashes, and when it was made."""

    acceptance: Acceptance
    settings_hash: str
    manifest_hash: str
    built_at: dt.datetime


def run_info(run: Run, provenance: Provenance, digests: dict[str, str]) -> dict[str, Any]:
    """The row of `run_info`. Raises FileNotFoundError without a pinned linkage model."""
    before = manifest(run.workspace, run.previous) if run.previous else {}
    return {
        "month": run.month.key,
        "revision": next_revision(run.workspace, run.month),
        "acceptance": provenance.acceptance,
        "built_at": provenance.built_at,
        "code_version": code_version(),
        "settings_hash": provenance.settings_hash,
        "manifest_hash": provenance.manifest_hash,
        "model_hash": hashlib.sha256(MODEL.read_bytes()).hexdigest()[:16],
        "ledger_head": ledger_head(before.get("run_info", {}).get("ledger_head", ""), run.month.key, digests),
    }


def write_run_info(con: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> None:
    """Make `publish.run_info`: one row."""
    for statement in create(load_tables()["run_info"], "publish"):
        con.execute(statement)
    marks = ", ".join("?" for _ in row)
    con.execute(f"insert into publish.run_info ({', '.join(row)}) values ({marks})", list(row.values()))


def manifest(workspace: Workspace, month: Month) -> dict[str, Any]:
    """The manifest of a published month; empty if it was never published."""
    file = workspace.published(month) / "restricted" / "manifest.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def next_revision(workspace: Workspace, month: Month) -> int:
    """1 for a month that was never published, else one more than its last revision."""
    return int(manifest(workspace, month).get("run_info", {}).get("revision", 0)) + 1


@cache
def code_version() -> str:
    """Version of the package and 12 hex digits over its sources, whether or not it lies in a repository."""
    files = sorted(f for name in CODE for f in (PROJECT / name).rglob("*") if f.suffix in CODE_SUFFIXES)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(PROJECT).as_posix().encode())
        digest.update(file.read_bytes())
    return f"{version('renpu')}+{digest.hexdigest()[:12]}"
