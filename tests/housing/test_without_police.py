"""A county whose police sent nothing: hukou households are unknown, the others are the workbook's and the grid's."""

from pathlib import Path

import pytest

from tests.housing.test_household import households
from tests.people.county import A, County


@pytest.fixture
def county(tmp_path: Path) -> County:
    """The survey came, the police register did not."""
    county = County(tmp_path)
    county.scope("survey", A)
    return county


def family(county: County, number: str, state: str, *persons: str) -> None:
    """A household of the workbook whose people have their hukou in the village."""
    for person in persons:
        relation = "02" if person == persons[0] else "20"
        county.survey(person, household_no=number, state=state, hukou_state="1", relation=relation, group_no="2")


def hukou_home(county: County, person: str) -> object:
    return county.one("select household_id from roster.person_place where person_id = ? and role = 'hukou'", person)


def roll(county: County) -> list[tuple[object, ...]]:
    return county.con.execute(
        "select head_name, registered, present, away, group_no, household_kind, note from roster.householder_roll"
        " order by head_name"
    ).fetchall()


def test_the_hukou_household_is_unknown_and_the_living_one_the_workbook_s(county: County) -> None:
    family(county, "001", "1", "a", "b")
    county.grid("c", dwelling_code="g1", hukou_state="1")
    county.grid("d", dwelling_code="g1", hukou_state="1")
    county.build()
    assert sorted(households(county, "living").values()) == [["a", "b"], ["c", "d"]]
    assert [hukou_home(county, person) for person in "abcd"] == [None] * 4
    assert county.con.execute("select distinct place from housing.household").fetchall() == [("living",)]


def test_a_family_that_is_all_away_stands_on_the_roll_as_the_workbook_lists_it(county: County) -> None:
    family(county, "001", "2", "a", "b", "c")
    county.build()
    assert roll(county) == [("张a", 3, 0, 3, "2", "family", "全户外出")]
    relations = "select person_id, relation, household_id from roster.person_place order by person_id"
    assert county.con.execute(relations).fetchall() == [("a", "02", None), ("b", "20", None), ("c", "20", None)]


def test_a_police_row_without_a_household_number_tells_no_household(county: County) -> None:
    family(county, "001", "2", "a", "b")
    for person in "ab":
        county.hukou(person, household_no=None, relation="02")
    county.build()
    assert [line[:4] for line in roll(county)] == [("张a", 2, 0, 2)]
    homes = "select person_id, relation, household_id from roster.person_place order by person_id"
    assert county.con.execute(homes).fetchall() == [("a", "02", None), ("b", "20", None)]


def test_who_is_away_stands_with_those_of_his_workbook_household_who_stayed(county: County) -> None:
    family(county, "001", "1", "a")
    county.survey("b", household_no="001", state="2", hukou_state="1", relation="20")
    county.build()
    assert roll(county) == [("张a", 2, 1, 1, "2", "family", None)]


def test_those_of_a_collective_household_who_are_away_stand_in_it(county: County) -> None:
    for person in "ab":
        county.survey(person, household_no="9", unit_name="人才中心", state="3", hukou_state="1", relation=None)
    county.build()
    assert [line[1:] for line in roll(county)] == [(2, 0, 2, None, "collective", "全户外出")]


def test_whom_no_household_lists_has_a_line_of_his_own(county: County) -> None:
    for person in "ab":
        county.record("survey", person, scope=A, empty_hukou_listed=True, hukou_region=A)
    county.build()
    assert [line[:4] for line in roll(county)] == [("张a", 1, 0, 1), ("张b", 1, 0, 1)]


def test_a_household_of_the_roll_keeps_its_id_while_all_are_away(tmp_path: Path) -> None:
    county, ids = County(tmp_path), set()
    for month in ("2026-09", "2026-10", "2026-11"):
        family(county, "001", "1" if month == "2026-09" else "2", "a", "b")
        county.build()
        ids.add(county.one("select household_id from roster.householder_roll"))
        if month != "2026-11":
            county = county.next_month(month)
    assert len(ids) == 1
