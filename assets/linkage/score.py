"""Splink scores the blocked pairs of entities with the pinned model, on a cursor of its own.

The views it reads have names that exist once in the database; results are fetched whole; its scratch schema is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator

from assets.linkage import model, ruled, source_rates
from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables

SCRATCH = "linkage_splink"
FAINTEST = -8.0
"""Weight from which a pair is kept: what alone comes into question may be right though it is faint."""
SMOOTHING = 2_000
"""Persons of average names added to a county's name counts, so that a small county's counts are not overrated."""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.name_frequency`, and `linkage._scored` (l, r, weight, probability) with its copy `linkage._edge`.

    Weights from `FAINTEST` up; pairs that were not blocked anew keep the weight of last month. Rules change `_edge` and
    say so in `linkage._ruled`, which is empty here.
    """
    _freeze_names(con, run)
    con.execute("""
        create or replace table linkage._scored as
        select l, r, weight, probability from kept_scored
        anti join linkage._touched on entity = l anti join linkage._touched as other on other.entity = r
        anti join linkage._again using (l, r)
    """)
    if con.execute("from linkage._pair limit 1").fetchall():
        _predict(con)
    con.execute("create or replace table linkage._edge as from linkage._scored")
    ruled.begin(con)


def _predict(con: duckdb.DuckDBPyConnection) -> None:
    with splink(con) as cursor:
        linker = linker_of(cursor, model.load(persons(con)))
        scored = linker.inference.predict(threshold_match_weight=FAINTEST)
        cursor.execute(f"""
            insert into linkage._scored
            select entity_l, entity_r, match_weight, match_probability from {scored.physical_name}
        """).fetchall()


def persons(con: duckdb.DuckDBPyConnection) -> int:
    """Size of the county as the model takes it: entities of its first month that speak for themselves and have a name.

    More than its persons (about one and a half), for what has no number is an entity of its own; the model was trained
    on this measure.
    """
    counted: int = con.execute("select coalesce(sum(bearers), 0)::bigint from linkage.name_frequency").fetchall()[0][0]
    return counted


@contextmanager
def splink(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor in Splink's own scratch schema with the views it reads; the schema is dropped afterwards."""
    cursor = con.cursor()
    try:
        for statement in (
            f"drop schema if exists {SCRATCH} cascade",
            f"create schema {SCRATCH}",
            f"set schema '{SCRATCH}'",
            f"create view {SCRATCH}.renpu_entity as select * from linkage._entity",
            f"create view {SCRATCH}.renpu_pair as {_pairs()}",
            f"create table {SCRATCH}.renpu_name as {_name_shares()}",
        ):
            cursor.execute(statement).fetchall()
        yield cursor
    finally:
        cursor.execute("set schema 'main'").fetchall()
        cursor.execute(f"drop schema if exists {SCRATCH} cascade").fetchall()
        cursor.close()


def linker_of(cursor: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> Linker:
    """A linker over the entities with our blocked pairs and the county's frozen name frequencies registered.

    The settings are parsed once a process and not validated again: that took longer than scoring what a month changes.
    """
    api = DuckDBAPI(connection=cursor)
    entities = api.register("renpu_entity", dataset_display_name="entity")
    if not entities.columns:
        raise RuntimeError("Splink sees no columns of the entities")
    parsed = _Parsed.from_path_or_dict(settings | {"linker_uid": SCRATCH})
    linker = Linker(entities, parsed, validate_settings=False, log_level="ERROR")
    linker.table_management.register_term_frequency_lookup(
        api.register("renpu_name", dataset_display_name="name"), "full_name"
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register("renpu_pair", dataset_display_name="pair"))
    return linker


class _Parsed(SettingsCreator):
    """Settings that Splink parses once, however often a linker is made of them: a prediction does not change them."""

    def get_settings(self, sql_dialect_str: str) -> Any:
        return _parse(json.dumps(self._as_naive_dict(), sort_keys=True), sql_dialect_str)


@cache
def _parse(settings: str, dialect: str) -> Any:
    return SettingsCreator(**json.loads(settings)).get_settings(dialect)


def _freeze_names(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Last month's frequencies; in the county's first month, or where they are counted anew, those of its own persons.

    What is frozen keeps scores the same from month to month; counted anew it is on purpose (`linkage.names_from`).
    """
    spec = load_tables()["name_frequency"]
    previous = run.load_previous(con, spec.table, ddl(spec))
    for statement in create(spec, "linkage"):
        con.execute(statement)
    if not source_rates.renewed(run):
        con.execute(f"insert into linkage.name_frequency by name select * from {previous}")
    con.execute("""
        insert into linkage.name_frequency by name
        select full_name as name_key, count(*) as bearers from linkage._entity
        where is_self and full_name is not null and not exists (select 1 from linkage.name_frequency)
        group by full_name
    """)


def _pairs() -> str:
    return "select '0' as match_key, l as join_key_l, r as join_key_r from linkage._pair"


def _name_shares() -> str:
    """Share of the persons that bear each name; a name that is new since the freeze counts as borne once."""
    average = next(
        level["u_probability"]
        for comparison in model.load(model.TRAINED_ON)["comparisons"]
        for level in comparison["comparison_levels"]
        if "tf_adjustment_column" in level
    )
    return f"""
        with county as (select coalesce(sum(bearers), 0) as persons from linkage.name_frequency)
        select full_name, (coalesce(bearers, 1) + {SMOOTHING} * {average}) / (persons + {SMOOTHING}) as tf_full_name
        from (select distinct full_name from linkage._entity where full_name is not null)
        cross join county left join linkage.name_frequency on name_key = full_name
    """
