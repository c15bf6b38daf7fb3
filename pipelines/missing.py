"""What did not come this month: sources, and scopes that are carried forward with their age."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from assets.registry.sources import load_sources
from checks.scopes import carried_forward, never_came, registers

SHOWN = 4

ARRIVED = "select distinct source from source_file where month = ? and accepted > 0"


def missing_lines(con: duckdb.DuckDBPyConnection, month: str, source: str | None = None) -> Iterator[str]:
    """What never came and which events did not, in a line each; then a line per source with scopes carried forward.

    `con` has the tables `source_file` and `source_scope` in reach without a schema.
    """
    asked = set(load_sources()) if source is None else {source}
    never = [name for (name,) in con.execute(never_came("source_scope"), {"sources": registers()}).fetchall()]
    arrived = {name for (name,) in con.execute(ARRIVED, [month]).fetchall()}
    events = [s.source for s in load_sources().values() if s.kind == "events" and s.source not in arrived]
    yield from _names("nothing delivered so far", [name for name in never if name in asked])
    yield from _names("no events this month", [name for name in events if name in asked])
    for name, kind, known, late, oldest, scopes in con.execute(carried_forward("source_scope")).fetchall():
        if name in asked:
            names = ", ".join(scopes[:SHOWN]) + (" …" if late > SHOWN else "")
            told = f"{late} of {known} {kind}s sent nothing, carried forward"
            yield f"{name}: {told}, the oldest for {oldest} months: {names}"


def _names(what: str, sources: Sequence[str]) -> Iterator[str]:
    if sources:
        yield f"{what}: {', '.join(sources)}"
