"""The account of changes: what is written for each way in and out, and that it closes to the person."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.changes import QUERIES
from tests.people.county import A, B, C, County, complete


def changes(county: County, field: str = "region") -> dict[str, list]:
    rows = county.con.execute(
        "select person_id, kind, before, after from roster.change where field = ?", [field]
    ).fetchall()
    return {person: rest for person, *rest in rows}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> County:
    county = complete(County(tmp_path_factory.mktemp("county")))
    for person in ("stays", "dies", "moves", "leaves", "vanishes"):
        county.hukou(person)
        county.survey(person)
    county.migrant("guest", since="2020-01-01")
    county.build()
    return county


@pytest.fixture
def first(opened: County, tmp_path: Path) -> County:
    return opened.elsewhere(tmp_path)


def test_the_first_month_opens_the_account(first: County) -> None:
    assert changes(first)["stays"] == ["opening", None, A]
    assert len(changes(first)) == 6


def test_every_way_in_and_out(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    for person in ("stays", "dies", "moves"):
        second.hukou(person)
    second.hukou("leaves", life_status="moved_out")
    second.survey("stays", name="张新", name_key="张新")
    second.survey("moves", B)
    second.record("civil_deaths", "dies", death_date="2026-09-03", life_status="dead", as_of="2026-09-03")
    second.record("health_births", "born", birth_date="2026-09-05", residence_region=A)
    second.migrant("guest", since="2020-01-01", life_status="cancelled")
    second.migrant("arrives", since="2026-08-31")
    second.migrant("found", since="2021-01-01")
    second.build()
    assert changes(second) == {
        "dies": ["death", A, None],
        "moves": ["move_within", A, B],
        "leaves": ["move_out", A, None],
        "vanishes": ["removed", A, None],
        "guest": ["move_out", A, None],
        "born": ["birth", None, A],
        "arrives": ["move_in", None, A],
        "found": ["added", None, A],
    }
    assert second.one("select note, transfer from roster.change where person_id = 'found'") == (
        "transfer: none",
        "none",
    )
    assert second.one("select births, deaths from roster.village_summary where region = ?", A) == (1, 1)
    assert second.person("vanishes", "in_roster, population_category, first_month, last_seen_month") == (
        False, None, "2026-08", "2026-08")  # fmt: skip


def test_merges_and_splits(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    for person in ("stays", "moves"):
        second.hukou(person)
        second.survey(person)
    second.add("person_redirect", old_person_id="dies", person_id="stays", month="2026-09", reason="merged")
    second.add("identity_event", month="2026-09", kind="split", person_id="new", other_person_id="moves")
    second.survey("new", B)
    second.build()
    told = changes(second)
    assert told["dies"] == ["merged", A, None]
    assert told["new"] == ["split", None, B]
    assert second.con.execute("select 1 from roster.person where person_id = 'dies'").fetchall() == []


def test_corrected_values_move_nobody(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.hukou("stays", name="张正", name_key="张正", sex="2")
    second.build()
    assert changes(second, "name")["stays"] == ["corrected", "张stays", "张正"]
    assert changes(second, "sex")["stays"] == ["corrected", "1", "2"]


def test_a_scope_carried_forward_loses_nobody(first: County) -> None:
    second = first.next_month("2026-09")
    second.scope("police_hukou", A, age=1)
    for person in ("stays", "dies", "moves", "leaves", "vanishes"):
        second.hukou(person, month="2026-08", as_of="2026-08-31")
        second.survey(person, month="2026-08", as_of="2026-08-31")
    second.migrant("guest", since="2020-01-01")
    second.build()
    assert changes(second) == {}


PEOPLE = st.sampled_from("abcdef")
FACT = st.one_of(
    st.tuples(st.just("hukou"), PEOPLE, st.sampled_from([A, B, C]), st.sampled_from(["alive", "moved_out", "dead"])),
    st.tuples(st.just("survey"), PEOPLE, st.sampled_from([A, B, C]), st.sampled_from(["1", "2", "3", "9"])),
    st.tuples(st.just("migrant"), PEOPLE, st.sampled_from([A, B, C]), st.sampled_from(["2026-08-20", "2020-01-01"])),
    st.tuples(st.just("birth"), PEOPLE, st.sampled_from([A, B, C]), st.just("")),
)


def fill(county: County, facts: list[tuple]) -> None:
    for kind, person, village, said in facts:
        if kind == "hukou":
            county.hukou(person, village, life_status=said)
        elif kind == "survey":
            county.survey(person, village, state=said)
        elif kind == "migrant":
            county.migrant(person, village, since=said)
        else:
            county.record("health_births", person, birth_date=f"{county.month}-05", residence_region=village)


COUNTED = "select region, count(*) from roster.person_place where counted group by region"


@settings(max_examples=15, deadline=None)
@given(before=st.lists(FACT, min_size=1, max_size=14), after=st.lists(FACT, max_size=14), reform=st.booleans(),
       merges=st.dictionaries(PEOPLE, PEOPLE, max_size=2))  # fmt: skip
def test_the_account_closes_and_the_tables_cross_foot(
    tmp_path_factory, before: list, after: list, reform: bool, merges: dict
) -> None:
    first = complete(County(tmp_path_factory.mktemp("county")))
    fill(first, before)
    first.build()
    second = complete(first.next_month("2026-09"))
    gone = {old: new for old, new in merges.items() if old != new and new not in merges}
    fill(second, [(kind, gone.get(person, person), *said) for kind, person, *said in after])
    for old, new in gone.items():
        second.add("person_redirect", old_person_id=old, person_id=new, month="2026-09", reason="merged")
    if reform:
        second.rows["region"] = [r for r in second.rows["region"] if r["code"] != A]
        second.add("region", code=A, region_name="某村", level="village", parent=B,
                   valid_to_date=dt.date(2026, 9, 14))  # fmt: skip
    second.build()
    last = dict(first.con.execute(COUNTED).fetchall())
    now = dict(second.con.execute(COUNTED).fetchall())
    out = dict(
        second.con.execute("select before, count(*) from roster.change where field = 'region' group by 1").fetchall()
    )
    into = dict(
        second.con.execute("select after, count(*) from roster.change where field = 'region' group by 1").fetchall()
    )
    for village in (A, B, C):
        assert last.get(village, 0) - out.get(village, 0) + into.get(village, 0) == now.get(village, 0)
    for query in QUERIES:
        assert second.con.execute(query.sql, query.parameters(second.run)).fetchall() == [], query.name
    cross_foot(second)


def cross_foot(county: County) -> None:
    """What holds for every roster (warehouse.md): counted once, summaries and roll add up to person_place."""
    in_roster = county.one("select count(*) from roster.person where in_roster")
    assert county.one("select count(*) from roster.person_place where counted") == in_roster
    sums = county.one("select sum(category_1 + category_2 + category_3 + category_4) from roster.village_summary")
    assert sums == in_roster
    for table in ("village_summary", "group_summary"):
        wrong = f"""select * from roster.{table} where registered <> category_1 + away
            or present <> category_1 + category_3 + category_4 or away < category_2"""
        assert county.con.execute(wrong).fetchall() == []
    roll = "select region, sum(registered), sum(present), sum(away) from roster.householder_roll group by 1 order by 1"
    villages = """select region, registered, present, away from roster.village_summary
        where registered + present > 0 order by 1"""
    assert county.con.execute(roll).fetchall() == county.con.execute(villages).fetchall()
