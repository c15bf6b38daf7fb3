"""Checks of the gate rows, which are too many for a frame: their sum, and the structure of their table."""

from __future__ import annotations

from assets.registry.sources import load_layouts
from checks.queries import Query


def _gates() -> dict[str, list[str]]:
    return {"gates": [name for name, (_, layout) in load_layouts().items() if layout.produces == "presence"]}


PRESENCE_ACCOUNT = Query(
    name="gate_rows_counted",
    table="presence",
    floor="linkage",
    blocking=True,
    holds="the rows that presence stands for are the accepted rows of their sheet",
    advice="Gate rows were lost or doubled when they were aggregated: report it with the file's form.",
    sql="""
        with stood as (select path, sheet, sum(n_rows) as rows from linkage.presence group by path, sheet)
        select f.path || coalesce('!' || f.sheet, ''),
            coalesce(s.rows, 0) || ' in presence, ' || f.accepted || ' accepted'
        from landing.source_file f left join stood s on s.path = f.path and s.sheet is not distinct from f.sheet
        where f.status = 'read' and list_contains($gates, f.layout) and coalesce(s.rows, 0) <> f.accepted
        order by all
    """,
    parameters=lambda run: _gates(),
)

# A group per sheet and not per key: ten million keys of long paths would not fit into memory.
PRESENCE_KEYS = Query(
    name="gate_rows_have_keys",
    table="presence",
    floor="linkage",
    blocking=True,
    holds="a row of presence has its source, sheet, place in it and number of rows, and no two begin on one row",
    advice="Gate rows were aggregated wrongly: report it with the file's form.",
    sql="""
        select path || coalesce('!' || sheet, ''), count(*) || ' rows, beginning on ' || count(distinct first_row)
        from linkage.presence group by path, sheet
        having path is null or count(*) <> count(distinct first_row)
            or count(*) <> least(count(source), count(last_row), count(n_rows))
        order by all
    """,
)

QUERIES = (PRESENCE_ACCOUNT, PRESENCE_KEYS)
