"""Regions and grids from the reference folder, and what is derived where they are missing."""

from __future__ import annotations

from pathlib import Path

from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx

REGIONS = [
    ["code", "name", "level", "parent", "valid_from", "valid_to"],
    ["421126000000", "蕲春县", "county", "421100000000", "2000-01-01", ""],
    ["421126100000", "漕河镇", "town", "421126000000", "2000年1月1日", ""],
    ["421126100001", "东村村民委员会", "village", "421126100000", "2000/1/1", "2026-09-30"],
    ["421126100002", "西村村民委员会", "village", "421126100000", "2000.1.1", ""],
    ["421126100003", "东村村民委员会", "village", "421126100000", "2026-10-01", ""],
]
GRIDS = [["网格编码", "网格名称", "region", "网格长"], ["421126100002001", "西村第1网格", "421126100002", "某"]]
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]


def regions(con) -> list[tuple]:
    return con.execute("select code, region_name, level, parent from landing.region order by all").fetchall()


def test_reference_files_become_tables(land: Build, raw: Path) -> None:
    put(raw, "reference/regions.csv", text(REGIONS, encoding="gb18030"))
    put(raw, "reference/grids.xlsx", xlsx({"Sheet1": GRIDS}))
    put(
        raw, "reference/两员.csv", text([["姓名", "角色", "村居代码", "电话"], ["丁", "普查员", "421126100002", "139"]])
    )
    put(
        raw,
        "reference/普查小区.xlsx",
        xlsx({"Sheet1": [["普查小区", "村居代码", "建筑物编号"], ["001", "421126100002", "0003"]]}),
    )
    put(raw, "reference/读我.csv", text([["说明"]]))
    con = land("2026-10")
    assert regions(con) == [(code, name, level, parent) for code, name, level, parent, *_ in REGIONS[1:]]
    dates = "select valid_from_date::varchar, valid_to_date::varchar from landing.region where code = '421126100001'"
    assert con.execute(dates).fetchall() == [("2000-01-01", "2026-09-30")]
    assert con.execute("from landing.grid_list").fetchall() == [("421126100002001", "421126100002", "西村第1网格")]
    found = con.execute("select path, status, accepted from landing.source_file order by path").fetchall()
    assert found == [
        ("reference/grids.xlsx", "read", 1),
        ("reference/regions.csv", "read", 5),
        ("reference/两员.csv", "read", 1),
        ("reference/普查小区.xlsx", "read", 1),
        ("reference/读我.csv", "not_read", 0),
    ]
    assert con.execute("from landing.staff").fetchall() == [("丁", "普查员", "421126100002", "139")]
    assert con.execute("from landing.tract_building").fetchall() == [("001", "421126100002", "3")]


def test_regions_in_use_that_no_file_names_are_derived(land: Build, raw: Path) -> None:
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, ["1", "张三", "1", "某村", "421126100002"]]))
    con = land("2026-10")
    assert regions(con) == [
        ("421126000000", None, "county", None),
        ("421126100000", None, "town", "421126000000"),
        ("421126100002", None, "village", "421126100000"),
    ]
    assert con.execute("from landing.grid_list").fetchall() == []


def test_grids_in_use_that_no_file_names_are_derived(land: Build, raw: Path) -> None:
    header = ["网格编码", "姓名", "证件号码", "楼栋号", "房号", "与户主关系"]
    put(raw, "2026-10/grid_persons/a.csv", text([header, ["421126100002003", "张三", "1", "2", "101", "户主"]]))
    con = land("2026-10")
    assert con.execute("from landing.grid_list").fetchall() == [("421126100002003", "421126100002", None)]
    assert ("421126100002", None, "village", "421126100000") in regions(con)


def test_a_village_that_was_merged_counts_as_its_successor(land: Build, raw: Path) -> None:
    put(raw, "reference/regions.csv", text(REGIONS))
    for month, code in (("2026-09", "421126100001"), ("2026-10", "421126100003")):
        put(raw, f"{month}/police_hukou/a.csv", text([POLICE, ["1", "张三", "1", "某村", code]]))
        con = land(month)
        assert con.execute("select scope from landing.police_hukou").fetchall() == [(code,)]
    assert con.execute("select month from landing.police_hukou").fetchall() == [("2026-10",)]


def test_a_code_that_the_regions_lack_is_told(land: Build, raw: Path) -> None:
    put(raw, "reference/regions.csv", text(REGIONS))
    rows = [["1", "张三", "1", "某村", code] for code in ("421126100002", "421126100777")]
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, *rows]))
    con = land("2026-10")
    sql = "select message from landing.source_file where source = 'police_hukou'"
    assert con.execute(sql).fetchall() == [("codes that regions.csv lacks: 421126100777",)]
    assert ("421126100777", None, "village", "421126100000") in regions(con)


def test_a_code_that_ended_without_a_successor_or_has_not_begun_is_told(land: Build, raw: Path) -> None:
    split = [
        ["421126100010", "南村", "village", "421126100000", "", "2026-06-30"],
        ["421126100011", "南一村", "village", "421126100000", "2026-07-01", ""],
        ["421126100012", "南二村", "village", "421126100000", "2026-07-01", ""],
        ["421126100020", "新城社区", "village", "421126100000", "2027-01-01", ""],
    ]
    put(raw, "reference/regions.csv", text([*REGIONS, *split]))
    rows = [["1", "张三", "1", "某处", code] for code in ("421126100002", "421126100010", "421126100020")]
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, *rows]))
    con = land("2026-10")
    sql = "select message from landing.source_file where source = 'police_hukou'"
    assert con.execute(sql).fetchall() == [
        ("codes that are not in force at the month's end: 421126100010, 421126100020",)
    ]


