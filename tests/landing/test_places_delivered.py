"""What speaks of places: the village map, the housing department's buildings, the managers' lists of flats."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb

from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.standard.build import build as standardize
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx
from tests.landing.test_reference import REGIONS

VILLAGE = "421126100002"
FLATS = ["小区名称", "楼栋号", "单元", "房号", "业主姓名", "居住人姓名", "居住人数", "联系电话", "入住状态"]
ESTATES = ["小区名称", "楼栋号", "单元数", "层数", "总套数", "房屋类型", "交付日期", "村居代码"]


def feature(number: str, name: str, **properties: object) -> dict:
    said = {"building_no": number, "region": VILLAGE, "name": name, "floors": 6, "units": 12, "use": "住宅"}
    return {"type": "Feature", "properties": said | properties,
            "geometry": {"type": "Point", "coordinates": [115.4, 30.2]}}  # fmt: skip


def collection(*features: dict) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def places(con: duckdb.DuckDBPyConnection, workspace: Workspace, columns: str) -> list[tuple]:
    standardize(con, Run(Month("2026-10"), workspace, Rules()))
    return con.execute(f"select {columns} from standard.place_record order by source, path, row").fetchall()


def test_a_village_map(land: Build, raw: Path, workspace: Workspace) -> None:
    put(raw, "reference/regions.csv", text(REGIONS))
    put(raw, f"2026-10/village_map/{VILLAGE}.geojson", collection(feature("0004", "西苑1号楼"), feature("0005", "")))
    con = land("2026-10")
    assert con.execute("select status, accepted from landing.source_file where path like '%geojson'").fetchall() == [
        ("read", 2)
    ]
    assert con.execute("select distinct scope from landing.source_scope").fetchall() == [(VILLAGE,)]
    columns = "kind, row, region, building_no, name, estate, address_key, floors, units, use, geometry"
    point = '{"type":"Point","coordinates":[115.4,30.2]}'
    assert places(con, workspace, columns) == [
        ("building", 1, VILLAGE, "4", "西苑1号楼", "西苑", f"{VILLAGE}|西苑|1|", 6, 12, "住宅", point),
        ("building", 2, VILLAGE, "5", None, None, f"{VILLAGE}||5|", 6, 12, "住宅", point),
    ]
    assert con.execute("from standard.person_record").fetchall() == []


def test_buildings_of_estates(land: Build, raw: Path, workspace: Workspace) -> None:
    put(raw, "reference/regions.csv", text(REGIONS))
    rows = [["小区楼栋信息"], ESTATES, ["西苑", "1", "2", "11", "66", "商品房", "2002年11月09日", VILLAGE]]
    put(raw, "2026-10/housing_estates/a.xlsx", xlsx({"Sheet1": rows}))
    con = land("2026-10")
    assert con.execute("select distinct scope from landing.source_scope").fetchall() == [(VILLAGE[:9],)]
    assert places(con, workspace, "kind, region, estate, building_no, floors, units") == [
        ("building", VILLAGE, "西苑", "1", 11, 66)
    ]
    assert con.execute("from standard.person_record").fetchall() == []


def test_flats_with_owner_and_occupant(land: Build, raw: Path, workspace: Workspace) -> None:
    """The list names no village: the estate lies where the others say that it lies."""
    put(raw, "reference/regions.csv", text(REGIONS))
    estates = [ESTATES, ["西苑", "1", "2", "11", "66", "商品房", "", VILLAGE]]
    put(raw, "2026-10/housing_estates/a.xlsx", xlsx({"Sheet1": estates}))
    flats = [
        ["西苑", "1", "1", "101", "赵一", "钱二", "3", "13912345678", "已入住"],
        ["西苑", "1", "1", "102", "孙三", "", "0", "", "空置"],
        ["西苑", "1", "1", "201", "李四", "", "2", "", ""],
    ]
    put(raw, "2026-10/property_lists/漕河镇西苑.xlsx", xlsx({"Sheet1": [FLATS, *flats]}))
    con = land("2026-10")
    columns = "kind, region, estate, building_no, unit_no, occupancy, persons, phone"
    assert places(con, workspace, columns)[1:] == [
        ("dwelling", VILLAGE, "西苑", "1", "1-101", "occupied", 3, "13912345678"),
        ("dwelling", VILLAGE, "西苑", "1", "1-102", "vacant", 0, None),
        ("dwelling", VILLAGE, "西苑", "1", "1-201", "occupied", 2, None),
    ]
    mentioned = con.execute("""
        select role, name, residence_address_key from standard.person_record
        where source = 'property_lists' order by row, role
    """).fetchall()
    assert mentioned == [("head", "钱二", f"{VILLAGE}|西苑|1|1-101"), ("owner", "赵一", None), ("owner", "孙三", None),
                         ("owner", "李四", None)]  # fmt: skip
