"""Units that repeat residents leave the count; who is on a unit's list alone is never lost."""

import pytest

from tests.people.county import A, B, County

ENTERPRISE = {"layout": "ledger_enterprise", "boarding": True, "unit_name": "某厂", "birth_date": "1990-05-05"}
SITE = {"layout": "construction_workers", "unit_name": "某工地", "birth_date": "1990-05-05"}


def at(village: str) -> dict[str, str]:
    return {"residence_region": village, "residence_state": "1", "residence_address": f"{village}9号"}


def reports(county: County, person: str) -> list[tuple]:
    return county.con.execute(
        """select source, counted, unit_ground, hukou_state, residence_state, reported_by from roster.unit_report
        where person_id = ? order by source""", [person]).fetchall()  # fmt: skip


def test_who_is_on_a_units_list_alone_is_counted_there(county: County) -> None:
    county.record("ledger_enterprise", "p", hukou_region="420101", **ENTERPRISE, **at(B))
    county.build()
    assert county.person("p", "in_roster, residence_region") == (True, B)
    assert reports(county, "p") == [("ledger_enterprise", True, "only_here", "4", "1", None)]


@pytest.mark.parametrize("lister", ["survey", "grid", "migrant"])
def test_a_row_repeated_by_the_community_leaves_the_count(county: County, lister: str) -> None:
    county.record("ledger_enterprise", "p", hukou_region="420101", **ENTERPRISE, **at(B))
    getattr(county, lister)("p", B, hukou_region="420101", birth_date="1990-05-05")
    county.build()
    ((_, counted, ground, hukou, residence, by),) = reports(county, "p")
    assert (counted, ground, hukou, residence) == (False, "community", "9", "9")
    assert by == {"survey": "survey", "grid": "grid_persons", "migrant": "police_migrants"}[lister]
    assert county.one("select count(*) from roster.person_place where person_id = 'p' and counted") == 1


def test_a_community_that_says_he_is_away_does_not_report_him(county: County) -> None:
    county.survey("p", A, state="2", hukou_state="1")
    county.record("ledger_enterprise", "p", hukou_region=A, **ENTERPRISE, **at(B))
    county.hukou("p", A)
    county.build()
    assert county.person("p", "residence_region, population_category") == (B, "3")
    assert reports(county, "p")[0][:3] == ("ledger_enterprise", True, "only_here")


def test_of_two_units_one_counts_him(county: County) -> None:
    county.record("ledger_enterprise", "p", hukou_region="420101", **ENTERPRISE, **at(B))
    county.record("construction_workers", "p", hukou_region="420101", **SITE, **at(B))
    county.build()
    assert [(s, c, g, by) for s, c, g, _, _, by in reports(county, "p")] == [
        ("construction_workers", False, "other_unit", "ledger_enterprise"),
        ("ledger_enterprise", True, "only_here", None),
    ]


def test_the_workbooks_collective_household_is_a_unit_too(county: County) -> None:
    for person in ("both", "alone"):
        county.survey(person, B, layout="survey_collective", hukou_state="4", unit_name="某校")
    county.survey("both", B, layout="survey_family", hukou_state="4")
    county.build()
    assert reports(county, "both")[0][1:3] == (False, "community")
    assert reports(county, "alone")[0][1:3] == (True, "only_here")


def test_who_left_or_died_is_not_counted_by_his_unit(county: County) -> None:
    county.hukou("left", A)
    county.record("construction_workers", "left", residence_state="2", hukou_region=A, **SITE)
    county.hukou("dead", A)
    county.record("ledger_enterprise", "dead", hukou_region=A, **ENTERPRISE, **at(B))
    county.record("civil_deaths", "dead", death_date="2026-08-10", life_status="dead", as_of="2026-08-10")
    county.build()
    assert reports(county, "left")[0][1:3] == (False, "left_unit")
    assert reports(county, "dead")[0][1:3] == (False, "outside")
