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


def test_a_component_too_large_to_be_one_person_is_told_though_it_was_cut(con, check):
    con.execute("insert into linkage._cut values (1, 4), (2, 5)")
    assert check(linkage.LARGE_CUT).passed
    assert check(linkage.LARGE_CUT).counts == {"broken": 0, "components_cut": 2, "largest_cut": 5}
    con.execute("insert into linkage._cut values (3, 6), (4, 6)")
    found = check(linkage.LARGE_CUT)
    assert "a component of 6 entities (2 cut)" in found.message
    assert found.counts == {"broken": 1, "components_cut": 4, "largest_cut": 6}


def test_decisions_that_contradict_one_another_are_named_together(con, check):
    for name in ("D1", "D2"):
        put(con, "link_decision", decision_id=name, decision_state="conflict", contradicts=["D1", "D2"],
            decided_on=dt.date(2026, 10, 1))  # fmt: skip
    found = check(linkage.DECISIONS)
    assert "decisions D1, D2 (2 together)" in found.message
    assert found.counts == {"broken": 1}


def test_decisions_in_force_that_the_persons_belie_are_named_and_nobody_is_quoted(con, check):
    for key, person in {"1": "P1", "2": "P1", "3": "P2"}.items():
        put(con, "record", record_id=key, source="survey", source_record_key=key, role="self", person_id=person)
    pairs = {("1", "2"): ("must_link", "cannot_link"), ("1", "3"): ("cannot_link", "must_link")}
    for (a, b), (held, broken) in pairs.items():
        for decision, state in ((held, "in_force"), (broken, "in_force"), (broken, "withdrawn")):
            put(con, "link_decision", decision_id=f"D{a}{b}-{decision}-{state}", decision=decision,
                decision_state=state, source_a="survey", source_record_key_a=a, source_b="survey",
                source_record_key_b=b)  # fmt: skip
    found = check(linkage.OBEYED)
    assert found.counts == {"broken": 2}
    assert "decision D12-cannot_link-in_force (cannot_link, 1 person)" in found.message
    assert "decision D13-must_link-in_force (must_link, 2 persons)" in found.message
    assert "P1" not in found.message


def test_a_level_without_probability_is_named():
    settings = model.load(model.TRAINED_ON)
    assert linkage.untrained(settings) == []
    del settings["comparisons"][0]["comparison_levels"][1]["m_probability"]
    del settings["comparisons"][-1]["comparison_levels"][-1]
    assert linkage.untrained(settings) == ["name.equal", "place.differs"]
