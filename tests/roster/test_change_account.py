"""The account of a month in lines: it closes over merges, splits, replays and changed boundaries."""

import datetime as dt
import shutil
from pathlib import Path

import pytest

from checks.changes import QUERIES
from tests.people.county import CODE, A, B, C, County, complete

LINES = """select opening, births, move_in, within_in, added, boundary_in, deaths, move_out, within_out, removed,
    boundary_out, closing from roster.change_account where level = ? and region = ?"""


def closes(county: County) -> None:
    for query in QUERIES:
        assert county.con.execute(query.sql, query.parameters(county.run)).fetchall() == [], query.name


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> County:
    county = complete(County(tmp_path_factory.mktemp("county")))
    for person in ("stays", "dies", "moves", "leaves", "vanishes"):
        county.hukou(person)
        county.survey(person)
    county.build()
    return county


@pytest.fixture
def first(opened: County, tmp_path: Path) -> County:
    return opened.elsewhere(tmp_path)


def fill(second: County) -> None:
    for person in ("stays", "dies", "moves"):
        second.hukou(person)
    second.hukou("leaves", life_status="moved_out")
    second.survey("stays")
    second.survey("moves", B)
    second.record("civil_deaths", "dies", death_date="2026-09-03", life_status="dead", as_of="2026-09-03")
    second.record("health_births", "born", birth_date="2026-09-05", residence_region=A)
    second.migrant("arrives", since="2026-08-31")
    second.migrant("found", since="2021-01-01")


def test_the_first_month_opens(first: County) -> None:
    assert first.one(LINES, "village", A) == (5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5)
    closes(first)


def test_opening_and_what_came_less_what_went_is_closing(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    fill(second)
    second.build()
    assert second.one(LINES, "village", A) == (5, 1, 1, 0, 1, 0, 1, 1, 1, 1, 0, 4)
    assert second.one(LINES, "village", B) == (0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    assert second.one(LINES, "village", C) == (0,) * 12
    assert second.one(LINES, "township", f"{A[:9]}000") == (5, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 5)
    assert second.one(LINES, "county", f"{CODE}000000") == (5, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0, 5)
    closes(second)


def test_a_month_replayed_gives_the_same_account(first: County) -> None:
    told = []
    for _ in range(2):
        second = complete(first.next_month("2026-09"))
        fill(second)
        second.build()
        told.append(second.con.execute("from roster.change_account order by all").fetchall())
        shutil.rmtree(first.workspace.state(first.month))
    assert told[0] == told[1]


def test_a_merged_village_takes_its_people_along(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.rows["region"] = [r for r in second.rows["region"] if r["code"] != A]
    second.add("region", code=A, region_name="某村", level="village", parent=B,
               valid_from_date=dt.date(2000, 1, 1), valid_to_date=dt.date(2026, 9, 14))  # fmt: skip
    for person in ("stays", "dies", "moves", "leaves", "vanishes"):
        second.hukou(person, C if person == "moves" else B)
        second.survey(person, C if person == "moves" else B)
    second.build()
    told = "select person_id, kind, event_date::varchar, before, after from roster.change where field = 'region'"
    rows = second.con.execute(f"{told} order by 1, step").fetchall()
    assert rows[:2] == [("dies", "boundary", "2026-09-15", A, B), ("leaves", "boundary", "2026-09-15", A, B)]
    assert rows[2:4] == [("moves", "boundary", "2026-09-15", A, B), ("moves", "move_within", None, B, C)]
    assert second.one(LINES, "village", A) == (5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0)
    assert second.one(LINES, "village", B) == (0, 0, 0, 0, 0, 5, 0, 0, 1, 0, 0, 4)
    closes(second)


def test_of_a_split_village_everybody_goes_to_the_half_he_lives_in(first: County) -> None:
    second = first.next_month("2026-09")
    north, south = f"{A[:9]}211", f"{A[:9]}212"
    second.rows["region"] = [r for r in second.rows["region"] if r["code"] != A]
    second.add("region", code=A, region_name="大村", level="village", valid_to_date=dt.date(2026, 8, 31))
    for code, name in ((north, "北村"), (south, "南村")):
        second.add("region", code=code, region_name=name, level="village", valid_from_date=dt.date(2026, 9, 1))
        second.scope("police_hukou", code)
    for person, village in (("stays", north), ("dies", south), ("moves", C)):
        second.hukou(person, village)
    second.build()
    told = dict(second.con.execute("select person_id, kind from roster.change where field = 'region'").fetchall())
    assert (told["stays"], told["dies"], told["moves"]) == ("boundary", "boundary", "move_within")
    closes(second)


def test_a_child_that_died_at_once_is_counted_in_both(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    fill(second)
    child = second.record("health_births", "child", birth_date="2026-09-10")
    second.record("health_births", "stays", role="mother", of_record_id=child)
    second.record("civil_deaths", "child", birth_date="2026-09-10", death_date="2026-09-11", life_status="dead",
                  as_of="2026-09-11")  # fmt: skip
    second.build()
    rows = second.con.execute(
        "select kind, event_date::varchar, before, after from roster.change where person_id = 'child' order by step"
    ).fetchall()
    assert rows == [("birth", "2026-09-10", None, A), ("death", "2026-09-11", A, None)]
    assert second.one(LINES, "village", A) == (5, 2, 1, 0, 1, 0, 2, 1, 1, 1, 0, 4)
    assert second.one("select births, deaths from roster.village_summary where region = ?", A) == (2, 2)
    closes(second)
    third = complete(second.next_month("2026-10"))
    third.record("health_births", "child", birth_date="2026-09-10", month="2026-09", as_of="2026-09-10")
    third.record("civil_deaths", "child", birth_date="2026-09-10", death_date="2026-09-11", life_status="dead",
                 month="2026-09", as_of="2026-09-11")  # fmt: skip
    third.build()
    assert third.con.execute("select 1 from roster.change where person_id = 'child'").fetchall() == []
    closes(third)
