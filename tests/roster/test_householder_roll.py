"""户主姓名底册: every household and every vacant dwelling once, numbered from 001 in each tract."""

from tests.people.county import A, B, County


def test_households_vacant_dwellings_and_whole_families_away(county: County) -> None:
    county.hukou("a", household_no="1")
    county.survey("a", household_no="001", building_no="2", unit_no="1", phone="13800000001")
    county.hukou("b", household_no="2")
    county.survey("b", household_no="002", state="2", building_no="10")
    county.survey("c", B, household_no="001")
    county.add("place_record", record_id="v", month="2026-08", source="survey", layout="survey_vacant", path="a.xlsx",
               row=2, kind="dwelling", region=A, building_no="3", unit_no="1",
               address_key=f"{A}||3|1", occupancy="vacant")  # fmt: skip
    county.build()
    roll = county.con.execute(
        "select tract, household_no, head_name, registered, present, away, note"
        " from roster.householder_roll order by 1, 2"
    ).fetchall()
    assert roll == [
        (f"{A}001", "001", "张a", 1, 1, 0, None),
        (f"{A}001", "002", None, 0, 0, 0, "空户"),
        (f"{A}951", "001", "张b", 1, 0, 1, "全户外出"),
        (f"{B}951", "001", "张c", 0, 1, 0, None),
    ]
    assert county.one("select phone from roster.householder_roll where head_name = '张a'") == "13800000001"


def test_the_roll_goes_by_group_building_and_household_as_people_read_numbers(county: County) -> None:
    places = [("10", "21", "007"), ("2", "10", "006"), ("2", "2附1", "005"), ("2", "2", "012"), ("2", "2", "004"),
              (None, "41", "003"), ("张湾", "31", "002"), ("2", None, "1")]  # fmt: skip
    for order, (group, building, household) in enumerate(places):
        county.survey(f"p{order}", household_no=household, group_no=group, building_no=building)
    county.build()
    roll = county.con.execute("""
        select h.group_no, r.building_no, h.household_no from roster.householder_roll r
            join housing.household h using (household_id) order by r.tract, r.household_no
    """).fetchall()
    assert roll[:7] == [("2", "2", "004"), ("2", "2", "012"), ("2", "2附1", "005"), ("2", "10", "006"),
                        ("2", None, "1"), ("10", "21", "007"), ("张湾", "31", "002")]  # fmt: skip
    assert (None, "41", "003") in roll


def test_a_household_that_wholly_died_has_the_number_999(county: County) -> None:
    county.survey("a", building_no="2", unit_no="1", household_no="001", hukou_state="1")
    county.survey("b", building_no="3", unit_no="1", household_no="002", hukou_state="1")
    county.build()
    later = county.next_month("2026-09")
    later.survey("b", building_no="3", unit_no="1", household_no="002", hukou_state="1")
    later.record("civil_deaths", "a", life_status="dead", death_date="2026-09-05")
    later.build()
    roll = later.con.execute("select household_no, head_name, present, note from roster.householder_roll").fetchall()
    assert sorted(roll) == [("001", "张b", 1, None), ("999", "张a", 0, "全户死亡 1 户")]
