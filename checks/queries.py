"""A check in SQL: a query that returns the places where a rule is broken, and what that means.

The query has two columns, `place` (a file and sheet, a scope, a region, a table: never a person) and `found` (counts),
one row per place; no row means that the rule holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import duckdb

from assets.registry.run import Run
from checks.outcome import CheckGroup, CheckOutcome, CheckSpec, outcome

SHOWN = 5


def no_parameters(run: Run) -> dict[str, Any]:
    """For queries that need nothing of the run."""
    return {}


@dataclass(frozen=True)
class Query:
    """One rule. `holds` says it as a sentence, `advice` what to do where it does not.

    `figures`, a query of one row, are told beside the count of broken places, whether the rule holds or not.
    """

    name: str
    table: str
    floor: str
    blocking: bool
    holds: str
    advice: str
    sql: str
    parameters: Callable[[Run], dict[str, Any]] = no_parameters
    figures: str | None = None

    @property
    def spec(self) -> CheckSpec:
        """What is known of it before any data."""
        return CheckSpec(self.name, self.table, self.blocking, self.holds)

    def check(self, con: duckdb.DuckDBPyConnection, run: Run) -> CheckOutcome:
        """Carry it out; at most five broken places are named, all are counted."""
        broken = con.execute(self.sql, self.parameters(run)).fetchall()
        counts = {"broken": len(broken), **self._figures(con)}
        if not broken:
            return outcome(self.spec, True, self.holds, counts)
        named = "; ".join(f"{place} ({found})" for place, found in broken[:SHOWN])
        more = f"; and {len(broken) - SHOWN} more" if len(broken) > SHOWN else ""
        return outcome(self.spec, False, f"{named}{more}. {self.advice}", counts)

    def _figures(self, con: duckdb.DuckDBPyConnection) -> dict[str, int | float]:
        if self.figures is None:
            return {}
        told = con.execute(self.figures)
        names = [column[0] for column in told.description or ()]
        return dict(zip(names, told.fetchall()[0], strict=True))


def group(name: str, floor: str, queries: tuple[Query, ...]) -> CheckGroup:
    """Rules of one floor, carried out together."""

    def run_checks(con: duckdb.DuckDBPyConnection, run: Run) -> list[CheckOutcome]:
        return [query.check(con, run) for query in queries]

    return CheckGroup(name, floor, tuple(query.spec for query in queries), run_checks)
