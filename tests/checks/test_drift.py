import duckdb
import pytest

from assets.registry.rules import LinkageRules, Rules
from checks import drift
from checks.queries import Query
from tests.small_month import empty_month, put, run_of

PERSONS = 100
RULES = Rules(linkage=LinkageRules(drift_fewest=50))


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


@pytest.mark.parametrize("query", drift.QUERIES, ids=[q.name for q in drift.QUERIES])
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
    found = check(drift.MATCH_RATE)
    assert found.passed == passes
    assert passes or "grid_persons and police_hukou (100.0 % before, 92.2 % now)" in found.message


def test_a_source_that_is_new_is_no_drift(con, check):
    con.execute("insert into linkage.membership by name from (select 'survey' as source, 'survey' || source_record_key "
                "as source_record_key, person_id, valid_from from linkage.membership)")  # fmt: skip
    assert check(drift.MATCH_RATE).passed
    assert check(drift.CLUSTER_SIZE).passed


def test_a_village_that_sends_its_list_for_the_first_time_is_no_drift(con, check):
    con.execute("""
        insert into linkage.membership (source, source_record_key, person_id, valid_from)
        select 'grid_persons', 'new' || n, 'N' || n, '2026-10' from range(80) as t(n)
    """)
    assert check(drift.MATCH_RATE).passed
    assert check(drift.CLUSTER_SIZE).passed


def test_persons_run_together_stop_the_month(con, check):
    con.execute("update linkage.membership set person_id = 'P' || (substr(person_id, 2)::integer // 2)")
    found = check(drift.CLUSTER_SIZE)
    assert not found.passed
    assert "1.9 before, 3.8 now" in found.message


@pytest.mark.parametrize(("kind", "count", "passes"), [("merged", 5, True), ("merged", 6, False), ("new", 50, True)])
def test_many_ids_that_end_stop_the_month(con, check, kind, count, passes):
    for number in range(count):
        put(con, "identity_event", month="2026-10", kind=kind, person_id=f"P{number}")
    assert check(drift.CHURN).passed == passes


@pytest.mark.parametrize("query", drift.QUERIES, ids=[q.name for q in drift.QUERIES])
def test_a_first_month_has_nothing_to_drift_from(con, check, query: Query):
    con.execute("delete from previous.membership")
    assert check(query).passed


def test_two_sources_that_share_nobody_any_more_stop_the_month(con, check):
    con.execute("update linkage.membership set person_id = 'Q' || source_record_key where source = 'grid_persons'")
    assert "grid_persons and police_hukou (100.0 % before, 0.0 % now)" in check(drift.MATCH_RATE).message


@pytest.mark.parametrize(("lost", "passes"), [(4, True), (6, False)])
def test_records_under_new_keys_that_are_found_nowhere_else_stop_the_month(con, check, lost, passes):
    """No record of both months changed its person: the comparison record by record cannot see it."""
    con.execute(f"""
        update linkage.membership set person_id = 'Q' || source_record_key, source_record_key = 'new' || person_id
        where source = 'police_hukou' and source_record_key in (
            select 'police_hukou' || n from range({PERSONS}) as t(n) where n % 10 <> 0 limit {lost})
    """)
    assert check(drift.MATCH_RATE).passed
    found = check(drift.FOUND_ELSEWHERE)
    assert found.passed == passes
    assert passes or "police_hukou (90.0 % before, 84.0 % now)" in found.message


def test_a_source_that_is_found_more_in_others_is_no_drift(con, check):
    con.execute("insert into linkage.membership (source, source_record_key, person_id, valid_from) "
                "select 'grid_persons', 'new' || n, 'P' || n, '2026-10' from range(0, 100, 10) as t(n)")  # fmt: skip
    assert check(drift.FOUND_ELSEWHERE).passed


def test_a_source_that_fell_away_takes_nobody_from_the_others(con, check):
    con.execute("update linkage.membership set valid_to = '2026-09' where source = 'grid_persons'")
    assert check(drift.FOUND_ELSEWHERE).passed


def test_what_waits_for_review_is_in_no_count(con, check):
    """Declarations of everybody, put beside persons last month and beside nobody this month."""
    for schema, person in (("previous", "P"), ("linkage", "Q")):
        con.execute(f"""
            insert into {schema}.membership (source, source_record_key, person_id, valid_from)
            select 'self_declarations', 'd' || n, '{person}' || n, '2026-09' from range({PERSONS}) as t(n)
        """)
    for query in (drift.MATCH_RATE, drift.FOUND_ELSEWHERE, drift.CLUSTER_SIZE):
        assert check(query).passed
