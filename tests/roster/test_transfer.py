"""Who is new is looked for first: where he was found, by which key, and who cannot be he."""

from pathlib import Path
from typing import Any

import pytest

from tests.people.county import A, B, C, County, complete, number

TOLD = "kind, transfer, transfer_key, transfer_person_id, transfer_region"


def told(county: County, person: str, columns: str = TOLD) -> Any:
    return county.one(f"select {columns} from roster.change where field = 'region' and person_id = ?", person)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> County:
    county = complete(County(tmp_path_factory.mktemp("county")))
    county.migrant("guest", since="2020-01-01")
    county.migrant("twin", since="2020-01-01", birth_date="1991-02-03")
    county.hukou("local")
    county.build()
    return county


@pytest.fixture
def first(opened: County, tmp_path: Path) -> County:
    return opened.elsewhere(tmp_path)


def test_who_left_under_another_id_is_moved_and_not_added(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.migrant("again", C, name="张guest", name_key="张guest", birth_date="1990-01-01", since="2020-01-01")
    second.build()
    assert told(second, "again") == ("move_in", "left_now", "name_birth", "guest", A)
    assert told(second, "guest") == ("move_out", "left_now", "name_birth", "again", C)


def test_who_left_is_only_one_of_those_who_came(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    for person in ("a", "b"):
        second.migrant(person, C, name="张guest", name_key="张guest", birth_date="1990-01-01", since="2020-01-01")
    second.build()
    assert told(second, "a")[:4] == ("move_in", "left_now", "name_birth", "guest")
    assert told(second, "b")[:4] == ("added", "none", None, None)


@pytest.mark.parametrize(
    "said",
    [{"birth_date": "1990-01-02"}, {"sex": "1"}, {"name": "张别", "name_key": "张别"}],
    ids=["birth date", "sex", "name"],
)
def test_another_person_is_not_taken_for_the_one_who_left(first: County, said: dict) -> None:
    second = complete(first.next_month("2026-09"))
    same = {"name": "张guest", "name_key": "张guest", "birth_date": "1990-01-01", "since": "2020-01-01"}
    second.migrant("other", C, **same | said)
    second.build()
    assert told(second, "other")[:2] == ("added", "none")
    assert told(second, "guest")[:2] == ("removed", None)


def test_two_valid_numbers_are_two_persons(tmp_path: Path) -> None:
    first = complete(County(tmp_path))
    first.migrant("guest", since="2020-01-01", id_number=number("19900101", 2))
    first.build()
    second = complete(first.next_month("2026-09"))
    same = {"name": "张guest", "name_key": "张guest", "since": "2020-01-01"}
    second.migrant("namesake", C, id_number=number("19900101", 4), **same)
    second.migrant("renamed", B, id_number=number("19900101", 2), name="张新", name_key="张新", since="2020-01-01")
    second.build()
    assert told(second, "namesake")[:2] == ("added", "none")
    assert told(second, "renamed")[:4] == ("move_in", "left_now", "id_number", "guest")


def test_who_left_in_an_earlier_month_comes_back(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.migrant("guest", since="2020-01-01", life_status="cancelled")
    second.hukou("local")
    second.build()
    former = second.con.execute("select person_id, month, region, kind from roster.former_member order by all")
    assert former.fetchall() == [("guest", "2026-09", A, "move_out"), ("twin", "2026-09", A, "removed")]
    third = complete(second.next_month("2026-10"))
    third.hukou("local")
    for person, village in (("guest", A), ("twin", A)):
        third.survey(person, village, hukou_state="4", sex="2")
    third.build()
    assert told(third, "guest") == ("move_in", "left_before", "person_id", None, A)
    assert told(third, "twin") == ("added", "left_before", "person_id", None, A)
    searched = "left_now=2026-10;left_before=2026-09..2026-09;outside=2026-09;lists=police_hukou"
    assert told(third, "twin", "searched, note") == (searched, "transfer: left_before")
    assert third.con.execute("select person_id from roster.former_member").fetchall() == []


def test_an_id_that_was_merged_since_is_followed(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.hukou("local")
    second.build()
    third = complete(second.next_month("2026-10"))
    third.add("person_redirect", old_person_id="guest", person_id="new", month="2026-10", reason="merged")
    third.migrant("new", B, since="2020-01-01")
    third.build()
    assert told(third, "new") == ("move_in", "left_before", "redirect", "guest", A)
    assert third.con.execute("select person_id from roster.former_member").fetchall() == [("local",), ("twin",)]


ARRIVALS = [
    ("police", lambda c, p: c.hukou(p, B, moved_in_date="2026-07-20")),
    ("migrants", lambda c, p: c.migrant(p, B, since="2026-07-20")),
    ("listed", lambda c, p: c.survey(p, B, since="2026-07-20", hukou_state="4")),
    ("listed", lambda c, p: c.survey(p, B, since="2026-07-20", hukou_state="4", birth_date=None)),
    ("movers", lambda c, p: (c.survey(p, B, hukou_state="4"),
                             c.record("movers_back", p, since="2026-08-20", residence_state="1", hukou_region=B))),
]  # fmt: skip


def test_a_list_that_dates_the_arrival_tells_of_a_transfer(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    for n, (_, arrive) in enumerate(ARRIVALS):
        arrive(second, f"p{n}")
    second.build()
    for n, (transfer, _) in enumerate(ARRIVALS):
        assert told(second, f"p{n}")[:3] == ("move_in", transfer, "record"), n
        record = told(second, f"p{n}", "transfer_record_id")
        assert second.one("select person_id from linkage.record where record_id = ?", record) == f"p{n}"


def test_the_first_day_at_work_is_no_arrival(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    said = {"since": "2026-07-01", "residence_state": "1", "unit_name": "某工地", "residence_region": B}
    second.record("construction_workers", "p", layout="construction_workers", birth_date="1990-05-05", **said)
    second.build()
    assert told(second, "p")[:2] == ("added", "none")


def test_a_child_that_came_with_its_parents_is_no_birth(first: County) -> None:
    second = complete(first.next_month("2026-09"))
    second.migrant("came", B, birth_date="2026-02-01", since="2026-08-01")
    second.record("health_births", "born", birth_date="2026-09-05", residence_region=A)
    second.hukou("registered", B, birth_date="2026-08-20", moved_in_date="2026-09-10")
    second.build()
    assert {p: told(second, p, "kind") for p in ("came", "born", "registered")} == {
        "came": "move_in", "born": "birth", "registered": "birth"}  # fmt: skip
