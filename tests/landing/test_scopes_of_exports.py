"""What is in force of exports without a village in their names, whole and in parts (docs/decisions/0019)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.landing.conftest import Build
from tests.landing.files import put, text
from tests.landing.scope_cases import NEW, POLICE, A, B, Case, check_in_force, police

CASES = [
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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_in_force(land: Build, raw: Path, case: Case) -> None:
    check_in_force(land, raw, case)


def test_an_export_replaced_by_a_small_one_has_shrunk(land: Build, raw: Path) -> None:
    put(raw, "2026-09/police_hukou/常住人口.csv", text([POLICE, *police(100)]))
    land("2026-09")
    put(raw, "2026-10/police_hukou/导出.csv", text([POLICE, *police(40, A)]))
    shrunk = land("2026-10").execute("from landing.scope_shrink").fetchall()
    assert shrunk == [("police_hukou", "police_hukou", "全部", "2026-10", 40, 100)]
