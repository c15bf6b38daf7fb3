"""The comparisons of a month: after persons and places, before anything is published."""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.roster.comparison import civil, education, grid, health, insurance, police
from assets.roster.comparison.contradictions import build_contradictions
from assets.roster.comparison.difficulties import build_difficulties
from assets.roster.comparison.frame import build_frame
from assets.roster.comparison.groups import build_groups, build_summary
from assets.roster.comparison.results import build_results
from assets.roster.comparison.statements import build_statements

HELPERS = (
    "_delivered", "_came", "_listed", "_base", "_registered", "_home", "_screened", "_sought", "_grid_dwelling",
    "_lived_in", "_born", "_dead", "_sign", "_comparison", "_dead_by", "_kin", "_known",
)  # fmt: skip


def build_comparisons(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Fill `comparison_finding`, `comparison_result`, `contradiction`, `difficulty`, `group_of_note`,
    `finding_summary`, `field_comparison` and `field_agreement` of the floor roster, last of all its tables.
    """
    last_day = run.month.last_day
    build_frame(con, run)
    police.compare(con)
    insurance.compare(con)
    grid.compare(con)
    education.compare(con)
    health.compare(con, last_day)
    civil.compare(con, run.month.key, last_day)
    build_results(con, last_day)
    build_contradictions(con, run.month.key, last_day)
    build_difficulties(con, last_day)
    build_groups(con)
    build_summary(con)
    build_statements(con)
    for name in HELPERS:
        con.execute(f"drop table roster.{name}")
