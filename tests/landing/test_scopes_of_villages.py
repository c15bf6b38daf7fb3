"""What is in force of registers by village and town: codes, names, sheets, merged villages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.landing.conftest import Build
from tests.landing.scope_cases import (
    FAMILY,
    MEDICAL,
    NEW,
    OLD_1,
    OLD_2,
    POLICE,
    STAFF,
    A,
    B,
    Case,
    check_in_force,
    family,
    people,
    police,
    sheets,
)

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
        "a code that a spreadsheet made a float or filled up is the village's code",
        "ledger_residents",
        {
            "2026-09/ledger_residents/a.csv": [[*STAFF, "村居代码"], *people(3, f"{A}.0"), *people(4, f"{B}000")],
            "2026-10/ledger_residents/b.csv": [[*STAFF, "村居代码"], *people(2, A)],
        },
        {A: 2, B: 4},
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
    check_in_force(land, raw, case)
