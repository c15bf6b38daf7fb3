"""The floor roster: what the census office takes away."""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables
from assets.roster.change import build_changes
from assets.roster.change_account import build_account
from assets.roster.comparison.build import build_comparisons
from assets.roster.foreign import build_foreign_roll
from assets.roster.householder_roll import build_roll
from assets.roster.monthly_cycle import build_cycle
from assets.roster.person import build_persons
from assets.roster.summary import build_summaries
from assets.roster.unit_report import build_units

HELPERS = (
    "_died_out", "_placed", "_summed", "_today", "_follower", "_ended", "_moved", "_outside", "_arrival", "_same",
    "_arrived", "_transfer", "_searched", "_reason", "_died", "_died_at_once", "_reporter", "_reported",
)  # fmt: skip


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `roster.person`, `person_place`, `foreign_resident`, `householder_roll`, the summaries, `change` with its
    account, `unit_report`, the comparisons (`assets.roster.comparison`) and `monthly_cycle`.
    """
    con.execute("create schema if not exists roster")
    tables = load_tables()
    for spec in (spec for spec in tables.values() if spec.floor == "roster"):
        for statement in create(spec, "roster"):
            con.execute(statement)
    run.load_previous(con, "person", ddl(tables["person"]))
    build_persons(con)
    build_foreign_roll(con)
    build_roll(con, run.month.last_day)
    build_summaries(con, run.month.first_day, run.month.last_day)
    build_changes(con, run)
    build_account(con, run)
    build_units(con)
    build_comparisons(con, run)
    build_cycle(con, run)
    for name in HELPERS:
        con.execute(f"drop table roster.{name}")
