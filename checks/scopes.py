"""Checks of the scopes of the landing floor: none that shrank, is missing, or came back under another name."""

from __future__ import annotations

from typing import Any

from assets.registry.rules import LandingRules
from assets.registry.sources import load_sources
from checks.queries import Query


def shrink_limits(rules: LandingRules) -> dict[str, Any]:
    """The parameters of SCOPE_SHRUNK: how much a scope may lose, and what a person confirmed."""
    return {"share": rules.shrink_share, "rows": rules.shrink_rows, "confirmed": list(rules.confirmed_shrinks)}


SCOPE_SHRUNK = Query(
    name="scope_shrunk",
    table="source_scope",
    floor="landing",
    blocking=True,
    holds="no scope lost more rows than the settings allow (contract.md section 1)",
    advice="Ask the office whether this is all. If it is, add the words before the bracket to "
    "confirmed_shrinks under [landing] in renpu.toml and run the month again.",
    sql="""
        with shrunk as (
            select delivered_month || '/' || source || '/' || coalesce(scope, '') as place, layout, rows_before, rows,
                rows_before - rows as lost
            from landing.scope_shrink
        )
        select place, layout || ': ' || rows_before || ' rows before, ' || rows || ' now' from shrunk
        where lost >= $rows and lost > $share * rows_before and not list_contains($confirmed::varchar[], place)
        order by all
    """,
    parameters=lambda run: shrink_limits(run.rules.landing),
)


def registers() -> list[str]:
    """The sources that hold until their next delivery: every one of them is missed until it first comes."""
    return [source.source for source in load_sources().values() if source.kind == "register"]


def never_came(source_scope: str) -> str:
    """SQL: those of `$sources` that have nothing in force in the table `source_scope`, by name."""
    return f"""
        select source from (select unnest($sources::varchar[]) as source)
        where source not in (select source from {source_scope}) order by source
    """


def carried_forward(source_scope: str) -> str:
    """SQL: sources with scopes that sent nothing: kind of scope, all known, those late, months of the oldest, names."""
    return f"""
        select source, scope_kind, count(*) as known, count(*) filter (age > 0) as late, max(age) as oldest,
            list(scope order by age desc, scope) filter (age > 0) as scopes
        from (select source, scope_kind, scope, min(age_months) as age from {source_scope} group by all)
        group by source, scope_kind having late > 0 order by source, scope_kind
    """


SOURCES_PRESENT = Query(
    name="sources_present",
    table="source_scope",
    floor="landing",
    blocking=False,
    holds="every source has a delivery in force",
    advice="The roster is made without it: nobody is taken to have left because of that.",
    sql=f"select source, 'nothing delivered so far' from ({never_came('landing.source_scope')}) order by all",
    parameters=lambda run: {"sources": registers()},
)

SCOPES_FRESH = Query(
    name="scopes_fresh",
    table="source_scope",
    floor="landing",
    blocking=False,
    holds="every scope was delivered this month",
    advice="Their last delivery is carried forward; source_scope lists them with their age.",
    sql=f"""
        select source, late || ' of ' || known || ' ' || scope_kind || 's sent nothing, the oldest for ' || oldest
            || ' months'
        from ({carried_forward("landing.source_scope")}) order by all
    """,
)

# Units are called by whatever name they are written: brackets, blanks and 项目 or 公司 behind it make no other unit.
UNITS_RENAMED = Query(
    name="units_renamed",
    table="source_scope",
    floor="landing",
    blocking=False,
    holds="no unit or school carried forward is called almost like one delivered this month",
    advice="If they are one, have it delivered under one name: its people stand there twice, and none of them leaves.",
    sql="""
        with scope as (
            select source, scope, min(age_months) as age,
                regexp_replace(regexp_replace(scope, '[\\s()（）\\[\\]【】·.,，、-]', '', 'g'),
                    '(有限责任公司|股份有限公司|有限公司|公司|项目部|项目|工地)$', '') as bare
            from landing.source_scope where scope_kind in ('unit', 'school') group by all
        )
        select o.source || ' ' || o.scope, 'now ' || string_agg(n.scope, ', ' order by n.scope)
        from scope o join scope n on n.source = o.source and n.bare = o.bare and n.age = 0
        where o.age > 0 and o.bare <> ''
        group by all
        order by all
    """,
)

QUERIES = (SCOPE_SHRUNK, SOURCES_PRESENT, SCOPES_FRESH, UNITS_RENAMED)
