"""Publish a month: everything is written aside first, then appears together (assets/publish/swap.py)."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from assets.publish.analysis import write_analysis
from assets.publish.database import published_tables, write_roster
from assets.publish.digest import table_digest
from assets.publish.foreign_book import write_foreign_roll
from assets.publish.maps.write import write_maps
from assets.publish.provenance import Provenance, run_info, write_run_info
from assets.publish.pseudonym import pseudonym_key
from assets.publish.state import write_state
from assets.publish.swap import commit, open_to, recover, staging, state_staging
from assets.publish.views import write_code_list
from assets.publish.workbooks import write_workbooks
from assets.registry.run import Run


def build(con: duckdb.DuckDBPyConnection, run: Run, provenance: Provenance) -> Path:
    """Publish the month of a complete working database; returns `published/<month>`.

    To be called only when no blocking check failed. A crash before the end publishes nothing, or is finished by the
    next `recover`.
    """
    recover(run.workspace)
    con.execute("create schema if not exists publish")
    write_code_list(con)
    digests = {s.table: table_digest(con, s, s.floor) for s in published_tables() if s.table != "run_info"}
    info = run_info(run, provenance, digests)
    write_run_info(con, info)
    folder = staging(run.workspace)
    restricted, analysis = folder / "restricted", folder / "analysis"
    restricted.mkdir(parents=True)
    analysis.mkdir()
    write_roster(con, restricted / "roster.duckdb")
    write_analysis(con, run, pseudonym_key(run.workspace), analysis / "analysis.duckdb")
    write_workbooks(con, run, provenance.acceptance, restricted / "workbooks")
    write_maps(con, run, provenance.acceptance, restricted / "maps")
    write_foreign_roll(con, run, restricted)
    write_state(con, state_staging(run.workspace))
    _write_manifest(folder, restricted / "manifest.json", info, digests)
    open_to(restricted, 0o750, 0o640)
    open_to(analysis, 0o755, 0o644)
    return commit(run.workspace, run.month, info["revision"])


def _write_manifest(folder: Path, file: Path, info: dict[str, Any], digests: dict[str, str]) -> None:
    """The run, a digest of every table, and size and SHA-256 of every file of the month."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    content = {
        "run_info": {name: value if isinstance(value, int) else str(value) for name, value in info.items()},
        "tables": digests,
        "files": [
            {"path": path.relative_to(folder).as_posix(), "bytes": path.stat().st_size, "sha256": _sha256(path)}
            for path in files
        ],
    }
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _sha256(file: Path) -> str:
    with file.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
