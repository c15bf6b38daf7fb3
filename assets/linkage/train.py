"""Train the model on purpose and pin it: `python -m assets.linkage.train DATABASE TRUTH [DATABASE TRUTH …]`.

DATABASE is the working database of a demo month at a seed kept for tuning, TRUTH its `truth/record.parquet`. Splink
compares the pairs; m is the share of the true pairs that reach a level, u that of random pairs, over all the counties.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

import duckdb

from assets.linkage import blocking, entities, model, numbers, profiles, score

RANDOM_PAIRS = 1_000_000
FEWEST = 15
"""Pairs that must reach a level before their share is believed."""

Counts = Counter[tuple[str, str]]
Probabilities = dict[tuple[str, str], tuple[float, float]]

BY_HAND: Probabilities = {
    # Siblings and twins differ in one given character: chance agreement inside a family, not of random pairs.
    ("name", "one_character"): (2e-4, 1e-2),
    ("name", "surname_changed"): (5e-4, 4e-3),
    ("name", "near"): (3e-4, 4e-2),
    # Another name altogether: twins and couples share all else, and the demo's renamed persons look like them.
    ("name", "differs"): (5e-4, 0.99),
    # The demo writes every sex right; offices do not.
    ("sex", "equal"): (0.997, 0.5),
    ("sex", "differs"): (0.003, 0.5),
    # Two persons come to one right number by borrowing, to one wrong number by copying.
    ("number", "equal"): (0.05, 1e-9),
    ("number", "equal_wrong"): (0.05, 1e-9),
    # Re-numbered people only; twins and siblings must never outvote it.
    ("number", "both_good"): (1e-6, 0.9),
}
"""(m, u) of levels whose chance agreement is not that of random pairs, each with its reason."""

WHERE_RARE: Probabilities = {
    ("name", "former"): (5e-3, 1e-5),
    ("name", "unknown_character"): (4e-3, 1e-4),
    ("name", "homophone"): (2e-2, 1e-4),
    ("name", "sound_alike"): (2e-3, 1e-4),
    ("name", "lookalike"): (1e-2, 1e-4),
    ("number", "head"): (0.6, 2e-6),
    ("number", "one_digit"): (0.2, 1e-8),
    ("number", "swapped"): (0.05, 1e-8),
    ("number", "digit_lost"): (0.05, 1e-8),
    ("number", "area"): (0.05, 0.02),
    ("number", "differs"): (0.01, 0.1),
    ("birth", "swapped"): (2e-3, 2e-5),
    ("birth", "lunar"): (1e-2, 4e-5),
    ("birth", "month"): (5e-3, 2e-5),
    ("birth", "one_digit"): (1e-2, 7e-4),
    ("birth", "year"): (1e-2, 1.3e-2),
    ("birth", "next_year"): (3e-3, 2e-3),
    ("place", "home_and_phone"): (0.2, 1e-5),
    ("place", "phone"): (0.1, 5e-5),
}
"""(m, u) of levels that few pairs of a demo county reach: the rates of dirt, and chance by the digits compared."""


def main(arguments: list[str]) -> None:
    """Count levels in every county given and write `model.json`."""
    true, chance = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    pairs = scored = 0
    for database, truth in zip(arguments[::2], arguments[1::2], strict=True):
        with duckdb.connect() as con:
            prepare(con, database, truth)
            true += count(con, true_pairs())
            chance += count(con, random_pairs(con))
            found, possible = con.execute(matching()).fetchall()[0]
            pairs, scored = pairs + found, scored + possible
    pinned = _pin(true, chance, pairs / scored)
    model.FILE.write_text(json.dumps(pinned, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def prepare(con: duckdb.DuckDBPyConnection, database: str, truth: str) -> None:
    """The month's entities in a database of their own, each with the person that most of its records truly are."""
    con.execute(f"attach '{database}' as month (read_only)")
    for statement in ("create schema standard", "create schema linkage"):
        con.execute(statement)
    con.execute("create table standard.person_record as from month.standard.person_record")
    for step in (profiles, numbers, entities, blocking):
        step.build(con)
    con.execute("create table linkage.name_frequency (name_key varchar, bearers bigint)")
    con.execute("""
        insert into linkage.name_frequency
        select full_name, count(*) from linkage._entity where is_self and full_name is not null group by full_name
    """)
    con.execute(
        """
        create table linkage._truth as
        select entity, mode(true_person order by true_person) as person, any_value(written18) is null as open
        from standard.person_record as said
        join read_parquet(?) as truth on truth.path = said.path and truth.sheet is not distinct from said.sheet
            and truth.row = said.row and truth.role = said.role
        join linkage._record_profile using (record_id) join linkage._member using (profile)
        join linkage._entity using (entity) where is_self group by entity
        """,
        [truth],
    )


