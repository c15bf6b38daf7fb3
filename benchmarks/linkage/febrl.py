"""FEBRL4 without its number, through the project's machinery and through plain Splink, both with one small model.

The first file stands for the persons with a number of their own, two of whom are never one; the second for the records
without. The model is trained by Splink without labels, as `engines.md` did, and is the same on both sides.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from assets.linkage import blocking, model, names, score
from assets.linkage.blocking import Rule
from assets.linkage.build import steps
from assets.linkage.training.trial import weighted
from assets.registry.rules import LinkageRules
from assets.registry.tables import create, load_tables
from benchmarks.linkage import febrl_data, machine
from benchmarks.markdown import table

RULES = (
    Rule("names", "least(given_name, surname) || greatest(given_name, surname)", "postcode"),
    Rule("birth", "date_of_birth", "surname"),
    Rule("surname_postcode", "surname || postcode", "given_name"),
    Rule("given_postcode", "given_name || postcode", "surname"),
    Rule("given_birth_year", "given_name || substr(date_of_birth, 1, 4)", "postcode"),
    Rule("house", "street_number || postcode", "address_1"),
    Rule("house_suburb", "street_number || suburb", "address_1"),
    Rule("street", "address_1 || state", "street_number"),
    Rule("surname_house", "surname || street_number", "given_name"),
    Rule("suburb_postcode", "suburb || postcode", "surname"),
)
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
        settings, plain = _plain(con)
        ours = _ours(con, settings)
        rows = [(name, f"{s:.1f}", *_scores(con, name)) for name, s in (("ours", ours), ("plain", plain))]
    table("FEBRL4 without number, seconds, precision, recall, F1", rows)


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
    linker = _trained(DuckDBAPI(connection=cursor))
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


def _trained(api: DuckDBAPI) -> Linker:
    tables = [api.register(f"febrl_{dataset}", dataset_display_name=dataset) for dataset in ("a", "b")]
    linker = Linker(tables, _settings(), log_level="ERROR")
    sure: list[Any] = [
        block_on("given_name", "surname", "date_of_birth"),
        block_on("surname", "address_1", "postcode"),
    ]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=5_000_000)
    for block in (block_on("date_of_birth"), block_on("given_name", "surname"), block_on("postcode", "address_1")):
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    return linker


def _settings() -> SettingsCreator:
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.And(cll.NullLevel("given_name"), cll.NullLevel("surname")),
            cll.ExactMatchLevel("full_name").configure(
                tf_adjustment_column="full_name", tf_minimum_u_value=model.RARE_NAME
            ),
            cll.ColumnsReversedLevel("given_name", "surname"),
            cll.And(cll.JaroWinklerLevel("given_name", 0.88), cll.JaroWinklerLevel("surname", 0.88)),
            cll.Or(cll.JaroWinklerLevel("given_name", 0.92), cll.JaroWinklerLevel("surname", 0.92)),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="entity",
        comparisons=[
            name,
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("postcode", 1),
            cl.LevenshteinAtThresholds("street_number", 1),
            cl.JaroWinklerAtThresholds("address_1", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("address_2", [0.92, 0.8]),
            cl.JaroWinklerAtThresholds("suburb", [0.92, 0.8]),
            cl.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[block_on(rule.key) for rule in RULES],
    )


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
    blocking.build(con, RULES)
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
    """`linkage._entity` of FEBRL's records; how many have a full name."""
    stated = {"name": "full_name", "full_name": "full_name", "surname": "surname", "given": "given_name"}
    columns = ", ".join(f"{stated.get(column, 'null::varchar')} as {column}" for column in names.COLUMNS)
    own = ", ".join(column for column in febrl_data.COLUMNS if column not in names.COLUMNS)
    con.execute(f"""
        create or replace table linkage._entity as
        select entity, true as is_self, if(dataset = 'a', entity::varchar, null) as written18, {columns}, {own},
            null::varchar as birth, null::varchar as month_next_year, null::varchar as sex, [dataset] as sources
        from (select *, given_name || ' ' || surname as full_name from febrl)
    """)
    return con.execute("select count(full_name) from linkage._entity").fetchall()[0][0]
