import duckdb
import pytest

from tests.standard.hand_made import COUNTY, GRIDS, OTHER, URBAN, VILLAGE, add, issues, records, standardize

GRID = GRIDS[0][0]
ELSEWHERE = "421126109202"
FLAT = f"{URBAN}|东桂苑|2|1-102"


def test_a_flat_has_one_key_in_every_source(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_hukou", name="甲甲", scope=URBAN, hukou_region=URBAN,
        hukou_address="湖北省黄冈市蕲春县漕河镇阜河路100号东桂苑2号楼1单元102")  # fmt: skip
    add(landing, "medical_insurance", name="甲乙", residence_address="东桂苑2-1-102")
    add(landing, "social_insurance", name="甲丙", residence_address="漕河镇阜河路100号2栋1单元102室")
    add(landing, "grid_persons", name="甲丁", grid=GRID, estate="东桂苑", building_no="2", unit="1", room="102",
        lives_here="在住")  # fmt: skip
    add(landing, "survey_family", name="甲戊", scope=URBAN, household_no="1", building_no="0002", unit_no="1-102",
        residence_state="在住")  # fmt: skip
    standardize(landing)
    keys = records(landing, "coalesce(residence_address_key, hukou_address_key)")
    assert keys == [(FLAT,)] * 5
    assert records(landing, "coalesce(residence_region, hukou_region)") == [(URBAN,)] * 5


