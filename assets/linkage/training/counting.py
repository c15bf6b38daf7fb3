"""How many true pairs, and how many random ones, reach each level: counted as Splink compares them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from assets.linkage import model, score
from assets.linkage.build import steps
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace

RANDOM_PAIRS = 1_000_000
NOWHERE = Workspace(Path("nowhere") / "raw", Path("nowhere") / "warehouse")
"""The folders of a month that is linked as a county's first one, without decisions: nothing is read or written."""

Key = tuple[str, str]
"""comparison, level"""
Counts = Counter[Key]


@dataclass(frozen=True)
class Known:
    """A month whose truth is known.

    `database` is its working database with the floor `standard`. `truth` is a Parquet file with a row per record whose
    person is known: path, sheet, row, role, true_person (as `python -m demo` writes `truth/record.parquet`).
    """

    database: Path
    truth: Path


@dataclass(frozen=True)
class Tally:
    """Pairs of months counted: `true` and `chance` by level, `pairs` true ones among `possible` in all.

    `persons` is the size that a model is fitted to: entities with a name (`assets.linkage.score.persons`).
    """

    true: Counts = field(default_factory=Counter)
    chance: Counts = field(default_factory=Counter)
    pairs: int = 0
    possible: int = 0
    persons: int = 0
    months: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both months together; levels that nobody reached stay at 0."""
        true, chance = (_sum(a, b) for a, b in ((self.true, other.true), (self.chance, other.chance)))
        return Tally(true, chance, self.pairs + other.pairs, self.possible + other.possible,
                     self.persons + other.persons, self.months + other.months)  # fmt: skip


def _sum(a: Counts, b: Counts) -> Counts:
    return Counter({key: a[key] + b[key] for key in {*a, *b}})


def tally(known: Known) -> Tally:
    """Count one month. Raises `duckdb.Error` where the database was made by another release."""
    with duckdb.connect() as con:
        prepare(con, str(known.database), str(known.truth))
        true, chance = count(con, true_pairs()), count(con, random_pairs(con))
        pairs, possible = con.execute(matching()).fetchall()[0]
        return Tally(true, chance, pairs, possible, score.persons(con), 1)


def prepare(con: duckdb.DuckDBPyConnection, database: str, truth: str) -> None:
    """The month's entities in a database of their own, each with the person that most of its records truly are."""
    quoted = database.replace("'", "''")
    con.execute(f"attach '{quoted}' as month (read_only)")
    for schema in ("standard", "linkage"):
        con.execute(f"create schema {schema}")
    con.execute("create table standard.person_record as from month.standard.person_record")
    floor = steps(Run(Month(Path(database).stem), NOWHERE, Rules()))
    for name in list(floor)[: list(floor).index("score")]:
        floor[name](con)
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
        join linkage._entity using (entity) where _entity.is_self group by entity
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
