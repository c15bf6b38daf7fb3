import duckdb

from tests.standard.hand_made import GRIDS, URBAN, VILLAGE, add, standardize


def places(con: duckdb.DuckDBPyConnection, columns: str) -> list[tuple]:
    return con.execute(f"select {columns} from standard.place_record order by layout, row").fetchall()


def test_a_grid_dwelling(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_dwellings", dwelling_code="42112610000102", grid=GRIDS[0][0], estate="东桂苑", building_no="02",
        unit="1单元", room="102室", use="住宅", occupancy="自住", persons="5", owner_name="王")  # fmt: skip
    standardize(landing)
    assert places(landing, "kind, region, estate, building_no, unit_no, use, occupancy, persons") == [
        ("dwelling", URBAN, "东桂苑", "2", "1-102", "住宅", "occupied", 5)
    ]
    found = landing.execute("""select p.record_id = r.of_record_id from standard.place_record p
        cross join standard.person_record r""").fetchall()
    assert found == [(True,)]


def test_a_vacant_home_and_its_address(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_vacant", scope=VILLAGE, building_no="0007", unit_no="1", address="漕河镇八斗地村1组7号")
    standardize(landing)
    assert places(landing, "kind, region, group_no, building_no, unit_no, address, occupancy") == [
        ("dwelling", VILLAGE, "1", "7", "1", "漕河镇八斗地村1组7号", "vacant")
    ]


def test_a_household_of_the_table_of_households(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "survey_household", scope=VILLAGE, household_no="0001", head_name="张三 1", group_no="一组",
        building_no="0021", unit_no="2", household_kind="集体户", registered="3", present="2.0", away="一",
        head_phone="139-1234-5678")  # fmt: skip
    standardize(landing)
    columns = "kind, name, household_no, household_kind, group_no, building_no, registered, present, away, phone"
    assert places(landing, columns) == [("household", "张三", "0001", "collective", "1", "21", 3, 2, 1, "13912345678")]


def test_an_estate(landing: duckdb.DuckDBPyConnection) -> None:
    add(
        landing,
        "survey_estate",
        scope=URBAN,
        estate="东桂苑",
        address="漕河镇",
        units="199",
        contact_phone="0532-82211456",
    )
    standardize(landing)
    assert places(landing, "kind, region, name, estate, building_no, units, phone") == [
        ("estate", URBAN, "东桂苑", "东桂苑", None, 199, "053282211456")
    ]
