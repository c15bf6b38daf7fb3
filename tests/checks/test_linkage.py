import datetime as dt

import duckdb
import pytest

from assets.linkage import model
from assets.registry.rules import LinkageRules, Rules
from checks import linkage
from checks.queries import Query
from tests.small_month import empty_month, put, run_of

PERSONS = 100
RULES = Rules(linkage=LinkageRules(drift_fewest=50, largest_cluster=5))


@pytest.fixture
def con():
    """Two months in which every person stands in two sources, but for the tenth who is in one."""
    connection = duckdb.connect()
    empty_month(connection)
    for schema in ("linkage", "previous"):
        connection.execute(f"""
            insert into {schema}.membership (source, source_record_key, person_id, valid_from)
            select source, source || n, 'P' || n, '2026-09' from range({PERSONS}) as t(n), (
                select unnest(['police_hukou', 'grid_persons']) as source)
            where source = 'police_hukou' or n % 10 <> 0
        """)
    return connection


@pytest.fixture
def check(con, tmp_path):
    run = run_of(tmp_path, rules=RULES, previous="2026-09")
    return lambda query: query.check(con, run)


@pytest.mark.parametrize("query", linkage.QUERIES, ids=[q.name for q in linkage.QUERIES])
def test_a_month_like_the_last_one_passes_and_all_checks_block(check, query: Query):
    assert check(query).passed
    assert query.blocking


@pytest.mark.parametrize(("lost", "passes"), [(4, True), (7, False)])
def test_a_source_that_is_found_less_in_another_stops_the_month(con, check, lost, passes):
    con.execute(f"""
        update linkage.membership set person_id = 'Q' || source_record_key
        where source = 'grid_persons' and source_record_key in (
            select 'grid_persons' || n from range({PERSONS}) as t(n) where n % 10 <> 0 limit {lost})
    """)
    found = check(linkage.MATCH_RATE)
    assert found.passed == passes
    assert passes or "grid_persons and police_hukou (100.0 % before, 92.2 % now)" in found.message


def test_a_source_that_is_new_is_no_drift(con, check):
    con.execute("insert into linkage.membership by name from (select 'survey' as source, 'survey' || source_record_key "
                "as source_record_key, person_id, valid_from from linkage.membership)")  # fmt: skip
    assert check(linkage.MATCH_RATE).passed
    assert check(linkage.CLUSTER_SIZE).passed


def test_a_village_that_sends_its_list_for_the_first_time_is_no_drift(con, check):
    con.execute("""
        insert into linkage.membership (source, source_record_key, person_id, valid_from)
        select 'grid_persons', 'new' || n, 'N' || n, '2026-10' from range(80) as t(n)
    """)
    assert check(linkage.MATCH_RATE).passed
    assert check(linkage.CLUSTER_SIZE).passed


def test_persons_run_together_stop_the_month(con, check):
    con.execute("update linkage.membership set person_id = 'P' || (substr(person_id, 2)::integer // 2)")
    found = check(linkage.CLUSTER_SIZE)
    assert not found.passed
    assert "1.9 before, 3.8 now" in found.message


@pytest.mark.parametrize(("kind", "count", "passes"), [("merged", 5, True), ("merged", 6, False), ("new", 50, True)])
def test_many_ids_that_end_stop_the_month(con, check, kind, count, passes):
    for number in range(count):
        put(con, "identity_event", month="2026-10", kind=kind, person_id=f"P{number}")
    assert check(linkage.CHURN).passed == passes


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
    assert linkage.untrained(settings) == ["name.equal"]
