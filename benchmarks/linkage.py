"""Linkage alone, on the working database of a demo month: `python -m benchmarks.linkage DATABASE TRUTH`.

Prints seconds per step, and precision and recall over all pairs of records of role `self`, by stratum of the truth. A
stratum's pairs are those with at least one record of it: all pairs less the pairs among the other records.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from assets.linkage.build import steps
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace

PAIRS = """
    with chosen as (select true_person, person_id from judged where {which}),
    agreeing as (select count(*) as n from chosen group by true_person, person_id),
    linked as (select count(*) as n from chosen group by person_id),
    same as (select count(*) as n from chosen group by true_person)
    select (select coalesce(sum(n * (n - 1) // 2), 0) from agreeing),
        (select coalesce(sum(n * (n - 1) // 2), 0) from linked), (select coalesce(sum(n * (n - 1) // 2), 0) from same)
"""
MENTIONS = """
    with of_person as (
        select person_id, mode(true_person order by true_person) as true_person from judged group by person_id),
    known as (select distinct true_person from judged)
    select role, count(*),
        avg((of_person.true_person = m.true_person)::int) filter (where of_person.person_id is not null),
        avg(coalesce(of_person.true_person = m.true_person, false)::int) filter (where known.true_person is not null)
    from mentioned as m left join of_person using (person_id) left join known on known.true_person = m.true_person
    group by role order by role
"""


def link(con: duckdb.DuckDBPyConnection, database: str, month: str, folder: Path) -> None:
    """Link the month's records in a database of their own, as a first month, and print the seconds of every step."""
    con.execute(f"attach '{database}' as month (read_only)")
    con.execute("create schema standard")
    con.execute("create table standard.person_record as from month.standard.person_record")
    started = time.monotonic()
    run = Run(Month(month), Workspace(folder / "raw", folder / "warehouse"), Rules())
    for name, step in steps(run).items():
        began = time.monotonic()
        step(con)
        _say(f"{name:<12}{time.monotonic() - began:8.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    records = con.execute("select count(*) from linkage.record").fetchall()[0][0]
    _say(f"{'linkage':<12}{time.monotonic() - started:8.1f} s   {records:,} records, peak {peak:.1f} GB")


def judge(con: duckdb.DuckDBPyConnection, truth: str) -> None:
    """Print precision and recall by stratum, persons, and where mentions went."""
    con.execute(
        """
        create table told as
        select record.role, true_person, person_id, record.source, id_status,
            list_append(strata, 'from ' || record.source) as strata
        from linkage.record as record join read_parquet(?) as truth on truth.path = record.path
            and truth.sheet is not distinct from record.sheet and truth.row = record.row and truth.role = record.role
        """,
        [truth],
    )
    con.execute("create table judged as from told where role = 'self'")
    con.execute("create table mentioned as from told where role <> 'self'")
    _strata(con)
    _persons(con)
    for role, n, precision, recall in con.execute(MENTIONS).fetchall():
        _say(f"mentioned {role:<10}{n:>9,}  to the right person {_percent(precision)}, of the known {_percent(recall)}")


def _strata(con: duckdb.DuckDBPyConnection) -> None:
    named = con.execute("select distinct unnest(strata) as tag from judged order by tag").fetchall()
    conditions = {tag: f"list_contains(strata, '{tag}')" for (tag,) in named}
    conditions["no usable number"] = "id_status in ('none', 'invalid', 'truncated')"
    everything = _pairs(con, "true")
    _say(f"\n{'stratum':<28}{'records':>9}{'pairs':>11}{'precision':>11}{'recall':>9}{'false':>7}{'missed':>8}")
    for name, condition in {"all": "true", **conditions}.items():
        others = (0, 0, 0) if name == "all" else _pairs(con, f"not ({condition})")
        agreeing, linked, same = (a - b for a, b in zip(everything, others, strict=True))
        records = con.execute(f"select count(*) from judged where {condition}").fetchall()[0][0]
        shares = (
            f"{_percent(agreeing / linked if linked else None):>11}{_percent(agreeing / same if same else None):>9}"
        )
        _say(f"{name:<28}{records:>9,}{same:>11,}{shares}{linked - agreeing:>7,}{same - agreeing:>8,}")


def _pairs(con: duckdb.DuckDBPyConnection, which: str) -> tuple[int, int, int]:
    return con.execute(PAIRS.format(which=which)).fetchall()[0]


def _persons(con: duckdb.DuckDBPyConnection) -> None:
    found, true, exact = con.execute("""
        with cells as (select true_person, person_id, count(*) as n from judged group by all),
        exact as (
            select true_person from cells join (select person_id from cells group by person_id having count(*) = 1)
                using (person_id)
            group by true_person having count(*) = 1)
        select count(distinct person_id), count(distinct true_person), (select count(*) from exact) from cells
    """).fetchall()[0]
    _say(f"\npersons found {found:,}, true {true:,} ({found / true - 1:+.2%}); exactly right {exact / true:.2%}")


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.3%}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> None:
    """Link and judge one month."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="working database of the month")
    parser.add_argument("truth", help="truth/record.parquet of the demo")
    parser.add_argument("--month", default="2026-08")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/bench.duckdb") as con:
        con.execute("set memory_limit = '2GB'")
        con.execute("set threads = ?", [options.threads])
        link(con, options.database, options.month, Path(folder))
        judge(con, options.truth)


if __name__ == "__main__":
    main()
