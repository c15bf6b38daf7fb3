"""How often a source gives a place where its person is not known otherwise: an old address costs less from there.

The model knows one rate for all sources. Of persons with an own number whom several sources know, every source shows
its own: school staff stand at their school, movers at their new home, and a pension office keeps an address for years.
"""

from __future__ import annotations

import duckdb

from assets.linkage import model

AVERAGE = 50
"""Persons placed as the model expects that are added to those counted, so that a small source proves little."""


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._stray` (source, bits): what a place that differs counts more from there, at least nothing.

    `bits` is the logarithm of the share that differs among the source's persons over the share that the model expects.
    """
    usual = expected()
    con.execute(f"""
        create or replace table linkage._stray as
        with counted as (
            select source, count(*) as persons, count(*) filter (not found) as elsewhere
            from linkage._beside group by source)
        select source, greatest(0, log2((elsewhere + {AVERAGE * usual}) / ((persons + {AVERAGE}) * {usual}))) as bits
        from counted
    """)


def expected() -> float:
    """The model's share of true pairs whose places differ (the village may be the same)."""
    levels = next(
        comparison["comparison_levels"]
        for comparison in model.load(model.TRAINED_ON)["comparisons"]
        if comparison["output_column_name"] == "place"
    )
    return float(sum(level["m_probability"] for level in levels if level["label_for_charts"] in ("village", "differs")))
