"""What a check says: passed or failed, how severe, how many, and what to do. Never a value of a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import duckdb

from assets.registry.run import Run

Severity = Literal["ERROR", "WARN"]


class CheckCrashedError(Exception):
    """A check could not be carried out. That says nothing about the data, and stops the month."""


@dataclass(frozen=True)
class CheckSpec:
    """A declared check of a table. A blocking one stops everything that is made from the table."""

    name: str
    table: str
    blocking: bool
    description: str


@dataclass(frozen=True)
class CheckOutcome:
    """How one check went. `message` names files, sheets, scopes and regions, never persons; `counts` are numbers."""

    name: str
    table: str
    passed: bool
    blocking: bool
    severity: Severity
    message: str
    counts: dict[str, int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class CheckGroup:
    """Checks that are carried out together: what they are, known before any data, and the function that runs them."""

    name: str
    floor: str
    specs: tuple[CheckSpec, ...]
    run: Callable[[duckdb.DuckDBPyConnection, Run], list[CheckOutcome]]


def outcome(spec: CheckSpec, passed: bool, message: str, counts: dict[str, int | float]) -> CheckOutcome:
    """The outcome of a declared check: a blocking one that fails is an error, any other a warning."""
    severity: Severity = "ERROR" if spec.blocking else "WARN"
    return CheckOutcome(spec.name, spec.table, passed, spec.blocking, severity, message, counts)
