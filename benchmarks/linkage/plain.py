"""Plain Splink over all standardized records: one row per record, Splink's blocking, scoring and connected components.

The comparisons, their weights and the blocking rules are those of `assets.linkage`. What is left out is what the
project adds: profiles, the owners of numbers, entities, blocks cut by a finer key, the choice between rivals, and the
rule that two numbers are two persons.
"""

from __future__ import annotations

from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, block_on

from assets.linkage import content, entities, profiles
from assets.linkage.blocking import RULES, Rule
from assets.registry.rules import LinkageRules

SCHEMA = "linkage_plain"
MEMORY = "12GB"
"""A record of its own for every row of a large county does not fit into what the project's own linkage gets."""


def link(con: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> None:
    """Make `linkage.plain` (as `standard.person_record`, with person_id) under these settings."""
    con.execute(f"set memory_limit = '{MEMORY}'")
    _prepare(con)
    con.execute(f"create schema {SCHEMA}")
    cursor = con.cursor()
    try:
        cursor.execute(f"set schema '{SCHEMA}'").fetchall()
        _clusters(cursor, settings)
    finally:
        cursor.execute("set schema 'main'").fetchall()
        cursor.execute(f"drop schema {SCHEMA} cascade").fetchall()
        cursor.close()


def _prepare(con: duckdb.DuckDBPyConnection) -> None:
    """The columns that the comparisons read, for every record by itself."""
    profiles.build(con)
    con.execute("update linkage._row set profile = place")
    profiles.collapse(con)
    content.tell(con, "(select profile from linkage._content)")
    con.execute("""
        create or replace table linkage._profile as
        select * replace (
            coalesce(if(number_status in ('valid', 'upgraded'), number_birth, null), birth) as birth,
            coalesce(if(number_status in ('valid', 'upgraded'), number_sex, null), sex) as sex)
        from linkage._profile
    """)
    con.execute("""
        create or replace table linkage._verdict as
        select profile, number_key, 'open' as stated, 'open' as verdict from linkage._content
        join linkage._profile using (profile) where number is not null
    """)
    entities.build(con)


def _clusters(cursor: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> None:
    kinds = sorted({rule.several for rule in RULES if rule.several})
    values = ", ".join(f"list(distinct value) filter (where kind = '{kind}') as {kind}_value" for kind in kinds)
    cursor.execute(f"""
        create view renpu_plain_record as
        select * from linkage._entity left join (
            select entity, {values} from linkage._place group by entity) using (entity)
    """).fetchall()
    api = DuckDBAPI(connection=cursor)
    rules = [_splink(rule) for rule in RULES]
    linker = Linker(
        api.register("renpu_plain_record", dataset_display_name="record"),
        settings | {"blocking_rules_to_generate_predictions": rules},
        log_level="ERROR",
    )
    certain = LinkageRules().certain
    scored = linker.inference.predict(threshold_match_probability=certain)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_probability=certain)
    cursor.execute(f"""
        create or replace table linkage.plain as
        select said.*, cluster_id::varchar as person_id
        from standard.person_record as said join linkage._record_profile using (record_id)
        join {found.physical_name} as found on found.entity = profile
    """).fetchall()


def _splink(rule: Rule) -> dict[str, Any]:
    """The rule as Splink takes it; a key of several values is a list that Splink takes apart."""
    column = f"{rule.several}_value"
    key = rule.key.removesuffix("::varchar").replace("value", column)
    made = block_on(key, arrays_to_explode=[column] if rule.several else None)
    as_dict: dict[str, Any] = made.get_blocking_rule("duckdb").as_dict()
    return as_dict
