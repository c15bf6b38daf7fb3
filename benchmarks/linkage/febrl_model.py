"""A small model for FEBRL's records, trained by Splink without labels, and the rules that bring pairs together."""

from __future__ import annotations

from typing import Any

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from assets.linkage import model
from assets.linkage.blocking import Rule

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


def trained(api: DuckDBAPI) -> Linker:
    """A trained linker of the views `febrl_a` and `febrl_b` (entity, full_name, and `febrl_data.COLUMNS`)."""
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
