"""A county's unfamiliar headers need a line in `layouts.yaml`, never code."""

from __future__ import annotations

from pathlib import Path

from assets.registry.overrides import LayoutOverride, Overrides
from assets.registry.rules import Rules
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx

OWN = LayoutOverride(
    columns={"id_number": ("证号(18位)",), "phone": ("联络方式",), "insured_unit": ("联系地址",)},
    ignore=("经办窗口", "家庭住址"),
)
RULES = Rules(layouts=Overrides(sources={"medical_insurance": {"medical_insurance": OWN}}))
HEADER = ["姓名", "证号(18位)", "联络方式", "联系地址", "经办窗口", "家庭住址", "缴费档次"]
ROW = ["张三", "无", "13900000000", "某单位", "3", "一组", "二档"]


def test_the_countys_headers_are_read(land: Build, raw: Path) -> None:
    put(raw, "2026-10/medical_insurance/a.csv", text([HEADER, ROW]))
    before = land("2026-10").execute("select status from landing.source_file").fetchall()
    assert before == [("no_header",)]
    con = land("2026-10", RULES)
    columns = "id_number, phone, insured_unit, residence_address"
    rows = con.execute(f"select {columns} from landing.medical_insurance").fetchall()
    assert rows == [("无", "13900000000", "某单位", None)]
    told = con.execute("select message from landing.source_file").fetchall()
    assert told == [("columns not in the layout, not stored: 缴费档次",)]


def test_two_row_headers_are_named_group_first(land: Build, raw: Path) -> None:
    own = LayoutOverride(columns={"mother_name": ("产妇情况名字",)})
    rules = Rules(layouts=Overrides(sources={"health_births": {"health_births": own}}))
    rows = [
        ["出生证编号", "出生日期", "产妇情况", None],
        [None, None, "名字", "岁数"],
        ["A1", "2026-10-02", "李四", "30"],
    ]
    merges = {"Sheet1": [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)]}
    put(raw, "2026-10/health_births/a.xlsx", xlsx({"Sheet1": rows}, merges))
    assert land("2026-10", rules).execute("select mother_name from landing.health_births").fetchall() == [("李四",)]


def test_reference_files_too(land: Build, raw: Path) -> None:
    own = LayoutOverride(columns={"name": ("村名称",)})
    rules = Rules(layouts=Overrides(sources={"reference": {"reference_regions": own}}))
    put(raw, "reference/regions.csv", text([["code", "村名称"], ["421126100001", "赵围村"]]))
    sql = "select region_name from landing.region where code = '421126100001'"
    assert land("2026-10", rules).execute(sql).fetchall() == [("赵围村",)]
