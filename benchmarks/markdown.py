"""Figures as Markdown tables on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")


def shown(value: Any) -> str:
    """A share as a percentage with three decimals, a count with thousands, nothing as a dash."""
    if value is None:
        return "–"
    return f"{value:.3%}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)


def table(header: str, rows: Iterable[Iterable[Any]]) -> None:
    """Print a table; `header` names its columns, separated by `, `."""
    names = header.split(", ")
    say("| " + " | ".join(names) + " |")
    say("|" + "---|" * len(names))
    for row in rows:
        say("| " + " | ".join(shown(value) for value in row) + " |")
    say("")
