"""Parents and children, and the policy that held on the day of birth."""

import pytest

from tests.people.county import A, County


def pairs(county: County) -> set[tuple[str, str]]:
    return set(county.con.execute("select person_id, child_person_id from people.person_child").fetchall())


def test_a_birth_certificate_names_both_parents(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-07-01", birth_order=2, policy="1", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.record("health_births", "f", role="father", of_record_id=child)
    county.build()
    assert pairs(county) == {("m", "c"), ("f", "c")}
    told = county.one("select birth_order, policy, policy_derived from people.person_child where person_id = 'm'")
    assert told == (2, "1", False)


def test_twins_with_two_certificates_are_one_delivery_of_both_parents(county: County) -> None:
    for order, (child, birth) in enumerate((("one", "2026-07-01"), ("two", "2026-07-02"), ("elder", "2024-01-01"))):
        row = county.record("health_births", child, birth_date=birth, birth_order=[2, 3, 1][order], residence_region=A)
        for role in ("mother", "father"):
            county.record("health_births", role, role=role, of_record_id=row, source_record_key=f"{role}{child}")
    county.build()
    told = county.con.execute(
        "select person_id, child_person_id, birth_order, born_together from people.person_child order by all"
    ).fetchall()
    assert told == [
        (parent, *rest) for parent in ("father", "mother") for rest in (("elder", 1, 1), ("one", 2, 2), ("two", 3, 2))
    ]


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


def test_a_grandchild_of_the_head_is_the_child_of_his_only_married_son(county: County) -> None:
    for person, relation, birth, sex, marital in (
        ("old", "02", "1950-01-01", "1", "21"), ("son", "20", "1980-01-01", "1", "21"),
        ("wife", "38", "1982-01-01", "2", "21"), ("single", "23", "1985-01-01", "1", "10"),
        ("boy", "41", "2010-01-01", "1", None),
    ):  # fmt: skip
        county.hukou(person, household_no="1", relation=relation, birth_date=birth, sex=sex, marital_status=marital)
    county.build()
    assert pairs(county) == {("old", "son"), ("old", "single"), ("son", "boy"), ("wife", "boy")}


def test_of_two_married_sons_neither_is_taken_for_the_father(county: County) -> None:
    for person, relation, birth in (
        ("old", "02", "1950-01-01"), ("one", "22", "1980-01-01"), ("two", "23", "1982-01-01"),
        ("boy", "41", "2010-01-01"),
    ):  # fmt: skip
        county.hukou(person, household_no="1", relation=relation, birth_date=birth, marital_status="21")
    county.build()
    assert pairs(county) == {("old", "one"), ("old", "two")}


def test_the_workbook_knows_the_parents_of_those_from_elsewhere(county: County) -> None:
    for person, relation, birth, sex in (
        ("head", "02", "1980-01-01", "1"), ("wife", "10", "1982-01-01", "2"), ("girl", "30", "2012-01-01", "2"),
        ("mother", "52", "1955-01-01", "2"), ("aged", "30", "1990-01-01", "2"),
    ):  # fmt: skip
        county.survey(person, household_no="001", relation=relation, birth_date=birth, sex=sex, hukou_state="4")
    county.build()
    assert pairs(county) == {("head", "girl"), ("wife", "girl"), ("mother", "head")}


def test_what_is_stated_outweighs_what_a_household_suggests(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-07-01", sex="1", residence_region=A)
    county.record("health_births", "m", role="mother", of_record_id=child, sex="2")
    for person, relation, sex in (("f", "02", "1"), ("second", "10", "2")):
        county.survey(person, household_no="001", relation=relation, sex=sex)
    county.survey("c", household_no="001", relation="20", birth_date="2026-07-01")
    county.build()
    assert pairs(county) == {("m", "c"), ("f", "c")}


def test_a_school_says_which_guardian_is_a_parent(county: County) -> None:
    county.pupil("girl", "mother", "母亲", sex="2")
    county.pupil("boy", "granny", "祖母", sex="1")
    for person, birth in (("mother", "1985-01-01"), ("granny", "1970-01-01")):
        county.survey(person, birth_date=birth, sex="2")
    county.build()
    assert pairs(county) == {("mother", "girl")}