def true_pairs() -> str:
    """SQL of the pairs of entities (l, r) that are one person, of which at least one has no number of its own."""
    return """
        select a.entity as l, b.entity as r from linkage._truth as a join linkage._truth as b using (person)
        where a.entity < b.entity and (a.open or b.open)
    """


def matching() -> str:
    """SQL of two counts: true pairs, and all pairs of which at least one has no number of its own."""
    return f"""
        select (select count(*) from ({true_pairs()})),
            (select count(*) filter (where open) * count(*) from linkage._truth)
    """


def random_pairs(con: duckdb.DuckDBPyConnection) -> str:
    """SQL of `RANDOM_PAIRS` pairs (l, r) drawn the same every time."""
    con.execute("""
        create or replace table linkage._dealt as
        select entity, row_number() over (order by entity) - 1 as place from linkage._truth
    """)
    return f"""
        with thrown as (
            select hash(range, 'l') % (select count(*) from linkage._dealt) as a,
                hash(range, 'r') % (select count(*) from linkage._dealt) as b from range({RANDOM_PAIRS}))
        select distinct least(l.entity, r.entity) as l, greatest(l.entity, r.entity) as r
        from thrown join linkage._dealt as l on l.place = a join linkage._dealt as r on r.place = b where a <> b
    """


def count(con: duckdb.DuckDBPyConnection, pairs: str) -> Counts:
    """How many of these pairs reach each level, as Splink compares them."""
    con.execute(f"create or replace table linkage._pair as {pairs}")
    settings = model.load(model.TRAINED_ON) | {"retain_matching_columns": True}
    counts: Counts = Counter()
    with score.splink(con) as cursor:
        scored = score.linker_of(cursor, settings).inference.predict().physical_name
        for comparison in model.settings()["comparisons"]:
            name = comparison["output_column_name"]
            shared = comparison["comparison_levels"]
            values = [-1, *range(len(shared) - 2, -1, -1)]
            reached = dict(cursor.execute(f"select gamma_{name}, count(*) from {scored} group by all").fetchall())
            for level, value in zip(shared, values, strict=True):
                counts[name, level["label_for_charts"]] += reached.get(value, 0)
    return counts


def _pin(true: Counts, chance: Counts, prior: float) -> dict[str, Any]:
    pinned = model.settings() | {"probability_two_random_records_match": prior}
    for comparison in pinned["comparisons"]:
        name = comparison["output_column_name"]
        levels = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        keys = [(name, level["label_for_charts"]) for level in levels]
        for level, key in zip(levels, keys, strict=True):
            level["m_probability"] = _share(key, true, keys, 0)
            level["u_probability"] = _share(key, chance, keys, 1)
    return pinned


def _share(key: tuple[str, str], counts: Counts, keys: list[tuple[str, str]], side: int) -> float:
    if key in BY_HAND:
        return BY_HAND[key][side]
    if counts[key] < FEWEST and key in WHERE_RARE:
        return WHERE_RARE[key][side]
    return counts[key] / sum(counts[k] for k in keys)


if __name__ == "__main__":
    main(sys.argv[1:])
