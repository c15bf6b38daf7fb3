"""What `renpu account` prints: what needs somebody's action, then every sheet with the whereabouts of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from assets.landing.account import SKIPS
from assets.landing.report import BY_PATH
from assets.registry.rules import LandingRules
from assets.registry.sources import load_later_sources
from checks.deliveries import unread
from checks.scopes import SCOPE_SHRUNK, shrink_limits
from pipelines.columns import GAP, aligned
from pipelines.missing import missing_lines

Row = tuple[Any, ...]

# What a sheet without a header holds may be anything, so that its message is left in source_file.
SHEETS = """
    select source, path, sheet, status, rows, accepted, rejected, skipped, in_force, superseded, repeated, {skips},
        if(status = 'no_header', null, message) as message
    from source_file
    where source = coalesce($source, source)
    order by source, path, sheet
"""

TOTALS = """
    select source, count(distinct path)::varchar || ' files', count(*)::varchar || ' sheets', sum(rows), sum(accepted),
        sum(rejected), sum(skipped), sum(in_force), sum(superseded), sum(repeated)
    from source_file
    where source = coalesce($source, source)
    group by source
    order by source
"""

TROUBLE = f"""
    select source, case
            when status = 'failed' then 'cannot be opened, send it again'
            when status = 'missing_column' then 'map its columns in layouts.yaml: renpu sources check'
            when status = 'no_header' then 'no header recognised: renpu sources check'
            when status = 'not_read' and not list_contains($known::varchar[], source)
            then 'in no source''s folder, move it'
            when contains(message, 'not in the layout') then 'unknown columns: renpu sources check'
            when rejected > 0 then rejected || ' rows rejected: renpu rejected'
        end as action,
        path || coalesce(' ' || sheet, ''),
        if(status in ('failed', 'missing_column') or action like 'unknown columns%', message, null)
    from source_file
    where source = coalesce($source, source) and action is not null
        and (status <> 'no_header' or {unread("source_file")})
    union all
    select source, 'replaced by path alone: if it is the later one, put a date into its name',
        path || coalesce(' ' || sheet, ''), message
    from source_file
    where source = coalesce($source, source) and contains(message, $by_path)
    order by 1, 2, 3
"""


def problem_lines(con: duckdb.DuckDBPyConnection, month: str, source: str | None, rules: LandingRules) -> Iterator[str]:
    """What needs somebody's action: files, columns, rejected rows, shrunken and missing scopes."""
    known = [*load_later_sources(), "reference"]
    for _, action, where, why in con.execute(
        TROUBLE, {"source": source, "known": known, "by_path": BY_PATH}
    ).fetchall():
        yield f"{where}: {action}"
        if why:
            yield f"{GAP}{why}"
    for place, found in _shrunk(con, source, rules):
        yield f"{place} ({found}): ask the office, or confirm it in renpu.toml"
    yield from missing_lines(con, month, source)


def sheet_lines(con: duckdb.DuckDBPyConnection, source: str | None) -> Iterator[str]:
    """Every sheet: its rows and where they went, and in words what there is to say."""
    skips = ", ".join(f"coalesce(skipped_{reason}, 0)" for reason in SKIPS)
    path = None
    for row in con.execute(SHEETS.format(skips=skips), {"source": source}).fetchall():
        if row[1] != path:
            path = row[1]
            yield path
        yield f"{GAP}{_sheet(row)}"


def total_lines(con: duckdb.DuckDBPyConnection, source: str | None) -> Iterator[str]:
    """One line per source."""
    rows = con.execute(TOTALS, {"source": source}).fetchall()
    head = ("", "", "", "rows", "accepted", "rejected", "skipped", "in force", "superseded", "repeated")
    yield from aligned([head, *(_grouped(row) for row in rows)], right=range(1, len(head)))


def _sheet(row: Row) -> str:
    _, _, sheet, status, rows, accepted, rejected, skipped, in_force, superseded, repeated, *rest = row
    *skips, message = rest
    reasons = ", ".join(f"{n:,} {reason.replace('_', ' ')}" for reason, n in zip(SKIPS, skips, strict=True) if n)
    parts = ((in_force, "in force"), (superseded, "superseded"), (repeated, "repeated"))
    whereabouts = ", ".join(f"{n:,} {what}" for n, what in parts if n or (what == "in force" and accepted))
    taken = f"{accepted:,} accepted" + _bracketed(whereabouts)
    account = f"{rows:,} = {taken} + {rejected:,} rejected + {skipped:,} skipped{_bracketed(reasons)}"
    return f"{sheet or '(text)'}  {status}: {account}" + (f"  {message}" if message else "")


def _bracketed(told: str) -> str:
    return f" ({told})" if told else ""


def _shrunk(con: duckdb.DuckDBPyConnection, source: str | None, rules: LandingRules) -> list[Row]:
    tables = {name for (name,) in con.execute("select table_name from information_schema.tables").fetchall()}
    if "scope_shrink" not in tables:
        return []
    shrunk = con.execute(SCOPE_SHRUNK.sql, shrink_limits(rules)).fetchall()
    return [row for row in shrunk if source in (None, row[0].split("/")[1])]


def _grouped(row: Row) -> tuple[str, ...]:
    return tuple(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
