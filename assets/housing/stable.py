"""Ids that stay: what this month calls by a key is mapped to what last month called by an id.

Both sides must prefer each other (the greatest overlap, ties to the older id), so that no id is given twice; what has
no counterpart gets a new id, hashed from its key and its founding month, and no id is ever used again.
"""

from __future__ import annotations

import duckdb

from assets.registry.month import Month

MAPPED = """
create or replace table housing.{name}_id as
with ranked as (
    select key, old_id, row_number() over (partition by key order by overlap desc, old_id) as of_key,
        row_number() over (partition by old_id order by overlap desc, key) as of_id
    from ({overlaps})
)
select k.key, coalesce(r.old_id, left(md5('{name}|' || k.key || '|' || ?), 16)) as id
from ({keys}) k left join ranked r on r.key = k.key and of_key = 1 and of_id = 1
"""


def map_ids(con: duckdb.DuckDBPyConnection, name: str, keys: str, overlaps: str, month: Month) -> None:
    """Make `housing.<name>_id` (key, id) from queries that give `key`, and `key, old_id, overlap` (a number)."""
    con.execute(MAPPED.format(name=name, keys=keys, overlaps=overlaps), [month.key])
