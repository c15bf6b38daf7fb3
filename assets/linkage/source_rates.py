"""What a source is worth where its rows have no number: are its people known elsewhere, and does it give old places?

A register of a county speaks of people whom other registers know too: of its rows with a number, the share whose number
another source also states. The model knows one rate at which places differ for all sources; of persons with an own
number whom several sources know, every source shows its own: school staff stand at their school, movers at their new
home, and a pension office keeps an address for years. Both are counted in the county's first month and held like the
frequencies of names, so that nobody's id hangs on who moves into another village; a month with a source that was never
counted counts all anew.
"""

from __future__ import annotations

import duckdb

from assets.linkage import model
from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables

DOUBT = 10
"""Persons unknown elsewhere that are added to those counted, so that a small source proves little."""
AVERAGE = 50
"""Persons placed as the model expects that are added to those counted, for the same reason."""


def hold(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.source_rate` of last month's rates; empty where this month has a source that they lack.

    And in the month in which names are counted anew on purpose (`linkage.names_from`).
    """
    spec = load_tables()["source_rate"]
    previous = run.load_previous(con, spec.table, ddl(spec))
    for statement in create(spec, "linkage"):
        con.execute(statement)
    if not renewed(run):
        con.execute(f"""
            insert into linkage.source_rate by name
            select * from {previous} where not exists (
                select source from standard.person_record where not pending except select source from {previous})
        """)


def renewed(run: Run) -> bool:
    """Whether this is the month of `linkage.names_from`, or the first one after it where that month was never run."""
    return (run.previous.key if run.previous else "") < run.rules.linkage.names_from <= run.month.key


def counted_anew(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether this month counts the rates; never where persons are not linked month by month (plain benchmarks)."""
    made = "from duckdb_tables() where schema_name = 'linkage' and table_name = 'source_rate'"
    return bool(con.execute(made).fetchall()) and not con.execute("from linkage.source_rate limit 1").fetchall()


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Count `linkage.source_rate` (source, known_bits, stray_bits) of `linkage._entity` and `beside`, unless held.

    `known_bits`: log odds that somebody of the source is known elsewhere. `stray_bits`: what a place that differs
    counts more from there, the logarithm of the share that differs over the share that the model expects. Neither is
    below zero.
    """
    if not counted_anew(con):
        return
    usual = expected()
    con.execute(f"""
        insert into linkage.source_rate by name
        with stated as (
            select unnest(sources) as source, len(sources) > 1 as elsewhere, written18 from linkage._entity),
        counted as (
            select source, count(*) filter (where written18 is not null and elsewhere) as known,
                count(*) filter (where written18 is not null and not elsewhere) as unknown
            from stated group by source),
        placed as (
            select source, count(*) as persons, count(*) filter (not found) as elsewhere from beside group by source)
        select source, greatest(0, log2(greatest(known, 1) / (unknown + {DOUBT}))) as known_bits,
            greatest(0, log2((coalesce(elsewhere, 0) + {AVERAGE * usual})
                / ((coalesce(persons, 0) + {AVERAGE}) * {usual}))) as stray_bits
        from counted left join placed using (source) order by source
    """)
    con.execute("drop table beside")


def expected() -> float:
    """The model's share of true pairs whose places differ (the village may be the same)."""
    levels = next(
        comparison["comparison_levels"]
        for comparison in model.load(model.TRAINED_ON)["comparisons"]
        if comparison["output_column_name"] == "place"
    )
    return float(sum(level["m_probability"] for level in levels if level["label_for_charts"] in ("village", "differs")))