def test_a_grid_that_no_file_names_is_told(land: Build, raw: Path) -> None:
    put(raw, "reference/grids.csv", text(GRIDS))
    rows = [[code, "张三"] for code in ("421126100002001", "421126100002009")]
    put(raw, "2026-10/grid_persons/a.csv", text([["网格编码", "姓名"], *rows]))
    sql = "select message from landing.source_file where source = 'grid_persons'"
    assert land("2026-10").execute(sql).fetchall() == [("grids that grids.csv lacks: 421126100002009",)]


ACCOUNT = "select accepted, rejected, in_force, superseded, message from landing.source_file order by path"


def test_region_codes_and_dates_as_they_are_written(land: Build, raw: Path) -> None:
    rows = [
        ["421126", "蕲春县", "", ""],
        ["421126100", "漕河镇", "2000-01-01 00:00:00", "长期"],
        ["'421126100001", "东村", "20000101", "20241231"],
        ['="421126100002"', "西村", "45658", "很久以后"],
        ["421126100003.0", "南村", "2025年1月1日", ""],
        ["421126100004000", "北村", "", "/"],
        ["4.21126E+11", "中村", "", ""],
        ["第一村", "上村", "", ""],
    ]
    put(raw, "reference/regions.csv", text([["代码", "名称", "生效日期", "失效日期"], *rows]))
    con = land("2026-10")
    read = "select code, valid_from_date::varchar, valid_to_date::varchar from landing.region order by code"
    assert con.execute(read).fetchall() == [
        ("421126000000", None, None),
        ("421126100000", "2000-01-01", None),
        ("421126100001", "2000-01-01", "2024-12-31"),
        ("421126100002", "2025-01-01", None),
        ("421126100003", "2025-01-01", None),
        ("421126100004", None, None),
    ]
    assert con.execute(ACCOUNT).fetchall() == [
        (6, 2, 6, 0, "2 rows whose code is no region; 1 dates cannot be read"),
    ]
    rejected = con.execute("select row, reason, raw->>'name' from landing.rejected_record order by row").fetchall()
    assert rejected == [(row, "code is no region: 6, 9 or 12 digits", name) for row, name in ((8, "中村"), (9, "上村"))]


def test_of_two_files_that_name_a_code_the_later_one_wins(land: Build, raw: Path) -> None:
    header = ["code", "name", "valid_from", "valid_to"]
    earlier = [["421126100001", "东村", "", ""], ["421126100002", "西村", "", "2020-12-31"]]
    later = [["421126100001", "东风村", "", ""], ["421126100002", "西风村", "2021-01-01", ""]]
    put(raw, "reference/regions_20260101.csv", text([header, *earlier]))
    put(raw, "reference/区划_20260601.csv", text([header, *later]))
    con = land("2026-10")
    named = con.execute("select code, region_name from landing.region order by all").fetchall()
    assert named == [("421126100001", "东风村"), ("421126100002", "西村"), ("421126100002", "西风村")]
    assert con.execute(ACCOUNT).fetchall() == [
        (2, 0, 1, 1, "1 rows superseded by a later file that names the same codes"),
        (2, 0, 2, 0, None),
    ]


def test_codes_that_a_spreadsheet_cut_short_are_told(land: Build, raw: Path) -> None:
    rows = [["1", "张三", "1", "某村", code] for code in ("421126100002.0", "4.21126E+11")]
    put(raw, "2026-10/police_hukou/421126100002.csv", text([POLICE, *rows]))
    con = land("2026-10")
    assert con.execute("select distinct scope from landing.police_hukou").fetchall() == [("421126100002",)]
    told = con.execute("select message from landing.source_file").fetchall()
    assert told == [("1 rows whose code was cut short by a spreadsheet, like 3.70281E+11",)]


def test_villages_of_one_name_are_told_apart_by_addresses_or_told(land: Build, raw: Path) -> None:
    towns = [["421126100000", "漕河镇"], ["421126109000", "青石镇"]]
    villages = [["421126100001", "东村村委会"], ["421126109001", "东村村委会"]]
    put(raw, "reference/regions.csv", text([["code", "name"], *towns, *villages]))
    rows = [["甲", "1", "青石镇东村3号"], ["乙", "2", "漕河镇东村4号"], ["丙", "3", "5号"]]
    put(raw, "2026-10/ledger_residents/台账.xlsx", xlsx({"东村": [["姓名", "身份证号", "现住址"], *rows]}))
    con = land("2026-10")
    scopes = con.execute("select name, scope from landing.ledger_residents order by row").fetchall()
    assert scopes == [("甲", "421126109001"), ("乙", "421126100001"), ("丙", "东村")]
    told = con.execute("select message from landing.source_file where source = 'ledger_residents'").fetchall()
    assert told == [("names of several villages, write the town or the code with them: 东村",)]
