"""What is in force, as a table of deliveries: each case is a list of files and what counts after the last month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assets.landing.report import BY_PATH
from checks.deliveries import ROWS_IN_FORCE
from checks.scopes import UNITS_RENAMED
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx
from tests.small_month import run_of

TOWN, A, B = "421126100000", "421126100001", "421126100002"
OLD_1, OLD_2, NEW = "421126100003", "421126100004", "421126100005"
REGIONS = [
    ["code", "name", "parent", "valid_from", "valid_to"],
    [TOWN, "青石镇", "421126000000", "", ""],
    [A, "赵围村村民委员会", TOWN, "", ""],
    [B, "马河村村民委员会", TOWN, "", ""],
    [OLD_1, "东湾村", NEW, "", "2026-09-30"],
    [OLD_2, "西湾村", NEW, "", "2026-09-30"],
    [NEW, "新湾村", TOWN, "2026-10-01", ""],
]
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]
MEDICAL = ["姓名", "证件号码", "参保地编码"]
FAMILY = ["户编号", "姓名", "公民身份号码"]
STAFF = ["姓名", "身份证号"]
PUPILS = ["学籍号", "姓名", "身份证号", "学校名称"]


def police(count: int, code: str = "", address: str = "某处") -> list[list[str]]:
    return [["1", f"人{i}", str(i), address, code] for i in range(count)]


def people(count: int, code: str = "") -> list[list[str]]:
    return [[f"人{i}", str(i), code] for i in range(count)]


def family(count: int) -> list[list[str]]:
    return [["1", f"人{i}", str(i)] for i in range(count)]


def staff(count: int) -> list[list[str]]:
    return [[f"人{i}", str(i)] for i in range(count)]


def pupils(first: int, end: int, school: str = "一小") -> list[list[str]]:
    return [[f"G{i}", f"人{i}", str(i), school] for i in range(first, end)]


@dataclass(frozen=True)
class Case:
    """Files by path (sheets by name, or one text) and the rows in force of a layout by scope after the last month."""

    name: str
    layout: str
    files: dict[str, dict[str, Sequence[Sequence[str]]] | Sequence[Sequence[str]]]
    in_force: dict[str, int]
    regions: bool = True


def sheets(header: list[str], **rows: list[list[str]]) -> dict[str, Sequence[Sequence[str]]]:
    return {name: [header, *body] for name, body in rows.items()}


CASES = [
    Case(
        "two towns' files: one comes again, the other is carried forward",
        "medical_insurance",
        {
            "2026-09/medical_insurance/甲_421126100000.csv": [MEDICAL, *people(3)],
            "2026-09/medical_insurance/乙_421126200000.csv": [MEDICAL, *people(5)],
            "2026-10/medical_insurance/甲_421126100000.csv": [MEDICAL, *people(4)],
        },
        {"421126100": 4, "421126200": 5},
    ),
    Case(
        "a town's file that holds two villages is complete for both, and for no other",
        "police_hukou",
        {
            "2026-09/police_hukou/全.csv": [POLICE, *police(3, A), *police(4, B), *police(5, NEW)],
            "2026-10/police_hukou/青石镇.csv": [POLICE, *police(2, A), *police(1, B)],
        },
        {A: 2, B: 1, NEW: 5},
    ),
    Case(
        "the same village twice in a month: the date in the title comes before the one in the name",
        "survey_family",
        {
            f"2026-10/survey/20261030_{A}.xlsx": {"家庭户个人信息表": [["填报日期：2026-10-05"], FAMILY, *family(3)]},
            f"2026-10/survey/20261001_{A}.xlsx": {"家庭户个人信息表": [["填报日期：2026-10-06"], FAMILY, *family(2)]},
        },
        {A: 2},
    ),
    Case(
        "the same village twice in a month: the later date in the name",
        "survey_family",
        {
            f"2026-10/survey/z_{A}_20261001.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            f"2026-10/survey/a_{A}_20261030.xlsx": sheets(FAMILY, 家庭户个人信息表=family(2)),
        },
        {A: 2},
    ),
    Case(
        "a sheet per village: each is a scope",
        "police_hukou",
        {
            "2026-09/police_hukou/青石镇.xlsx": sheets(POLICE, 赵围村=police(3), 马河村=police(4)),
            "2026-10/police_hukou/青石镇.xlsx": sheets(POLICE, 马河村=police(2)),
        },
        {A: 3, B: 2},
    ),
    Case(
        "a sheet per unit: each is a scope, in whatever file it comes",
        "ledger_enterprise",
        {
            "2026-09/ledger_enterprise/台账.xlsx": sheets(STAFF, 甲厂=staff(3), 乙厂=staff(4)),
            "2026-10/ledger_enterprise/青石镇台账.xlsx": sheets(STAFF, 甲厂=staff(2)),
        },
        {"甲厂": 2, "乙厂": 4},
    ),
    Case(
        "a unit named in a title is the one that rows name",
        "special_units",
        {
            "2026-09/special_units/a.xlsx": {"Sheet1": [["单位名称：铁路段"], STAFF, *staff(3)]},
            "2026-09/special_units/b.xlsx": {"Sheet1": [["单位名称：航道站"], STAFF, *staff(4)]},
            "2026-10/special_units/c.csv": [[*STAFF, "单位名称"], ["人1", "1", "铁路段"]],
        },
        {"铁路段": 1, "航道站": 4},
    ),
    Case(
        "a code that a spreadsheet made a float or filled up is the village's code",
        "ledger_residents",
        {
            "2026-09/ledger_residents/a.csv": [[*STAFF, "村居代码"], *people(3, f"{A}.0"), *people(4, f"{B}000")],
            "2026-10/ledger_residents/b.csv": [[*STAFF, "村居代码"], *people(2, A)],
        },
        {A: 2, B: 4},
    ),
    Case(
        "undated files of one school that speak of different pupils are parts of it",
        "education_students",
        {
            "2026-10/education_students/一年级.csv": [PUPILS, *pupils(0, 3)],
            "2026-10/education_students/二年级.csv": [PUPILS, *pupils(3, 7)],
            "2026-10/education_students/三年级.csv": [PUPILS, *pupils(6, 12)],
        },
        {"一小": 13},
    ),
    Case(
        "undated files that share half of the smaller one tell of the same pupils: the last path wins",
        "education_students",
        {
            "2026-10/education_students/a.csv": [PUPILS, *pupils(0, 10)],
            "2026-10/education_students/b.csv": [PUPILS, *pupils(8, 12)],
        },
        {"一小": 4},
    ),
    Case(
        "of undated parts one comes again under a later path: the others stay",
        "education_students",
        {
            "2026-10/education_students/a.csv": [PUPILS, *pupils(0, 3)],
            "2026-10/education_students/b.csv": [PUPILS, *pupils(3, 7)],
            "2026-10/education_students/c.csv": [PUPILS, *pupils(0, 4)],
        },
        {"一小": 8},
    ),
    Case(
        "a dated file replaces the undated parts, whomever it speaks of",
        "education_students",
        {
            "2026-10/education_students/一年级.csv": [PUPILS, *pupils(0, 3)],
            "2026-10/education_students/二年级.csv": [PUPILS, *pupils(3, 7)],
            "2026-10/education_students/一小20261031.csv": [PUPILS, *pupils(20, 25)],
        },
        {"一小": 5},
    ),
    Case(
        "undated parts are carried forward together and replaced together",
        "education_students",
        {
            "2026-08/education_students/一年级.csv": [PUPILS, *pupils(0, 3)],
            "2026-08/education_students/二年级.csv": [PUPILS, *pupils(3, 7)],
            "2026-08/education_students/二小.csv": [PUPILS, *pupils(0, 2, "二小")],
            "2026-09/education_students/二小.csv": [PUPILS, *pupils(0, 3, "二小")],
            "2026-10/education_students/二小.csv": [PUPILS, *pupils(0, 4, "二小")],
        },
        {"一小": 7, "二小": 4},
    ),
    Case(
        "an undated empty sheet empties its scope, whatever came before it by path",
        "police_hukou",
        {
            "2026-10/police_hukou/a赵围村.csv": [POLICE, *police(3, A)],
            "2026-10/police_hukou/b赵围村.csv": [POLICE],
        },
        {},
    ),
    Case(
        "an empty sheet with a header says that its scope is empty",
        "police_hukou",
        {
            "2026-09/police_hukou/青石镇.xlsx": sheets(POLICE, 赵围村=police(3), 马河村=police(4)),
            "2026-10/police_hukou/青石镇.xlsx": sheets(POLICE, 赵围村=[], 马河村=police(4)),
        },
        {B: 4},
    ),
    Case(
        "an empty sheet that names no place says nothing",
        "police_hukou",
        {
            "2026-09/police_hukou/常住人口.csv": [POLICE, *police(3)],
            "2026-10/police_hukou/常住人口.csv": [POLICE],
        },
        {"全部": 3},
    ),
    Case(
        "a renamed export without any place replaces the one before",
        "police_hukou",
        {
            "2026-09/police_hukou/常住人口2026-09.csv": [POLICE, *police(3)],
            "2026-10/police_hukou/户籍人口信息导出(最新).csv": [POLICE, *police(2)],
        },
        {"全部": 2},
    ),
    Case(
        "an export in parts: the parts of a month stand together, the next month's replace them",
        "police_hukou",
        {
            "2026-08/police_hukou/常住人口1.csv": [POLICE, *police(9)],
            "2026-09/police_hukou/常住人口1.csv": [POLICE, *police(3)],
            "2026-09/police_hukou/常住人口2.csv": [POLICE, *police(4)],
            "2026-09/police_hukou/常住人口2_20260930.csv": [POLICE, *police(5)],
        },
        {"全部": 8},
    ),
    Case(
        "without codes a village is known by the address, a town by what is left",
        "police_hukou",
        {
            "2026-10/police_hukou/常住人口.csv": [
                POLICE, *police(3, "", "某县青石镇赵围村三组"), *police(2, "421126100", "某县"),
                *police(1, "421126", "青石镇街上"), *police(1, "421126", "他处"),
            ],
        },
        {A: 3, "421126100": 3, "全部": 1},
    ),
    Case(
        "parts of an export complete each other in a village that addresses name, too; its own file comes before them",
        "police_hukou",
        {
            "2026-09/police_hukou/马河村.csv": [POLICE, *police(9)],
            "2026-10/police_hukou/常住人口1.csv": [POLICE, *police(3, "", "赵围村"), *police(2, "", "马河村")],
            "2026-10/police_hukou/常住人口2.csv": [POLICE, *police(4, "", "赵围村")],
            "2026-10/police_hukou/马河村.csv": [POLICE, *police(6)],
        },
        {A: 7, B: 6},
    ),
    Case(
        "a village of whose file nothing came is replaced by what a later export has for it",
        "police_hukou",
        {
            "2026-09/police_hukou/马河村.csv": [POLICE, *police(9)],
            "2026-09/police_hukou/新湾村.csv": [POLICE, *police(8)],
            "2026-10/police_hukou/常住人口.csv": [POLICE, *police(2, "", "马河村")],
        },
        {B: 2, NEW: 8},
    ),
    Case(
        "what was left of an export goes when the next export has a village for everybody",
        "police_hukou",
        {
            "2026-09/police_hukou/常住人口.csv": [POLICE, *police(3, A), *police(1, "421126100"), *police(1)],
            "2026-10/police_hukou/常住人口10月.csv": [POLICE, *police(5, A)],
        },
        {A: 5},
    ),
    Case(
        "a village's file with town codes in its rows is the village's",
        "police_hukou",
        {"2026-10/police_hukou/赵围村.csv": [POLICE, *police(3, "421126100000", "青石镇马河村")]},
        {A: 3},
    ),
    Case(
        "files called after places that no region file knows are those places, whatever else they are called",
        "survey_family",
        {
            "2026-09/survey/李家湾一套表_202609.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            "2026-09/survey/王家湾一套表.xlsx": sheets(FAMILY, 家庭户个人信息表=family(4)),
            "2026-10/survey/一套表（李家湾）最新.xlsx": sheets(FAMILY, 家庭户个人信息表=family(2)),
        },
        {"李家湾": 2, "王家湾": 4},
        regions=False,
    ),
    Case(
        "a name in the scope column",
        "police_hukou",
        {
            "2026-10/police_hukou/a.csv": [
                ["户号", "姓名", "公民身份号码", "户籍地址", "村(居)委会"],
                ["1", "张三", "1", "某处", "赵围村委会"], ["1", "李四", "2", "某处", "青石镇马河村民委员会"],
            ],
        },
        {A: 1, B: 1},
    ),
    Case(
        "villages that were merged stand side by side until the new one delivers",
        "survey_family",
        {
            f"2026-08/survey/x_{OLD_1}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            f"2026-09/survey/y_{OLD_2}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(4)),
            f"2026-10/survey/z_{A}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(1)),
        },
        {NEW: 7, A: 1},
    ),
    Case(
        "the new village's delivery replaces both",
        "survey_family",
        {
            f"2026-08/survey/x_{OLD_1}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            "2026-09/survey/西湾村.xlsx": sheets(FAMILY, 家庭户个人信息表=family(4)),
            f"2026-10/survey/z_{NEW}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(6)),
        },
        {NEW: 6},
    ),
    Case(
        "an old code that still comes is the new village, each old one for itself",
        "survey_family",
        {
            f"2026-10/survey/x_{OLD_1}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            f"2026-10/survey/y_{OLD_2}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(4)),
        },
        {NEW: 7},
    ),
    Case(
        "before they were merged the old villages are themselves",
        "survey_family",
        {
            f"2026-08/survey/x_{OLD_1}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(3)),
            f"2026-09/survey/y_{OLD_2}.xlsx": sheets(FAMILY, 家庭户个人信息表=family(4)),
        },
        {OLD_1: 3, OLD_2: 4},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_in_force(land: Build, raw: Path, case: Case) -> None:
    if case.regions:
        put(raw, "reference/regions.csv", text(REGIONS))
    for path, content in case.files.items():
        put(raw, path, xlsx(content) if isinstance(content, dict) else text(content))
    for month in sorted({path[:7] for path in case.files}):
        con = land(month)
    found = con.execute(f"select scope, count(*) from landing.{case.layout} group by all").fetchall()
    assert dict(found) == case.in_force


def test_an_export_replaced_by_a_small_one_has_shrunk(land: Build, raw: Path) -> None:
    put(raw, "2026-09/police_hukou/常住人口.csv", text([POLICE, *police(100)]))
    land("2026-09")
    put(raw, "2026-10/police_hukou/导出.csv", text([POLICE, *police(40, A)]))
    shrunk = land("2026-10").execute("from landing.scope_shrink").fetchall()
    assert shrunk == [("police_hukou", "police_hukou", "全部", "2026-10", 40, 100)]


def test_sheets_replaced_in_a_month_name_their_status(land: Build, raw: Path) -> None:
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, *police(2, A)]))
    put(raw, "2026-10/police_hukou/b.csv", text([POLICE, *police(3, A)]))
    found = land("2026-10").execute("select path, status from landing.source_file order by all").fetchall()
    assert found == [("2026-10/police_hukou/a.csv", "superseded"), ("2026-10/police_hukou/b.csv", "read")]


def test_undated_files_of_one_scope_say_how_they_were_taken(land: Build, raw: Path) -> None:
    for name, rows in {"a": pupils(0, 3), "b": pupils(3, 7), "c": pupils(0, 4)}.items():
        put(raw, f"2026-10/education_students/{name}.csv", text([PUPILS, *rows]))
    told = land("2026-10").execute("select status, message from landing.source_file order by path").fetchall()
    together = "taken together with other undated files of 一小: they speak of others"
    later = "2026-10/education_students/c.csv"
    assert told == [
        ("superseded", f"3 rows superseded by a later file of their scope: {later} and 1 more ({BY_PATH})"),
        ("read", together),
        ("read", together),
    ]


def test_the_file_named_as_later_is_the_last_by_date(land: Build, raw: Path) -> None:
    for name, rows in {"c_20261001": people(2, A), "a_20261031": people(3, A), "b_20261015": people(4, A)}.items():
        put(raw, f"2026-10/ledger_residents/{name}.csv", text([[*STAFF, "村居代码"], *rows]))
    put(raw, "2026-10/ledger_residents/z_20261031.csv", text([[*STAFF, "村居代码"], *people(2, B)]))
    told = land("2026-10").execute("select path, message from landing.source_file order by path").fetchall()
    later = "rows superseded by a later file of their scope: 2026-10/ledger_residents/a_20261031.csv"
    assert [message for _, message in told] == [None, f"4 {later}", f"2 {later}", None]


def test_every_sheet_carried_forward_is_stated_with_its_rows(land: Build, raw: Path, tmp_path: Path) -> None:
    gate = [
        ["扫码时间", "场所编码", "姓名", "手机号"],
        ["2026-09-03 08:00", "P", "甲", "1"],
        ["2026-09-04", "P", "甲", "1"],
    ]
    put(raw, "2026-09/gate_scans/a.csv", text(gate))
    put(raw, "2026-09/civil_deaths/a.csv", text([["姓名", "身份证号", "死亡日期"], ["甲", "1", "2026-09-02"]]))
    put(raw, "2026-09/ledger_residents/a.csv", text([[*STAFF, "村居代码"], *people(3, A)]))
    land("2026-09")
    con = land("2026-10")
    stated = "select source, in_force from landing.landing_delivery order by source"
    assert con.execute(stated).fetchall() == [("civil_deaths", 1), ("gate_scans", 2), ("ledger_residents", 3)]
    assert ROWS_IN_FORCE.check(con, run_of(tmp_path)).passed


def test_a_unit_that_came_back_under_almost_its_name_is_told(land: Build, raw: Path, tmp_path: Path) -> None:
    header = [*STAFF, "工地名称"]
    for month, names in {"2026-09": ("滨河花园(一期)", "滨河花园(二期)"), "2026-10": ("滨河花园（一期）项目",)}.items():
        rows = [row for name in names for row in people(2, name)]
        put(raw, f"{month}/construction_workers/a.csv", text([header, *rows]))
        con = land(month)
    told = UNITS_RENAMED.check(con, run_of(tmp_path))
    assert not told.passed
    assert told.counts == {"broken": 1}
    assert told.message.startswith("construction_workers 滨河花园(一期) (now 滨河花园(一期)项目)")
