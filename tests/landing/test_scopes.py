import pytest

from assets.landing.account import SheetAccount
from assets.landing.places import Places
from assets.landing.scopes import file_group, group_number, row_scope, sheet_scope
from assets.registry.sources import ScopeKind, load_layouts

PLACES = Places(
    villages={"赵围村": ("421126109216",), "枫树林社区": ("421126100014",)},
    towns={"青石镇": "421126109"},
    grids={"赵围村第1网格": "421126109216001"},
    successors={"421126109299": "421126109216"},
)


@pytest.mark.parametrize(
    ("kind", "values", "scope"),
    [
        ("village", ["421126109216 "], "421126109216"),
        ("village", ["421126109299"], "421126109216"),
        ("village", ["421126109000"], None),
        ("village", ["421126"], None),
        ("village", ["", "青石镇赵围村"], "421126109216"),
        ("township", ["421126109216"], "421126109"),
        ("township", ["421126109"], "421126109"),
        ("township", ["", "赵围村"], "421126109"),
        ("township", ["外县"], None),
        ("grid", [" 421126109216001"], "421126109216001"),
        ("school", ["第一 中学", "37"], "第一中学"),
        ("school", ["", "37"], "37"),
        ("unit", ["", ""], None),
    ],
)
def test_the_scope_a_row_names(kind: ScopeKind, values: list[str], scope: str | None) -> None:
    assert row_scope(kind, values, PLACES) == scope


@pytest.mark.parametrize(
    ("kind", "path", "sheet", "titles", "scope"),
    [
        ("village", "2026-10/survey/一套表.xlsx", "户表", ("村(居)代码：421126100014",), "421126100014"),
        ("village", "2026-10/survey/x_421126100014.xlsx", "户表", (), "421126100014"),
        ("village", "2026-10/survey/x_421126109299.xlsx", "户表", (), "421126109216"),
        ("village", "2026-10/survey/青石镇赵围村一套表.xlsx", "户表", (), "421126109216"),
        ("village", "2026-10/survey/s.zip!青石镇/赵围村/一套表.xlsx", "户表", (), "421126109216"),
        ("village", "2026-10/survey/李家湾一套表_202610.xlsx", "户表", (), "李家湾一套表"),
        ("village", "2026-10/police_hukou/常住人口2026-10.csv", None, (), "常住人口"),
        ("township", "2026-10/health_women/名册.xlsx", "赵围村", (), "421126109"),
        ("township", "2026-10/health_women/青石镇.xlsx", "Sheet1", (), "421126109"),
        ("township", "2026-10/health_women/x镇.xlsx", "甲村", (), "x镇/甲村"),
        ("grid", "2026-10/grid_persons/a.xlsx", "赵围村第1网格", (), "421126109216001"),
        ("grid", "2026-10/grid_persons/a.xlsx", "421126109216002", (), "421126109216002"),
        ("school", "2026-10/education_staff/一中教师2026.xlsx", "七年级", (), "一中教师"),
    ],
)
def test_the_scope_of_a_sheet(kind: ScopeKind, path: str, sheet: str, titles: tuple[str, ...], scope: str) -> None:
    _, layout = load_layouts()["survey_household"]
    assert sheet_scope(kind, path, SheetAccount(sheet, "read", titles=titles), layout, PLACES) == scope


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1组", "1"),
        ("01", "1"),
        ("第一村民小组", "1"),
        ("十二组", "12"),
        ("二十组", "20"),
        ("王家湾", "王家湾"),
        ("", None),
    ],
)
def test_villager_groups(text: str, number: str | None) -> None:
    assert group_number(text) == number


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("梅畈村2组一套表", "2"),
        ("梅畈村第三村民小组", "3"),
        ("梅畈村一套表", None),
        ("梅畈村1-3组", None),
        ("1组和2组", None),
        ("小组长名单", None),
    ],
)
def test_a_file_of_one_villager_group(name: str, group: str | None) -> None:
    assert file_group(f"2026-10/survey/{name}.xlsx", SheetAccount("户表", "read")) == group