def test_a_village_house_has_one_key_with_and_without_its_group(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_hukou", name="甲甲", hukou_region=VILLAGE, hukou_address="漕河镇八斗地村1组21号")
    add(landing, "medical_insurance", name="甲乙", residence_address="八斗地村21号")
    add(landing, "grid_persons", name="甲丙", grid=GRIDS[1][0], estate="八斗地村", building_no="21")
    add(landing, "survey_family", name="甲丁", scope=VILLAGE, household_no="1", group_no="1组", building_no="0021",
        unit_no="2")  # fmt: skip
    standardize(landing)
    keys = records(landing, "coalesce(residence_address_key, hukou_address_key)")
    assert keys == [(f"{VILLAGE}|1|21|",)] * 4
    assert records(landing, "unit_no, group_no, estate", "name = '甲丁'") == [("2", "1", None)]
    assert records(landing, "group_no, estate", "name = '甲丙'") == [("1", None)]


def test_two_estates_of_one_village_are_kept_apart(landing: duckdb.DuckDBPyConnection) -> None:
    for name, estate in (("甲甲", "东桂苑"), ("甲乙", "金岸新城")):
        add(landing, "grid_persons", name=name, grid=GRID, estate=estate, building_no="1", unit="1", room="101")
    add(landing, "survey_family", name="甲丙", scope=URBAN, household_no="7", building_no="0001", unit_no="1-101",
        residence_address="金岸新城1-1-101")  # fmt: skip
    add(landing, "survey_family", name="甲丁", scope=URBAN, household_no="7", building_no="0001", unit_no="1-101")
    add(
        landing,
        "survey_household",
        head_name="甲戊",
        scope=URBAN,
        household_no="7",
        building_no="0001",
        unit_no="1-101",
    )
    standardize(landing)
    found = dict(records(landing, "name, residence_address_key"))
    assert found["甲甲"] == f"{URBAN}|东桂苑|1|1-101"
    assert {found[n] for n in ("甲乙", "甲丙", "甲丁", "甲戊")} == {f"{URBAN}|金岸新城|1|1-101"}


def test_a_building_numbered_by_the_village_takes_the_name_of_its_address(landing: duckdb.DuckDBPyConnection) -> None:
    for i, room in enumerate(("101", "102", "103", "201")):
        add(landing, "grid_persons", name=f"甲{i}", grid=GRID, building_no="3", unit="1", room=room,
            residence_address=f"夏漕社区锦州路301号宿舍2号楼{room}")  # fmt: skip
    add(landing, "grid_persons", name="乙乙", grid=GRID, building_no="3", unit="1", room="301")
    add(landing, "police_migrants", name="乙乙", residence_region=URBAN, residence_address="锦州路301号宿舍2号楼301")
    standardize(landing)
    keys = records(landing, "residence_address_key", "name = '乙乙'")
    assert keys == [(f"{URBAN}|宿舍|2|301",)] * 2
    assert records(landing, "building_no, unit_no", "name = '乙乙' and layout = 'grid_persons'") == [("3", "1-301")]


def test_an_old_address_does_not_rename_a_house(landing: duckdb.DuckDBPyConnection) -> None:
    for i in range(5):
        add(
            landing,
            "grid_persons",
            name=f"甲{i}",
            grid=GRIDS[1][0],
            building_no=str(i),
            residence_address=f"八斗地村{i}号",
        )
    add(landing, "grid_persons", name="乙乙", grid=GRIDS[1][0], building_no="9", residence_address="八斗地村77号")
    standardize(landing)
    assert records(landing, "residence_address_key, building_no", "name = '乙乙'") == [(f"{VILLAGE}||9|", "9")]


def test_who_is_away_lives_where_the_address_says(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_family", name="甲甲", scope=VILLAGE, household_no="1", building_no="2", residence_state="外出",
        hukou_state="本村", away_address="广东省东莞市长安镇14号", away_since="2026-07-26")  # fmt: skip
    add(landing, "survey_family", name="甲乙", scope=VILLAGE, household_no="1", building_no="2", residence_state="外出",
        residence_address="梅畈村3号")  # fmt: skip
    standardize(landing)
    columns = "residence_state, residence_region, residence_address_key, away_region, hukou_region, building_no"
    assert records(landing, columns) == [
        ("2", None, None, "440000", VILLAGE, "2"),
        ("2", OTHER, f"{OTHER}||3|", None, None, "2"),
    ]


def test_a_code_is_believed_and_the_contradiction_shown(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_migrants", name="甲甲", residence_region=VILLAGE, residence_address="漕河镇梅畈村3号")
    standardize(landing)
    assert records(landing, "residence_region, residence_address_key") == [(VILLAGE, None)]
    assert issues(landing) == [("residence_region", "inconsistent", "漕河镇梅畈村3号", VILLAGE)]


def test_the_place_of_the_row_decides_between_two_villages_of_one_name(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "medical_insurance", name="甲甲", insured_region="421126109202", residence_address="东坝村3号")
    add(landing, "medical_insurance", name="甲乙", residence_address="东坝村3号")
    standardize(landing)
    assert records(landing, "residence_region") == [("421126109230",), (COUNTY,)]


@pytest.mark.parametrize(
    ("written", "address", "kind"),
    [("同上", "八斗地村1组21号", "repaired"), ("同户籍", "八斗地村1组22号", "repaired"), ("本村", None, None)],
)
def test_pointers(landing: duckdb.DuckDBPyConnection, written: str, address: str | None, kind: str | None) -> None:
    add(landing, "survey_family", name="甲甲", scope=VILLAGE, household_no="1", residence_address="八斗地村1组21号")
    add(landing, "survey_family", name="甲乙", scope=VILLAGE, household_no="1", residence_address=written,
        hukou_address="八斗地村1组22号")  # fmt: skip
    standardize(landing)
    assert records(landing, "residence_region, residence_address", "name = '甲乙'") == [(VILLAGE, address)]
    assert [(field, found, original) for field, found, original, _ in issues(landing)] == (
        [("residence_address", kind, written)] if kind else []
    )


def test_a_pointer_to_another_household_points_to_nobody(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_family", name="甲甲", scope=VILLAGE, household_no="1", residence_address="八斗地村1组21号")
    add(landing, "survey_family", name="甲乙", scope=VILLAGE, household_no="2", residence_address="同上")
    standardize(landing)
    assert records(landing, "residence_address", "name = '甲乙'") == [(None,)]
    assert issues(landing) == [("residence_address", "unreadable", "同上", None)]


def test_codes_of_places_elsewhere_are_learnt_from_rows_that_write_both(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "police_migrants", name="甲甲", hukou_region="511622", hukou_address="四川省广安市武胜县龙泉镇14号")
    add(landing, "grid_persons", name="甲乙", hukou_address="四川省广安市武胜县街子镇3号", population_kind="流动人口")
    add(landing, "grid_persons", name="甲丙", hukou_address="四川省成都市双流区3号", population_kind="流动人口")
    standardize(landing)
    assert dict(records(landing, "name, hukou_region")) == {"甲甲": "511622", "甲乙": "511622", "甲丙": "510000"}


def test_registered_in_the_grid_is_registered_in_its_village(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_persons", name="甲甲", grid=GRID, population_kind="户籍人口", lives_here="外出")
    standardize(landing)
    assert records(landing, "hukou_state, hukou_region, residence_state, residence_region") == [("1", URBAN, "2", None)]


def test_of_two_estates_of_one_name_that_of_the_town_is_meant(landing: duckdb.DuckDBPyConnection) -> None:
    for n in range(9):
        add(landing, "medical_insurance", name=f"甲{n}", insured_region=URBAN,
            residence_address=f"漕河镇夏漕社区振兴路42号月亮湾小区1号楼1单元{n}01")  # fmt: skip
    add(landing, "police_migrants", name="乙甲", residence_region=ELSEWHERE,
        residence_address="马河村振兴路42号月亮湾小区1号楼1单元102")  # fmt: skip
    add(landing, "social_insurance", name="乙乙", residence_address="青石镇振兴路42号月亮湾小区3号楼1单元202")
    add(landing, "social_insurance", name="乙丙", residence_address="振兴路42号月亮湾小区3号楼1单元202")
    standardize(landing)
    assert records(landing, "residence_region", "name = '乙乙'") == [(ELSEWHERE,)]
    assert records(landing, "residence_region", "name = '乙丙'") == [(URBAN,)]


@pytest.mark.parametrize("code", [None, COUNTY, VILLAGE])
def test_a_hukou_row_without_a_village_is_of_the_village_of_its_list(
    landing: duckdb.DuckDBPyConnection, code: str | None
) -> None:
    addresses = (None, "1组21号", "蕲春县1组21号", "湖北省黄冈市蕲春县", "漕河镇八斗地村1组21号")
    for written in addresses:
        add(landing, "police_hukou", name="甲甲", scope=VILLAGE, hukou_region=code, hukou_address=written)
    standardize(landing)
    assert records(landing, "hukou_region") == [(VILLAGE,)] * len(addresses)


@pytest.mark.parametrize(
    ("scope", "written", "region"),
    [
        ("全部", "漕河镇八斗地村1组21号", VILLAGE),
        (OTHER, "漕河镇八斗地村1组21号", VILLAGE),
        ("全部", "1组21号", COUNTY),
        (VILLAGE, "四川省广安市武胜县龙泉镇14号", "511622"),
    ],
)
def test_an_address_is_believed_before_the_list_and_nobody_is_put_into_a_village_unsaid(
    landing: duckdb.DuckDBPyConnection, scope: str, written: str, region: str
) -> None:
    add(landing, "police_hukou", name="甲甲", scope=scope, hukou_region=COUNTY, hukou_address=written)
    add(landing, "police_migrants", name="甲乙", hukou_region="511622", hukou_address="四川省广安市武胜县街子镇3号")
    standardize(landing)
    assert records(landing, "hukou_region", "name = '甲甲'") == [(region,)]


@pytest.mark.parametrize(("layout", "region"), [("self_declarations", COUNTY), ("medical_insurance", VILLAGE)])
def test_what_waits_for_review_completes_nobody_elses_address(
    landing: duckdb.DuckDBPyConnection, layout: str, region: str
) -> None:
    add(landing, layout, name="甲甲", residence_address="漕河镇八斗地村月亮湾小区2号楼1单元102")
    add(landing, "social_insurance", name="甲乙", residence_address="漕河镇月亮湾小区3号楼1单元202")
    standardize(landing)
    assert records(landing, "residence_region", "name = '甲甲'") == [(VILLAGE,)]
    assert records(landing, "residence_region", "name = '甲乙'") == [(region,)]


def test_a_house_of_this_village_is_the_house_that_others_call_by_the_villages_name(
    landing: duckdb.DuckDBPyConnection,
) -> None:
    add(landing, "survey_family", name="甲甲", scope=VILLAGE, household_no="1", residence_address="本村3组12号")
    add(landing, "medical_insurance", name="甲乙", residence_address="漕河镇八斗地村三社12号")
    standardize(landing)
    assert records(landing, "residence_address_key") == [(f"{VILLAGE}|3|12|",)] * 2
