"""Where the sources of a person with an own number agree on his places: what `strays` counts."""

from __future__ import annotations

import duckdb

FOUND = ("phone", "dwelling")
COMPARED = ("phone", "village")
KINDS = ("phone", "dwelling", "village")


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._beside` (entity, source, found) of who has an own number and is known to several sources.

    One row per source beside which another one states a phone or village too; `found`: one states the same phone or
    dwelling. Needs `linkage._entity` and `linkage._profile_place` of those asked for; the others stay as they were.
    """
    con.execute(f"""
        create or replace table linkage._beside as
        with several as (
            select entity from linkage._entity where written18 is not null and len(sources) > 1),
        stated as (
            select distinct entity, unnest(profile.sources) as source, kind, value
            from linkage._profile_place join linkage._profile as profile using (profile)
            join linkage._member using (profile) semi join several using (entity)
            where kind in {KINDS}),
        shared as (
            select entity, kind, value from stated where kind in {FOUND} group by all having count(*) > 1),
        found as (select distinct entity, source from stated semi join shared using (entity, kind, value)),
        told as (
            select entity, kind from stated where kind in {COMPARED} group by all having min(source) <> max(source)),
        compared as (select distinct entity, source from stated semi join told using (entity, kind))
        select entity, source, found.entity is not null as found
        from compared left join found using (entity, source)
        union all from kept_beside anti join linkage._asked using (entity)
    """)
