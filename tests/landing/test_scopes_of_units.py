"""What is in force of registers by unit and school, and of undated files of one of them (docs/decisions/0023)."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.landing.report import BY_PATH
from checks.scopes import UNITS_RENAMED
from tests.landing.conftest import Build
from tests.landing.files import put, text
from tests.landing.scope_cases import PUPILS, STAFF, Case, check_in_force, people, pupils, sheets, staff
from tests.small_month import run_of

CASES = [
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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_in_force(land: Build, raw: Path, case: Case) -> None:
    check_in_force(land, raw, case)


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
