"""Parents and children, and the policy that held on the day of birth."""

import pytest

from tests.people.county import A, County


def pairs(county: County) -> set[tuple[str, str]]:
    return set(county.con.execute("select parent_person_id, child_person_id from people.person_child").fetchall())


def test_a_birth_certificate_names_both_parents(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-07-01", birth_order=2, policy="1", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.record("health_births", "f", role="father", of_record_id=child)
    county.build()
    assert pairs(county) == {("m", "c"), ("f", "c")}
    told = county.one(
        "select birth_order, policy, policy_derived from people.person_child where parent_person_id = 'm'"
    )
    assert told == (2, "1", False)


def test_a_hukou_household_gives_parents_where_ages_fit(county: County) -> None:
    for person, relation, birth in (("h", "02", "1980-01-01"), ("w", "12", "1982-01-01"), ("c", "22", "2010-01-01"),
                                    ("x", "23", "1990-01-01"), ("d", "38", "2001-01-01")):  # fmt: skip
        county.hukou(person, household_no="1", relation=relation, birth_date=birth)
    county.build()
    assert pairs(county) == {("h", "c"), ("w", "c")}


@pytest.mark.parametrize(
    ("birth", "order", "policy"),
    [("2015-12-31", 2, "2"), ("2016-01-01", 2, "1"), ("2021-05-30", 3, "2"), ("2021-05-31", 3, "1")],
)
def test_policy_follows_from_the_rule_in_force_at_birth(county: County, birth: str, order: int, policy: str) -> None:
    child = county.record("health_births", "c", birth_date=birth, birth_order=order, residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.build()
    assert county.one("select policy, policy_derived from people.person_child") == (policy, True)
