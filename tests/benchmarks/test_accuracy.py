"""Accuracy on a roster small enough to count by hand."""

from itertools import pairwise

import duckdb
import pytest

from benchmarks import accuracy
from benchmarks.accuracy.__main__ import report
from benchmarks.accuracy.gates import Gates, gates
from benchmarks.accuracy.goals import goals
from pipelines.settings import PROJECT


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


def test_gate_rows_are_right_if_their_person_is_mostly_of_the_one_who_passed(con: duckdb.DuckDBPyConnection) -> None:
    found = gates(con)
    assert found == Gates(found=4, right=3, known=5, known_right=3)
    assert (found.precision, found.recall) == (0.75, 0.6)


def test_the_standard_is_shown_by_its_lowest_indicator(con: duckdb.DuckDBPyConnection) -> None:
    reached = {measure: measured for measure, _, measured in goals(con)}
    assert reached["every core indicator, of whom it applies to"] == (
        "90.000% (the lowest, 死亡日期): the month is `provisional`"
    )
    assert reached["recall of category 1 / 2"] == "100.000% / 100.000%"
    assert reached["pairwise precision"] == "33.333% (2 false of 3)"
    assert reached["of 7 records those that speak of nobody"] == "1"
    assert reached["right, of 4 gate rows with a person"] == "75.000%"
    assert reached["right, of 5 gate rows about somebody in any file"] == "60.000%"


def test_the_command_prints_the_tables_of_the_document(
    con: duckdb.DuckDBPyConnection, capsys: pytest.CaptureFixture[str]
) -> None:
    report(con, "2026-10")
    printed = _frame(capsys.readouterr().out)
    document = _frame((PROJECT / "docs" / "accuracy.md").read_text("utf-8"))
    assert [line for line in document if line in printed] == printed


def _frame(text: str) -> list[str]:
    """Headings below the title, and headers of tables."""
    lines = text.splitlines()
    return [a for a, b in pairwise(lines) if a.startswith("## ") or b.startswith("|---")]
