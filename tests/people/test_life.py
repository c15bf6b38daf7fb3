"""Death closes a person and nothing revives him; what is dated after the moment is not applied."""

from pathlib import Path

import pytest

from tests.people.county import A, County, number


def test_a_death_leaves_the_roster_whatever_other_registers_say(county: County) -> None:
    county.hukou("p")
    county.survey("p")
    county.record("civil_deaths", "p", death_date="2026-08-10", life_status="dead", as_of="2026-08-10")
    county.build()
    assert county.person("p", "life_state, death_date::varchar, in_roster, population_category") == (
        "dead",
        "2026-08-10",
        False,
        None,
    )
    assert county.one("select deaths from roster.village_summary where region = ?", A) == 1


@pytest.mark.parametrize(
    ("source", "said"),
    [("police_hukou", {"hukou_region": A}), ("social_insurance", {})],
    ids=["register", "ended pension"],
)
def test_other_registers_know_of_deaths_too(county: County, source: str, said: dict) -> None:
    county.survey("p")
    county.record(source, "p", life_status="dead", **said)
    county.build()
    assert county.person("p", "life_state, death_date") == ("dead", None)


def test_a_death_after_the_moment_is_not_applied(county: County) -> None:
    county.hukou("p")
    county.record("civil_deaths", "p", death_date="2026-09-01", life_status="dead", as_of="2026-09-01")
    county.build()
    assert county.person("p", "life_state, death_date, in_roster") == ("alive", None, True)
    assert county.one("select death_date::varchar from linkage.record where source = 'civil_deaths'") == "2026-09-01"


def test_the_dead_stay_dead_when_their_record_is_gone(tmp_path: Path) -> None:
    first = County(tmp_path, "2026-08")
    first.hukou("p")
    first.record("civil_deaths", "p", death_date="2026-08-10", life_status="dead", as_of="2026-08-10")
    first.build()
    second = first.next_month("2026-09")
    second.hukou("p")
    second.build()
    assert second.person("p", "life_state, death_date::varchar") == ("dead", "2026-08-10")


def test_an_id_merged_into_the_dead_does_not_bring_him_back(tmp_path: Path) -> None:
    first = County(tmp_path, "2026-08")
    first.record("social_insurance", "old", life_status="dead", as_of="2026-08-10")
    first.build()
    second = first.next_month("2026-09")
    second.add("person_redirect", old_person_id="old", person_id="p", month="2026-09", reason="merged")
    second.hukou("p")
    second.build()
    assert second.person("p", "life_state, in_roster") == ("dead", False)


def test_registers_carried_forward_bring_nobody_back(tmp_path: Path) -> None:
    first = County(tmp_path, "2026-08")
    first.record("civil_deaths", "p", death_date="2026-08-10", life_status="dead", as_of="2026-08-10")
    first.build()
    second = first.next_month("2026-09")
    second.hukou("p", month="2026-08", as_of="2026-08-31")
    second.record("social_insurance", "p", seen_month="2026-08", as_of="2026-09-30")
    second.record("medical_insurance", "p", seen_month="2026-08", as_of="2026-09-30")
    second.survey("p", as_of="2026-09-30")
    second.build()
    assert second.person("p", "life_state, in_roster") == ("dead", False)
    assert second.con.execute("select 1 from roster.change where person_id = 'p'").fetchall() == []


def test_a_birth_after_the_moment_is_not_counted_yet(county: County) -> None:
    county.record("health_births", "c", birth_date="2026-09-02", as_of="2026-09-02", residence_region=A)
    county.build()
    assert county.person("c", "in_roster") is False


@pytest.mark.parametrize("status", [None, "cancelled"], ids=["gone from the register", "cancelled in it"])
def test_the_dead_keep_the_hukou_and_the_place_they_had(county: County, status: str | None) -> None:
    if status:
        county.hukou("p", life_status=status)
    county.record("pic_persons", "p", id_number=number("19500101", 1), hukou_state="1", hukou_region=A,
                  residence_region=A, residence_state="1", death_date="2026-08-10", life_status="dead")  # fmt: skip
    county.build()
    assert county.person("p", "life_state, hukou_state, hukou_region, residence_state, residence_region") == (
        "dead", "1", A, "1", A,
    )  # fmt: skip
    assert county.person("p", "in_roster, population_category") == (False, None)
    assert county.one("select deaths from roster.village_summary where region = ?", A) == 1
