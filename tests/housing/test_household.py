"""Who lives together, who heads them, and household ids that stay."""

from pathlib import Path

from tests.people.county import A, B, County


def households(county: County, place: str) -> dict[str, list[str]]:
    rows = county.con.execute(
        "select household_id, list(person_id order by person_id) from housing.person_home where role = ? group by 1",
        [place],
    ).fetchall()
    return dict(rows)


def test_the_workbook_s_households_and_the_police_s(county: County) -> None:
    for person, hukou_no in (("a", "1"), ("b", "1"), ("c", "2")):
        county.hukou(person, household_no=hukou_no, relation="02" if person != "b" else "10")
        county.survey(person, household_no="001", relation="02" if person == "a" else "10")
    county.build()
    assert sorted(households(county, "living").values()) == [["a", "b", "c"]]
    assert sorted(households(county, "hukou").values()) == [["a", "b"], ["c"]]
    living = county.one("select head_person_id, registered, present, away, kind, household_no from housing.household"
                        " where place = 'living'")  # fmt: skip
    assert living == ("a", 3, 3, 0, "family", "001")


def test_who_is_in_no_workbook_joins_the_household_of_his_dwelling(county: County) -> None:
    county.survey("a", household_no="001")
    county.grid("a", dwelling_code="g1")
    county.grid("b", dwelling_code="g1")
    county.build()
    assert list(households(county, "living").values()) == [["a", "b"]]


def test_who_is_known_by_the_police_alone_lives_with_his_hukou_household(county: County) -> None:
    county.hukou("a", household_no="1")
    county.survey("a", household_no="001")
    county.hukou("b", household_no="1", relation="20")
    county.build()
    assert list(households(county, "living").values()) == [["a", "b"]]


def test_two_families_in_one_dwelling_stay_two_households(county: County) -> None:
    for person, household in (("a", "001"), ("b", "002")):
        county.survey(person, household_no=household)
        county.grid(person, dwelling_code="g1")
    county.build()
    assert sorted(households(county, "living").values()) == [["a"], ["b"]]


def test_a_police_household_is_one_however_long_the_region_code_of_a_row_is(county: County) -> None:
    county.hukou("a", household_no="1", relation="02")
    county.hukou("b", household_no="1", relation="10", scope=A[:9])
    county.hukou("c", B, household_no="1", relation="02")
    county.build()
    assert sorted(households(county, "hukou").values()) == [["a", "b"], ["c"]]


def test_a_number_with_a_householder_in_two_groups_is_two_households(county: County) -> None:
    for person, group_no, relation in (("a", "1", "02"), ("b", "1", "10"), ("c", "2", "02"), ("d", "2", "20")):
        county.survey(person, household_no="001", group_no=group_no, relation=relation)
    for person, group_no, relation in (("e", "1", "02"), ("f", "2", "10"), ("g", None, "20")):
        county.survey(person, household_no="002", group_no=group_no, relation=relation)
    county.build()
    assert sorted(households(county, "living").values()) == [["a", "b"], ["c", "d"], ["e", "f", "g"]]
    assert county.con.execute("select distinct household_no from housing.household order by 1").fetchall() == [
        ("001",), ("002",),
    ]  # fmt: skip


def test_a_unit_of_the_workbook_is_a_collective_household(county: County) -> None:
    for person in "ab":
        county.survey(person, household_no=None, unit_name="某厂", relation=None)
    county.build()
    assert county.one("select kind, present from housing.household") == ("collective", 2)


def test_who_lodges_at_a_unit_by_another_list_or_by_his_address_is_of_its_household(county: County) -> None:
    county.survey("a", household_no=None, unit_name="某厂")
    county.migrant("b", residence_address="某镇某厂集体宿舍")
    county.migrant("c", residence_address="某镇某厂对面2号")
    county.migrant("d", residence_address="某路3号")
    county.record("ledger_enterprise", "d", boarding=True, unit_name="某厂")
    county.build()
    assert sorted(households(county, "living").values()) == [["a", "b", "d"], ["c"]]


def test_the_head_is_the_eldest_adult_where_nobody_is_named(county: County) -> None:
    for person, birth in (("child", "2015-01-01"), ("old", "1950-01-01"), ("young", "1999-01-01")):
        county.survey(person, household_no="001", relation=None, birth_date=birth)
    county.build()
    assert county.one("select head_person_id from housing.household where place = 'living'") == "old"
    assert county.person("old", "relation, relation_d2") == ("02", "0")


def test_away_members_are_listed_with_the_household_that_stayed(county: County) -> None:
    county.hukou("a", household_no="1")
    county.survey("a", household_no="001")
    county.hukou("b", household_no="1", relation="20")
    county.survey("b", household_no="001", relation="20", state="2")
    county.build()
    assert county.one("select registered, present, away from housing.household where place = 'living'") == (2, 1, 1)


def test_a_head_who_is_away_stays_the_head_to_whom_the_relations_are(county: County) -> None:
    county.survey("head", household_no="001", state="2")
    county.hukou("head", household_no="1", relation="20")
    for person, relation in (("wife", "12"), ("father", "51")):
        county.hukou(person, household_no="1", relation="02" if person == "father" else "38")
        county.survey(person, household_no="001", relation=relation)
    county.build()
    assert county.one("select head_person_id, present, away from housing.household where place = 'living'") == (
        "head", 2, 1,
    )  # fmt: skip
    assert [county.person(p, "relation") for p in ("wife", "father")] == ["12", "51"]


def test_who_lodges_at_his_unit_joins_its_collective_household(county: County) -> None:
    for person in "ab":
        county.survey(person, household_no="9001", unit_name="某校", relation=None)
    county.hukou("c", B)
    county.record("education_students", "c", unit_name="某校", boarding=True, residence_region=A)
    county.record("education_staff", "d", unit_name="另校", boarding=True, residence_region=A)
    county.build()
    assert sorted(households(county, "living").values()) == [["a", "b", "c"], ["d"]]


def test_ids_follow_the_members_and_are_never_given_twice(tmp_path: Path) -> None:
    first = County(tmp_path)
    for person in "abc":
        first.survey(person, household_no="001")
    first.survey("d", household_no="002")
    first.build()
    before = {tuple(v): k for k, v in households(first, "living").items()}
    second = first.next_month("2026-09")
    for person in "ab":
        second.survey(person, household_no="009")
    second.survey("c", household_no="001")
    second.survey("d", B, household_no="002")
    second.build()
    after = {tuple(v): k for k, v in households(second, "living").items()}
    assert after["a", "b"] == before["a", "b", "c"]
    assert after[("d",)] == before[("d",)]
    assert after[("c",)] not in before.values()
    assert county_of(after) == 3


def county_of(ids: dict[tuple, str]) -> int:
    return len(set(ids.values()))


def test_an_unchanged_month_changes_no_id(tmp_path: Path) -> None:
    def fill(county: County) -> None:
        county.hukou("a", A, household_no="1")
        county.survey("a", A, household_no="001", building_no="3", unit_no="1")

    first = County(tmp_path)
    fill(first)
    first.build()
    second = first.next_month("2026-09")
    fill(second)
    second.build()
    columns = "household_id, dwelling_id"
    assert first.person("a", columns) == second.person("a", columns)
