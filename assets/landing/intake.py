"""The landing floor's step: the files of the month in, every sheet accounted for, the rows in force out.

Reads the drop folder and the previous month's `landing_delivery`; writes the landing tables of the registry and one
table per layout (`landing.<layout>`) with the rows in force, every value as text exactly as written; of gate rows only
their aggregate, `landing.presence`.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assets.landing.delivery import Sheet, carried_sheet, fresh_sheets, without_repeats
from assets.landing.force import decide
from assets.landing.manifest import REFERENCE, Delivered, delivered, months_between, reference_files
from assets.landing.parse import Task
from assets.landing.parts import remark_parts
from assets.landing.pool import parse_all
from assets.landing.presence import in_window, remark, write_presence
from assets.landing.reference import is_read, known_places, write_reference
from assets.landing.regions import account_regions, derive_regions
from assets.landing.remarks import remark_codes
from assets.landing.report import write_account
from assets.landing.rows import write_rows
from assets.landing.scope_report import write_scopes
from assets.landing.store import fingerprint, parsed_name
from assets.registry.overrides import Overrides, apply
from assets.registry.run import Run
from assets.registry.secret_file import load_secrets
from assets.registry.sources import Source, load_reference, load_sources
from assets.registry.tables import ddl, load_tables

HELPERS = ("_sheet", "_key", "_counted", "_delivered", "_contested", "_part", "_in_force", "_before")


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Take in the deliveries of the months after `run.previous` up to `run.month`."""
    con.execute("create schema if not exists landing")
    parsed, raw, county = run.workspace.parsed, run.workspace.raw, run.rules.county.code
    reference = _parse(run, reference_files(raw, run.month, county))
    arrived = _parse(run, delivered(raw, months_between(raw, run.previous, run.month, county), county))
    write_reference(con, parsed, reference)
    candidates = [*_carried(con, run), *(s for s in arrived if s.counts)]
    taken, repeats = without_repeats(in_window(candidates, run))
    decide(con, parsed, taken, known_places(con, run.month))
    write_rows(con)
    write_presence(con)
    write_account(con, run, [*reference, *arrived], repeats)
    write_scopes(con, run)
    account_regions(con)
    remark(con, run)
    remark_parts(con)
    remark_codes(con, run.month)
    derive_regions(con)
    for name in HELPERS:
        con.execute(f"drop table landing.{name}")


def _parse(run: Run, files: Sequence[Delivered]) -> list[Sheet]:
    """The sheets of some files, parsed now or before."""
    parsed = run.workspace.parsed
    sources = {file: _reads(file, run.rules.layouts) for file in files}
    readings = {s.source if s else None: fingerprint(s) for s in sources.values()}
    folders = {f: parsed_name(f.sha256, readings[s.source if s else None]) for f, s in sources.items()}
    secrets = load_secrets(run.workspace.secrets)
    tasks = [Task(f.file, f.sha256, s, parsed, folders[f], secrets.for_file(f.path)) for f, s in sources.items()]
    parse_all(tasks, run.rules.landing)
    return [sheet for file in files for sheet in fresh_sheets(parsed, file, folders[file])]


def _reads(file: Delivered, overrides: Overrides) -> Source | None:
    """The source whose layouts, with the county's own, a file is read with; None where its sheets are only listed."""
    if file.source == REFERENCE:
        source = load_reference() if is_read(file.file.name) else None
    else:
        source = load_sources().get(file.source)
    return apply(source, overrides) if source else None


def _carried(con: duckdb.DuckDBPyConnection, run: Run) -> list[Sheet]:
    spec = load_tables()["landing_delivery"]
    table = run.load_previous(con, "landing_delivery", ddl(spec))
    rows = con.execute(f"select month, source, path, parsed from {table} order by all").fetchall()
    return [carried_sheet(run.workspace.parsed, *row) for row in rows]
