"""Persons found against true persons: pairs by stratum and by kind of record, and persons exactly right.

Every table here is made from `told`: a record, the person it was linked to and the true person it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks import accuracy, accuracy_sql
from benchmarks.accuracy import Pairs

OPEN = "no_usable_number"
"""Stratum of the records whose number settles nothing: none, wrong or cut."""
USELESS = ("none", "invalid", "truncated")
LEDGERS = (
    "survey", "ledger_residents", "ledger_enterprise", "special_units", "business_staff", "construction_workers",
    "no_fixed_abode", "property_lists", "movers_out", "movers_back", "self_declarations",
)  # fmt: skip
"""Sources that villages, communities and units write themselves; all others are registers of a department."""

_TOLD = f"""
    create or replace table told as
    select record.record_id, record.source, record.role, person_id, true_person, id_status,
        if(id_status in {USELESS}, list_append(strata, '{OPEN}'), strata) as strata,
        case when record.role <> 'self' then 'mention' when source in {LEDGERS} then 'ledger'
            else 'register' end as kind
    from {{records}} as record join read_parquet(?) as truth on truth.path = record.path
        and truth.sheet is not distinct from record.sheet and truth.row = record.row and truth.role = record.role
"""
_EXACT = """
    with two as (select distinct true_person from told where list_contains(strata, 'two_numbers')),
    whole as (select true_person from cell group by true_person having count(*) = 1),
    pure as (select person_id from cell group by person_id having count(*) = 1),
    judged_person as (
        select true_person, true_person in (from two) as has_two,
            true_person in (from whole) and bool_and(person_id in (from pure)) as exact
        from cell group by true_person)
    select has_two, count(*), count(*) filter (exact) from judged_person group by has_two order by has_two
"""


@dataclass(frozen=True)
class Persons:
    """How many true persons' records are one cluster and nobody else's."""

    group: str
    persons: int
    exact: int

    @property
    def share(self) -> float:
        """Share exactly right."""
        return self.exact / self.persons


@dataclass(frozen=True)
class Score:
    """The headline of one linkage: pairs in all, pairs with a record without usable number, persons."""

    everything: Pairs
    without_number: Pairs
    exact: float
    found_per_true: float


def tell(con: duckdb.DuckDBPyConnection, truth: Path, records: str = "linkage.record") -> None:
    """Make `told`, `judged` (role self) and `cell` from a table of records with person_id and the demo's truth."""
    con.execute(_TOLD.format(records=records), [str(truth)])
    con.execute("create or replace table judged as from told where role = 'self'")
    con.execute(accuracy_sql.CELL)


def kinds(con: duckdb.DuckDBPyConnection) -> list[Pairs]:
    """Pairs between and within registers, ledgers and mentions."""
    return [Pairs(*row) for row in con.execute(accuracy_sql.between("told", "kind")).fetchall()]


def persons(con: duckdb.DuckDBPyConnection) -> list[Persons]:
    """Persons exactly right: all, and those with two valid numbers apart."""
    found = {two: Persons("", n, exact) for two, n, exact in con.execute(_EXACT).fetchall()}
    names = {False: "with one number or none", True: "with two valid numbers"}
    parts = [Persons(name, found[two].persons, found[two].exact) for two, name in names.items() if two in found]
    return [Persons("all", sum(p.persons for p in parts), sum(p.exact for p in parts)), *parts]


def score(con: duckdb.DuckDBPyConnection) -> Score:
    """The headline of what `tell` was told."""
    strata = {pairs.stratum: pairs for pairs in accuracy.linkage(con)}
    counted = accuracy.clusters(con)
    return Score(strata["all"], strata[OPEN], counted["exact_share"], counted["found_per_true"])
