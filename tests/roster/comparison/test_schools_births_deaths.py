"""Education, health and civil affairs against the survey."""

from pathlib import Path

import pytest

from tests.people.county import A, B, County
from tests.roster.comparison.asked import detail, findings


def test_boarders_staff_in_dormitories_and_pupils_whom_nobody_lists(county: County) -> None:
    county.hukou("boards", A)
    county.survey("boards", A, state="2")
    county.record("education_students", "boards", boarding=True, unit_name="一中")
    county.record("education_students", "walks", boarding=False, unit_name="一中", residence_region=B)
    county.survey("teacher", A)
    county.record("education_staff", "teacher", boarding=True, unit_name="一中")
    county.build()
    assert {(f, p) for f, _, p in findings(county, "education")} == {
        ("boarder", "boards"), ("staff_in_dormitory", "teacher"), ("pupil_not_on_roster", "walks"),
    }  # fmt: skip
    assert ("pupil_not_on_roster", B, "walks") in findings(county, "education")
    assert detail(county, "boarder", "boards") == "listed_by=survey;state=2"


def born(county: County, child: str, *parents: str, **said: str) -> None:
    row = county.record("health_births", child, **{"birth_date": "2026-05-01", "residence_region": A} | said)
    for parent, role in zip(parents, ("mother", "father"), strict=False):
        county.record("health_births", parent, role=role, of_record_id=row)


def test_births_that_no_village_lists_their_parents_and_their_hukou(county: County) -> None:
    county.survey("mother", A, sex="2")
    county.hukou("mother", A, sex="2")
    born(county, "listed", "mother", "father")
    county.survey("listed", A, birth_date="2026-05-01")
    county.hukou("listed", A, birth_date="2026-05-01")
    born(county, "missing", "stranger")
    born(county, "unborn", "mother", birth_date="2026-09-02")
    county.build()
    assert {(f, p) for f, _, p in findings(county, "health")} == {
        ("parents_linked", "listed"), ("parents_unlinked", "missing"), ("birth_missing", "missing"),
        ("unregistered_birth", "missing"),
    }  # fmt: skip
    assert detail(county, "parents_linked", "listed") == "mother=mother"


def test_a_survey_delivered_before_the_birth_could_not_list_it(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.scope("survey", A, age=1)
    born(county, "later", birth_date="2026-08-05")
    born(county, "before", birth_date="2026-07-05")
    county.build()
    assert {p for f, _, p in findings(county, "health") if f == "birth_missing"} == {"before"}


def death(county: County, person: str, on: str = "2026-06-10") -> str:
    return county.record("civil_deaths", person, death_date=on, life_status="dead", as_of=on)


def test_the_dead_whom_the_survey_still_lists(county: County) -> None:
    for person in ("listed", "struck", "told_dead"):
        death(county, person)
    county.survey("listed", A)
    county.survey("told_dead", A, life_status="dead", death_date="2026-06-10")
    county.build()
    assert findings(county, "civil_affairs") == {("dead_still_listed", A, "listed")}
    assert (detail(county, "dead_still_listed", "listed") or "").startswith("listed_by=survey;record=")


def test_without_a_survey_the_registers_are_asked(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.scope("police_hukou", A)
    death(county, "a")
    county.hukou("a", A)
    county.build()
    assert findings(county, "civil_affairs") == {("dead_still_listed", A, "a")}
    assert county.person("a", "life_state") == "dead"


@pytest.mark.parametrize(
    ("source", "said", "found"),
    [
        ("medical_insurance", {"seen_month": "2026-07"}, True),
        ("medical_insurance", {"seen_month": "2026-06"}, False),
        ("medical_insurance", {"seen_month": "2026-09"}, False),
        ("movers_out", {"away_since": "2026-07-01"}, True),
        ("police_migrants", {"since": "2026-06-01"}, False),
    ],
)
def test_listed_dead_and_seen_alive_since(county: County, source: str, said: dict[str, str], found: bool) -> None:
    death(county, "a")
    county.hukou("a", A)
    county.record(source, "a", **said)
    county.build()
    assert (("dead_but_seen", A, "a") in findings(county, "civil_affairs")) is found
    assert county.person("a", "life_state") == "dead"


def test_a_gate_is_a_sign_too(county: County) -> None:
    death(county, "a")
    county.hukou("a", A)
    county.add("sighting", person_id="a", sighted_month="2026-08", days_seen=2)
    county.build()
    assert detail(county, "dead_but_seen", "a") == "seen_by=presence;seen_in=2026-08"
