"""Checks of the reference files: what was derived because a file is missing is told (contract.md section 5)."""

from __future__ import annotations

from checks.queries import Query

REFERENCE_FILES = Query(
    name="reference_files",
    table="region",
    floor="landing",
    blocking=False,
    holds="regions.csv and grids.csv were there",
    advice="Put it into data/raw/reference: without it codes are derived from the records and have no names.",
    sql="""
        with wanted as (
            select unnest(['regions.csv', 'grids.csv']) as file,
                unnest(['reference_regions', 'reference_grids']) as layout
        )
        select file, 'missing or not readable; derived: ' || case layout
            when 'reference_regions' then (select count(*) from landing.region) || ' regions'
            else (select count(*) from landing.grid_list) || ' grids' end
        from wanted anti join (from landing.source_file where source = 'reference' and status = 'read') using (layout)
        order by all
    """,
)
