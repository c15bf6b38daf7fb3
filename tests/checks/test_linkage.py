import datetime as dt

import duckdb
import pytest

from assets.linkage import model
from assets.registry.rules import LinkageRules, Rules
from checks import linkage
from checks.queries import Query
from tests.small_month import empty_month, put, run_of

RULES = Rules(linkage=LinkageRules(largest_cluster=5))


@pytest.fixture
def con():
    connection = duckdb.connect()
    empty_month(connection)
    return connection


@pytest.fixture
def check(con, tmp_path):
    run = run_of(tmp_path, rules=RULES)
    return lambda query: query.check(con, run)


@pytest.mark.parametrize("query", linkage.QUERIES, ids=[q.name for q in linkage.QUERIES])
def test_a_month_without_anything_wrong_passes_and_what_breaks_the_roster_blocks(check, query: Query):
    assert check(query).passed
    assert query.blocking is (query is not linkage.DROPPED)


def test_a_blocking_rule_that_left_records_out_is_named(con, check):
    con.execute("insert into linkage._block values ('phone', 3, 0), ('name', 5, 2)")
    found = check(linkage.DROPPED)
    assert not found.passed
    assert "name (2 blocks left out)" in found.message
    assert found.counts == {"broken": 1}


def test_a_person_with_too_many_records_is_named_by_id(con, check):
    for number in range(6):
        put(con, "record", record_id=str(number), person_id="P1", role="self", link_method="model", pending=False)
    assert "P1 (6 records)" in check(linkage.LARGEST).message


def test_decisions_that_contradict_one_another_are_named_together(con, check):
    for name in ("D1", "D2"):
        put(con, "link_decision", decision_id=name, decision_state="conflict", contradicts=["D1", "D2"],
            decided_on=dt.date(2026, 10, 1))  # fmt: skip
    found = check(linkage.DECISIONS)
    assert "decisions D1, D2 (2 together)" in found.message
    assert found.counts == {"broken": 1}


def test_a_level_without_probability_is_named():
    settings = model.load(model.TRAINED_ON)
    assert linkage.untrained(settings) == []
    del settings["comparisons"][0]["comparison_levels"][1]["m_probability"]
    del settings["comparisons"][-1]["comparison_levels"][-1]
    assert linkage.untrained(settings) == ["name.equal", "place.differs"]
