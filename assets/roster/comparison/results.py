"""`comparison_result`: every village x every finding of a comparison whose source came, zeros included."""

from __future__ import annotations

import duckdb

from assets.registry.codes import FOLDER

SOURCES = {
    "police": "police_hukou",
    "social_insurance": "social_insurance",
    "medical_insurance": "medical_insurance",
    "grid": "grid_dwellings",
    "education": "education_students",
    "health": "health_births",
    "civil_affairs": "civil_deaths",
}
"""The source that a comparison cannot be made without."""

RESULTS = """
insert into roster.comparison_result by name
with kind as (
    select code as finding, unnest(string_split(belongs, '|')) as comparison
    from read_csv($codes, header = true, all_varchar = true)
), made as (
    select kind.* from kind join roster._comparison c using (comparison) join roster._came using (source)
    union select finding, comparison from roster.comparison_finding
), village as (
    select code as region from landing.region
    where level = 'village' and length(code) = 12 and coalesce(valid_to_date >= $last_day, true)
        and coalesce(valid_from_date <= $last_day, true)
    union select region from roster.comparison_finding
    union select region from roster._delivered
), counted as (
    select comparison, region, finding, count(*) as findings, count(distinct person_id) as persons,
        count(distinct dwelling_id) as dwellings
    from roster.comparison_finding group by all
)
select comparison, region, finding, if(s.region is null, 'roster', 'survey') as base,
    coalesce(findings, 0) as findings, coalesce(persons, 0) as persons, coalesce(dwellings, 0) as dwellings
from made cross join village
    left join counted using (comparison, region, finding)
    left join (from roster._delivered where source = 'survey') s using (region)
order by comparison, region, finding
"""


def build_results(con: duckdb.DuckDBPyConnection, last_day: object) -> None:
    """Fill `roster.comparison_result`; its persons are those of `comparison_finding`, village by village."""
    con.execute("create or replace table roster._comparison (comparison varchar, source varchar)")
    con.executemany("insert into roster._comparison values (?, ?)", [list(pair) for pair in SOURCES.items()])
    con.execute(RESULTS, {"codes": str(FOLDER / "finding.csv"), "last_day": last_day})
