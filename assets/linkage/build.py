"""The linkage floor of one month, step by step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import duckdb

from assets.linkage import (
    blocking,
    bonds,
    clusters,
    decisions,
    doubt,
    entities,
    exceptions,
    history,
    ids,
    kept,
    links,
    listed,
    marks,
    namesakes,
    newborn,
    numbers,
    one_each,
    one_home,
    pending,
    presence,
    profiles,
    score,
    sole,
    source_rates,
)
from assets.registry.run import Run, drop
from assets.registry.tables import comment, create, ddl, describe, load_tables

SCRATCH = (
    "profile", "sheet", "changed", "asked", "pair", "touched", "again", "unsure", "marked", "kept_apart", "one_each",
)  # fmt: skip
"""Dropped at the end. What explains a link (`why`), what clerks are shown a sample of (assets/quality) and what checks
read (`_block`, `_cut`) stays."""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make all tables of the floor from `standard.person_record` and last month's state."""
    for step in steps(run).values():
        step(con)


def steps(run: Run) -> dict[str, Callable[[duckdb.DuckDBPyConnection], None]]:
    """The steps of the floor by name, in their order; each leaves its tables in the schema for the next."""
    return {
        "decisions": partial(_begin, run=run),
        "profiles": profiles.build,
        "numbers": numbers.build,
        "parted numbers": bonds.part_numbers,
        "entities": entities.build,
        "source rates": source_rates.build,
        "blocking": blocking.build,
        "score": partial(score.build, run=run),
        "exceptions": exceptions.build,
        "namesakes": namesakes.build,
        "one each": one_each.build,
        "listed": listed.build,
        "sole bearers": sole.build,
        "one home": one_home.build,
        "newborn": newborn.build,
        "ties": bonds.build,
        "clusters": partial(clusters.build, run=run),
        "marks": marks.build,
        "pending": pending.build,
        "ids": ids.build,
        "history": partial(history.build, run=run),
        "tables": _tables,
        "links": partial(links.build, run=run),
        "presence": partial(presence.build, run=run),
    }


def _begin(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    con.execute("create schema if not exists linkage")
    run.see_previous(con, "membership", ddl(load_tables()["membership"]))
    run.load_previous(con, "person_redirect", ddl(load_tables()["person_redirect"]))
    source_rates.hold(con, run)
    kept.load(con, run)
    decisions.build(con, run)


def _tables(con: duckdb.DuckDBPyConnection) -> None:
    _records(con)
    _possible_matches(con)
    for table in SCRATCH:
        con.execute(f"drop table linkage._{table}")


def _records(con: duckdb.DuckDBPyConnection) -> None:
    """A view: what a record says stands in `standard.person_record`, and is not written a second time."""
    spec = load_tables()["record"]
    own = {"person_id": "person", "link_method": "placed", "link_probability": "placed"}
    columns = ", ".join(f"{own.get(column, 'said')}.{column}" for column in spec.columns)
    drop(con, "linkage", spec.table)
    con.execute(f"""
        create view linkage.{spec.table} as
        select {columns} from standard.person_record as said
        join linkage._placed as placed on placed.place = said.rowid
        join linkage._person as person on person.cluster = placed.cluster
    """)
    con.execute(comment(f"view linkage.{spec.table}", spec.zh, spec.en))
    for column in spec.columns:
        con.execute(comment(f'column linkage.{spec.table}."{column}"', *describe(spec, column)))


def _possible_matches(con: duckdb.DuckDBPyConnection) -> None:
    for statement in create(load_tables()["possible_match"], "linkage"):
        con.execute(statement)
    con.execute(f"""
        insert into linkage.possible_match by name
        select least(a.person_id, b.person_id) as person_id_a, greatest(a.person_id, b.person_id) as person_id_b,
            probability, case reason when 'two_hukou' then '双重户口' when 'two_numbers' then '两个号码'
                when 'ambiguous' then '{doubt.AMBIGUOUS}' else '疑似同一人' end as reason
        from linkage._unsure join linkage._person as a on a.cluster = l join linkage._person as b on b.cluster = r
        order by person_id_a, person_id_b
    """)
