"""Planted cases are what they are called, and the account of them is the one counted by hand."""

from collections.abc import Iterator

import duckdb
import pytest

from benchmarks.linkage import machine, planted, planted_reasons
from benchmarks.linkage.county import County
from benchmarks.linkage.plant import plant

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
TOLD = """
    select said.*, true_person from standard.person_record as said join read_parquet(?) as truth
        on truth.path = said.path and truth.sheet is not distinct from said.sheet and truth.row = said.row
        and truth.role = said.role
"""


@pytest.fixture(scope="module")
def grown(county: County) -> County:
    return plant(county, 8)


@pytest.fixture
def con(grown: County) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(grown.database), read_only=True) as opened:
        opened.execute(f"create temp table told as {TOLD}", [str(grown.truth)])
        yield opened


def test_there_are_so_many_cases_of_each_kind(con: duckdb.DuckDBPyConnection) -> None:
    kinds = dict(con.execute("select kind, count(*) from planted.planted group by kind").fetchall())
    assert kinds == {"twin": 8, "homonym": 8, "father_son": 8}
    assert con.execute("select count(*), count(distinct host) from planted.lent").fetchall() == [(8, 8)]


def test_new_persons_have_right_numbers_that_nobody_else_has(con: duckdb.DuckDBPyConnection) -> None:
    for number, member in con.execute("select number, member from planted.planted").fetchall():
        assert number[17] == "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, number, strict=False)) % 11]
        bearers = con.execute("select distinct true_person from told where role = 'self' and id_number = ?", [number])
        assert bearers.fetchall() == [(member,)]


def test_every_kind_resembles_its_host_as_it_is_called(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("""
        with host as (
            select true_person as host, mode(name_key) as host_name, mode(id_birth_date) as host_birth,
                mode(id_sex) as host_sex from told where role = 'self' and id_status = 'valid' group by all)
        select kind, p.name = host_name, p.birth = strftime(host_birth, '%Y%m%d'), host = body,
            if(substr(number, 17, 1)::int % 2 = 1, '1', '2') = host_sex, left(p.name, 1) = left(host_name, 1)
        from planted.planted as p join host using (host)
    """).fetchall()
    alike = {"twin": (False, True, True), "homonym": (True, True, False), "father_son": (False, False, True)}
    assert len(found) == 24
    for kind, name, birth, home, sex, surname in found:
        assert (name, birth, home) == alike[kind]
        assert sex
        assert surname


def test_every_new_person_has_a_row_without_number(con: duckdb.DuckDBPyConnection) -> None:
    without = con.execute("""
        select count(distinct true_person) from told join planted.planted on member = true_person
        where role = 'self' and id_status = 'none'
    """).fetchall()
    assert without == [(24,)]


def test_a_lent_number_stands_in_one_row_of_the_host(con: duckdb.DuckDBPyConnection) -> None:
    wrong = con.execute("""
        select count(*) from planted.lent join told using (path, row)
        where told.sheet is not distinct from lent.sheet and role = 'self'
            and (true_person <> host or told.id_number <> lent.number)
    """).fetchall()
    assert wrong == [(0,)]


def test_truth_itself_merges_nobody_and_finds_all(grown: County) -> None:
    with machine.opened(grown) as linked:
        said = f"select * exclude (true_person), true_person as person_id from ({TOLD})"
        linked.execute(f"create table linkage.record as {said}", [str(grown.truth)])
        accounts = {a.kind: a for a in planted.account(linked, grown, "truth", "linkage.record")}
    assert set(accounts) == {"twin", "homonym", "father_son", "borrowed"}
    for account in accounts.values():
        assert (account.cases, account.merged, account.together) == (8, 0, 0)
        assert account.found == account.recoverable > 0


def test_everybody_in_one_cluster_merges_every_case(grown: County) -> None:
    with machine.opened(grown) as linked:
        linked.execute("create table linkage.record as select *, 'x' as person_id from standard.person_record")
        accounts = planted.account(linked, grown, "one", "linkage.record")
    assert [(a.cases, a.merged, a.together) for a in accounts] == [(8, 8, 8)] * 4


def test_every_record_that_is_not_found_has_a_reason(grown: County) -> None:
    """With every record by itself all are missed, and none stands with anybody."""
    with machine.opened(grown) as linked:
        machine.link(linked, machine.first_month(grown.folder / "none"))
        linked.execute("create table linkage.apart as select * replace (record_id as person_id) from linkage.record")
        accounts = planted.account(linked, grown, "apart", "linkage.apart")
        wrong = planted_reasons.reasons(linked)
    assert {what for what, *_ in wrong} == {"not found"}
    assert sum(count for *_, count in wrong) == sum(account.recoverable for account in accounts)


def test_who_stands_with_somebody_else_is_told_by_what_his_row_says_of_numbers(grown: County) -> None:
    with machine.opened(grown) as linked:
        machine.link(linked, machine.first_month(grown.folder / "none"))
        linked.execute("create table linkage.one as select * replace ('x' as person_id) from linkage.record")
        planted.account(linked, grown, "one", "linkage.one")
        wrong = planted_reasons.reasons(linked)
    assert {what for what, *_ in wrong} == {"stands with somebody else"}
    assert {kind for _, kind, *_ in wrong} == {"twin", "homonym", "father_son", "borrowed"}
    assert {reason for *_, reason, _ in wrong} >= {"a number taken for its own", "no number"}
