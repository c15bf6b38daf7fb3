"""FEBRL4 without its number, through the project's machinery and through plain Splink, both with one small model.

The first file stands for the persons with a number of their own, two of whom are never one; the second for the records
without. The model is trained by Splink without labels, as `engines.md` did, and is the same on both sides.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb
from splink import DuckDBAPI

from assets.linkage import blocking, model, names, score
from assets.linkage.build import steps
from assets.linkage.training.trial import weighted
from assets.registry.rules import LinkageRules
from assets.registry.tables import create, load_tables
from benchmarks.linkage import febrl_data, febrl_model, machine
from benchmarks.markdown import table

_PAIRS = """
    with placed as (select febrl.*, person from febrl join {clusters} using (entity)),
    linked as (
        select a.true_person = b.true_person as right_one from placed as a join placed as b using (person)
        where a.dataset = 'a' and b.dataset = 'b')
    select count(*), count(*) filter (right_one), (select count(*) from febrl where dataset = 'b') from linked
"""


def report() -> None:
    """Print precision, recall and F1 of both."""
    with duckdb.connect() as con:
        febrl_data.load(con, febrl_data.wheel())
        lines = compared(con)
    table("FEBRL4 without number, seconds, precision, recall, F1", lines)


def compared(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, float, float, float]]:
    """Name, seconds, precision, recall and F1 of our linkage and of plain Splink over the table `febrl`."""
    settings, plain = _plain(con)
    ours = _ours(con, settings)
    return [(name, f"{s:.1f}", *_scores(con, name)) for name, s in (("ours", ours), ("plain", plain))]


def _scores(con: duckdb.DuckDBPyConnection, clusters: str) -> tuple[float, float, float]:
    linked, right, true = con.execute(_PAIRS.format(clusters=clusters)).fetchall()[0]
    return right / linked, right / true, 2 * right / (linked + true)


def _plain(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, Any], float]:
    """Train without labels, link, make table `plain` (entity, person); the model and seconds without training."""
    con.execute("create schema febrl_plain")
    cursor = con.cursor()
    cursor.execute("set schema 'febrl_plain'").fetchall()
    for dataset in ("a", "b"):
        cursor.execute(f"""
            create view febrl_{dataset} as select *, given_name || ' ' || surname as full_name
            from main.febrl where dataset = '{dataset}'
        """).fetchall()
    linker = febrl_model.trained(DuckDBAPI(connection=cursor))
    settings: dict[str, Any] = linker.misc.save_model_to_json()
    began = time.monotonic()
    certain = LinkageRules().certain
    scored = linker.inference.predict(threshold_match_probability=certain)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(scored, threshold_match_probability=certain)
    cursor.execute(
        f"create table main.plain as select entity, cluster_id as person from {found.physical_name}"
    ).fetchall()
    seconds = time.monotonic() - began
    cursor.close()
    return settings, seconds


def _ours(con: duckdb.DuckDBPyConnection, settings: dict[str, Any]) -> float:
    """The steps of the linkage floor on an empty county, whose entities FEBRL's records become before blocking."""
    run = machine.first_month(Path("nowhere"))
    con.execute("create schema standard")
    con.execute("create schema linkage")
    con.execute(create(load_tables()["person_record"], "standard")[0])
    floor = steps(run)
    before = list(floor)[: list(floor).index("blocking")]
    after = list(floor)[list(floor).index("score") + 1 : list(floor).index("clusters") + 1]
    for step in before:
        floor[step](con)
    began = time.monotonic()
    persons = _entities(con)
    blocking.build(con, febrl_model.RULES)
    con.execute("""
        delete from linkage._pair where l in (select entity from febrl where dataset = 'b')
            and r in (select entity from febrl where dataset = 'b')
    """)
    with weighted(_as_pinned(settings, persons)):
        score.build(con, run)
    for step in after:
        floor[step](con)
    con.execute("create table ours as select entity, cluster as person from linkage._cluster")
    return time.monotonic() - began


def _as_pinned(settings: dict[str, Any], persons: int) -> dict[str, Any]:
    """The model as `assets.linkage.model` keeps one: over one table, its prior that of the size it was trained on."""
    prior = settings["probability_two_random_records_match"] * max(persons, model.SMALLEST) / model.TRAINED_ON
    own = {"link_type": "dedupe_only", "blocking_rules_to_generate_predictions": []}
    return settings | own | {"probability_two_random_records_match": prior}


def _entities(con: duckdb.DuckDBPyConnection) -> int:
    """FEBRL's records as `linkage._entity`, in the table of the empty county; how many have a full name."""
    own = [column for column in febrl_data.COLUMNS if column not in names.COLUMNS]
    for column in own:
        con.execute(f"alter table linkage._entity add column {column} varchar")
    con.execute(f"""
        insert into linkage._entity by name
        select entity, true as is_self, if(dataset = 'a', entity::varchar, null) as written18, full_name,
            full_name as name, surname, given_name as given, [dataset] as sources, {", ".join(own)}
        from (select *, given_name || ' ' || surname as full_name from febrl)
    """)
    con.execute("insert into linkage._touched select entity from linkage._entity")
    return con.execute("select count(full_name) from linkage._entity").fetchall()[0][0]
