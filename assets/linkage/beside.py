"""Where the sources of a person with an own number agree on his places: what `source_rates` counts."""

from __future__ import annotations

import duckdb

from assets.linkage import content

FOUND = ("phone", "dwelling")
COMPARED = ("phone", "village")
KINDS = ("phone", "dwelling", "village")


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `beside` (entity, source, found) of who has an own number and is known to several sources.

    One row per source beside which another one states a phone or village too; `found`: one states the same phone or
    dwelling. Needs `linkage._entity` and `profile_place` of everybody.
    """
    con.execute(f"""
        create or replace temp table beside as
        with several as (
            select entity from linkage._entity where written18 is not null and len(sources) > 1),
        stated as (
            select entity, kind, value, bit_or(mask) as mask
            from profile_place join (select profile, mask from linkage._content) using (profile)
            join linkage._member using (profile) semi join several using (entity)
            where kind in {KINDS} group by all),
        found as (
            select entity, bit_or(mask) as mask from stated
            where kind in {FOUND} and bit_count(mask) > 1 group by entity),
        told as (
            select entity, kind, bit_or(mask) as mask from stated where kind in {COMPARED} group by all),
        compared as (select entity, bit_or(mask) as mask from told where bit_count(mask) > 1 group by entity)
        select entity, source, coalesce((found.mask & bit) > 0, false) as found
        from compared left join found using (entity)
        join (values {content.bit_rows()}) as known (source, bit) on (compared.mask & bit) > 0
    """)
