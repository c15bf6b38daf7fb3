"""A source's own household numbers hold inside a village, however a row or its list says which village that is."""

from pathlib import Path

from tests.people.county import CODE, A, B, County


def households(county: County) -> dict[str, str]:
    county.build()
    sql = "select person_id, own_household from people.own_household join linkage.record using (record_id)"
    return dict(county.con.execute(sql).fetchall())


def test_the_police_number_households_inside_a_village_whether_the_row_or_its_list_names_it(tmp_path: Path) -> None:
    county = County(tmp_path)
    county.hukou("by_row", hukou_region=A, scope=CODE, household_no="7")
    county.hukou("by_list", hukou_region=CODE, scope=A, household_no="7")
    county.hukou("unsaid", hukou_region=None, scope=A, household_no="7")
    county.hukou("elsewhere", hukou_region=CODE, scope=B, household_no="7")
    found = households(county)
    assert found["by_row"] == found["by_list"] == found["unsaid"] != found["elsewhere"]


def test_a_number_under_which_two_groups_have_a_householder_is_two_households(tmp_path: Path) -> None:
    county = County(tmp_path)
    for person, group, relation in (("a", "1", "02"), ("b", "1", "20"), ("c", "2", "02")):
        county.survey(person, household_no="7", group_no=group, relation=relation)
    for person, group, relation in (("d", "1", "02"), ("e", None, "20")):
        county.survey(person, household_no="8", group_no=group, relation=relation)
    found = households(county)
    assert found["a"] == found["b"] != found["c"]
    assert found["d"] == found["e"]
