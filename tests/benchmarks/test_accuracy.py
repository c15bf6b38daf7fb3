"""Accuracy on a roster small enough to count by hand."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from benchmarks import accuracy

MONTH = "2026-10"


@pytest.fixture
def con(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    # records 1-3 speak of A, 4-5 of B, 6 of C (dead). The roster holds 1, 2 and 4 as p, 3 as q, 5 as r, 6 as s.
    truth = [(i, "PA" if i <= 3 else "PB" if i <= 5 else "PC", ["twin"] if i == 4 else []) for i in range(1, 7)]
    person = {1: "p", 2: "p", 3: "q", 4: "p", 5: "r", 6: "s"}
    with duckdb.connect(str(tmp_path / "roster.duckdb")) as made:
        made.execute(
            "create table record"
            " (record_id text, source text, person_id text, path text, sheet text, row int, role text)"
        )
        for i, who in person.items():
            source = "police_hukou" if i % 2 else "survey"
            made.execute("insert into record values (?, ?, ?, 'a.csv', null, ?, 'self')", [str(i), source, who, i])
        made.execute(
            "create table person (person_id text, in_roster bool, population_category text, usual_resident bool)"
        )
        made.execute(
            "insert into person values ('p', true, '1', true), ('q', true, '1', true),"
            " ('r', true, '2', false), ('s', true, '1', true)"
        )
        made.execute("create table person_place (person_id text, region text, counted bool)")
        made.execute(
            "insert into person_place values ('p', 'v1', true), ('q', 'v1', true), ('r', 'v2', true), ('s', 'v1', true)"
        )
    with duckdb.connect() as made:
        made.execute("create table record (path text, sheet text, row int, role text, true_person text, strata text[])")
        made.executemany("insert into record values ('a.csv', null, ?, 'self', ?, ?)", truth)
        made.execute(f"copy record to '{tmp_path / 'record.parquet'}'")
        made.execute(
            "create table person (month text, true_person text, in_roster bool, in_any_file bool, alive bool,"
            " usual_resident bool, counted_region text, category int)"
        )
        made.execute(f"insert into person values ('{MONTH}', 'PA', true, true, true, true, 'v1', 1),"
                     f" ('{MONTH}', 'PB', true, true, true, false, 'v9', 2),"
                     f" ('{MONTH}', 'PC', false, true, false, false, null, null),"
                     f" ('{MONTH}', 'PD', true, false, true, true, 'v1', 1)")  # fmt: skip
        made.execute(f"copy person to '{tmp_path / 'person.parquet'}'")
    with accuracy.open_month(tmp_path / "roster.duckdb", tmp_path, MONTH) as opened:
        yield opened


def test_pairs_are_counted_by_cluster_sizes(con: duckdb.DuckDBPyConnection) -> None:
    everything, twin = accuracy.linkage(con)
    assert (everything.records, everything.true, everything.linked, everything.both) == (6, 4, 3, 1)
    assert everything.precision == pytest.approx(1 / 3)
    assert everything.recall == pytest.approx(1 / 4)
    # of record 4: one true pair (4-5), two linked ones (4-1, 4-2), none of them right
    assert (twin.stratum, twin.records, twin.true, twin.linked, twin.both) == ("twin", 1, 1, 2, 0)


def test_pairs_by_source_add_up_to_all_pairs(con: duckdb.DuckDBPyConnection) -> None:
    by_source = accuracy.source_pairs(con)
    assert sum(p.true for p in by_source) == 4
    assert sum(p.linked for p in by_source) == 3
    assert sum(p.both for p in by_source) == 1


def test_persons_exactly_right(con: duckdb.DuckDBPyConnection) -> None:
    found = accuracy.clusters(con)
    assert (found["found_persons"], found["true_persons"], found["exact"]) == (4, 3, 1)


def test_the_roster_is_judged_by_the_persons_matched(con: duckdb.DuckDBPyConnection) -> None:
    found = accuracy.roster(con)
    assert (found["true_members"], found["true_members_in_any_file"], found["roster_members"]) == (3, 2, 4)
    assert (found["missing"], found["counted_twice"], found["false_members"]) == (0, 1, 1)
    assert (found["category_right"], found["region_right"], found["usual_resident_right"]) == (1.0, 0.5, 1.0)
    assert accuracy.categories(con) == [(1, 1, 2, 1), (2, 1, 1, 1)]
    assert accuracy.confusion(con) == [("0", "1", 1)]
