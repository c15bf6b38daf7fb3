"""The six steps and the four operations: every number is that of a table, and they foot."""

from pathlib import Path

import pytest

from checks.cycle import QUERIES
from tests.people.county import CODE, A, B, C, County

NOWHERE = f"{CODE}000000"


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    first = County(Path(tmp_path_factory.mktemp("county")))
    for person in ("stays", "leaves"):
        first.hukou(person)
    first.scope("police_hukou", A, B, C)
    first.build()
    second = first.next_month("2026-09")
    second.scope("police_hukou", A, B, C)
    second.hukou("stays", sex="2")
    second.survey("stays", group_no="1")
    second.record("medical_insurance", "stays", phone="13800000001")
    second.record("ledger_enterprise", "stays", layout="ledger_enterprise", unit_name="某厂")
    second.migrant("comes", B, since="2026-09-01")
    second.migrant("came", B, since="2026-07-01")
    second.record("civil_deaths", "leaves", death_date="2026-09-09", life_status="dead", as_of="2026-09-09")
    second.add("rejected_record", source="survey", path="a.csv", row=9, reason="nothing to identify", raw="{}")
    second.build()
    return second


def items(county: County, measure: str) -> list[tuple]:
    return county.con.execute(
        "select operation, region, field, ground, items from roster.monthly_cycle where cycle_measure = ? order by all",
        [measure],
    ).fetchall()


def test_what_is_gathered_and_what_is_double(county: County) -> None:
    # Of the dead nobody tells a place any more.
    assert [(r, g, n) for _, r, _, g, n in items(county, "listed")] == [
        (NOWHERE, "civil_deaths", 1), (A, "ledger_enterprise", 1), (A, "medical_insurance", 1), (A, "police_hukou", 1),
        (A, "survey", 1), (B, "police_migrants", 2)]  # fmt: skip
    assert items(county, "same_person") == [("subtract", A, None, "single", 3)]
    assert items(county, "left_out") == [("subtract", NOWHERE, None, "dead", 1), ("subtract", B, None, "short", 1)]
    assert items(county, "rejected") == [("subtract", NOWHERE, None, "nothing to identify", 1)]
    assert items(county, "unit_repeat") == [("subtract", A, None, "community", 1)]


def test_what_departments_complete(county: County) -> None:
    told = {(field, ground) for _, region, field, ground, _ in items(county, "filled") if region == A}
    assert ("phone", "medical_insurance") in told
    assert not [ground for _, ground in told if ground == "survey"]


def test_what_changed(county: County) -> None:
    assert items(county, "entered") == [("add", B, None, "move_in", 1)]
    assert items(county, "gone") == [("subtract", A, None, "death", 1)]
    assert items(county, "corrected") == [("subtract", A, "sex", "corrected", 1)]


def test_what_is_regrouped(county: County) -> None:
    assert sum(n for *_, n in items(county, "group_entry")) == 2
    assert {g for _, _, _, g, _ in items(county, "roll_line")} == {"family"}


def test_every_count_is_that_of_its_table(county: County) -> None:
    for query in QUERIES:
        assert county.con.execute(query.sql, query.parameters(county.run)).fetchall() == [], query.name
