"""What did not come this month: sources, and scopes that are carried forward with their age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from assets.registry.sources import load_sources

SHOWN = 4

SCOPES = """
    with scope as (
        select source, scope_kind, scope, min(age_months) as age from source_scope group by all
    )
    select source, any_value(scope_kind), count(*), count(*) filter (age > 0), max(age),
        list(scope order by age desc, scope) filter (age > 0)
    from scope
    group by source
"""

ARRIVED = "select distinct source from source_file where month = ? and accepted > 0"


@dataclass(frozen=True)
class Missing:
    """One source that did not come, or not whole: `scopes` are those carried forward, the oldest first."""

    source: str
    kind: str
    scope_kind: str | None
    known: int
    scopes: tuple[str, ...]
    age: int

    def line(self) -> str:
        """What is told of its scopes."""
        names = ", ".join(self.scopes[:SHOWN]) + (" …" if len(self.scopes) > SHOWN else "")
        told = f"{len(self.scopes)} of {self.known} {self.scope_kind}s sent nothing, carried forward"
        return f"{self.source}: {told}, the oldest for {self.age} months: {names}"


def missing(con: duckdb.DuckDBPyConnection, month: str) -> list[Missing]:
    """Every source that sent nothing this month or not for all its scopes, in the registry's order."""
    known = {row[0]: row[1:] for row in con.execute(SCOPES).fetchall()}
    arrived = {source for (source,) in con.execute(ARRIVED, [month]).fetchall()}
    found = []
    for name, source in load_sources().items():
        kind, count, late, age, scopes = known.get(name, (source.scope_kind, 0, 0, 0, None))
        if (source.kind == "events" and name not in arrived) or (source.kind == "register" and (late or not count)):
            found.append(Missing(name, source.kind, kind, count, tuple(scopes or ()), age or 0))
    return found


def missing_lines(con: duckdb.DuckDBPyConnection, month: str, source: str | None = None) -> Iterator[str]:
    """What never came and which events did not, in a line each; then a line per source with scopes carried forward."""
    found = [m for m in missing(con, month) if source in (None, m.source)]
    yield from _names("nothing delivered so far", [m.source for m in found if m.kind == "register" and not m.known])
    yield from _names("no events this month", [m.source for m in found if m.kind == "events"])
    yield from (m.line() for m in found if m.known)


def _names(what: str, sources: list[str]) -> Iterator[str]:
    if sources:
        yield f"{what}: {', '.join(sources)}"
