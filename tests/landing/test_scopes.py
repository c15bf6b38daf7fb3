import pytest

from assets.landing.account import SheetAccount
from assets.landing.naming import WHOLE, part_label
from assets.landing.places import Places
from assets.landing.scopes import file_group, group_number, row_scope, sheet_scope
from assets.registry.sources import ScopeKind, load_sources

PLACES = Places(
    villages={"赵围村": ("421126109216",), "枫树林社区": ("421126100014",)},
    towns={"青石镇": "421126109"},
    grids={"赵围村第1网格": "421126109216001"},
    successors={"421126109299": "421126109216", "421126100099": "421126109216"},
)


@pytest.mark.parametrize(
    ("kind", "values", "address", "scope"),
    [
        ("village", ["421126109216 "], "", ("421126109216", None)),
        ("village", ["421126109299"], "", ("421126109299", None)),
        ("village", ["421126109216010002"], "", ("421126109216", None)),
        ("village", ["4.21126109216010e+17"], "", ("421126109216", None)),
        ("village", ["421126109000"], "", (None, "421126109")),
        ("village", ["421126109000"], "青石镇赵围村", (None, "421126109216")),
        ("village", ["421126"], "", (None, None)),
        ("village", ["421126"], "青石镇", (None, "421126109")),
        ("village", ["", "青石镇赵围村"], "", ("421126109216", None)),
        ("village", ["421126109216.0"], "", ("421126109216", None)),
        ("village", ["421126109216000"], "", ("421126109216", None)),
        ("village", ["4.21126109216E11"], "", ("421126109216", None)),
        ("village", ["4.21126E+11"], "", (None, None)),
        ("village", ["421126109000000"], "", (None, "421126109")),
        ("township", ["421126109.0"], "", ("421126109", None)),
        ("township", ["421126109216"], "", ("421126109", None)),
        ("township", ["421126109"], "", ("421126109", None)),
        ("township", ["421126100099"], "", ("421126109", None)),
        ("township", ["", "赵围村"], "", ("421126109", None)),
        ("township", ["外县"], "", (None, None)),
        ("grid", [" 421126109216001"], "", ("421126109216001", None)),
        ("grid", ["421126109216001.0"], "", ("421126109216001", None)),
        ("grid", ["4.21126109216001e+14"], "", ("421126109216001", None)),
        ("grid", ["4.21126109216001e+15"], "", (None, None)),
        ("grid", ["4.21126E+14"], "", (None, None)),
        ("school", ["第一 中学", "37"], "", ("第一中学", None)),
        ("school", ["", "37"], "", ("37", None)),
        ("unit", ["", ""], "", (None, None)),
        (None, ["421126109216"], "", (None, None)),
    ],
)
def test_the_scope_a_row_names(
    kind: ScopeKind | None, values: list[str], address: str, scope: tuple[str | None, str | None]
) -> None:
    assert row_scope(kind, values, address, PLACES) == scope


@pytest.mark.parametrize(
    ("kind", "path", "sheet", "titles", "scope"),
    [
        ("village", "2026-10/survey/一套表.xlsx", "户表", ("村(居)代码：421126100014",), "421126100014"),
        ("village", "2026-10/survey/x_421126100014.xlsx", "户表", (), "421126100014"),
        ("village", "2026-10/survey/x_421126109299.xlsx", "户表", (), "421126109299"),
        ("village", "2026-10/survey/青石镇赵围村一套表.xlsx", "户表", (), "421126109216"),
        ("village", "2026-10/survey/s.zip!青石镇/赵围村/一套表.xlsx", "户表", (), "421126109216"),
        ("village", "2026-10/survey/李家湾一套表_202610.xlsx", "户表", (), "李家湾"),
        ("village", "2026-10/survey/李家湾/一套表.xlsx", "户表", (), "李家湾"),
        ("village", "421126/2026-10/survey/李家湾/一套表.xlsx", "户表", (), "李家湾"),
        ("village", "2026-10/police_hukou/青石镇常住人口.csv", None, (), "421126109"),
        ("village", "2026-10/police_hukou/清塘街道派出所户籍人口.csv", None, (), "清塘街道"),
        ("village", "2026-10/police_hukou/常住人口2026-10.csv", None, (), WHOLE),
        ("village", "2026-10/police_hukou/公安户籍信息导出（第2批）10月.csv", None, (), WHOLE),
        ("township", "2026-10/health_women/名册.xlsx", "赵围村", (), "421126109"),
        ("township", "2026-10/health_women/青石镇.xlsx", "Sheet1", (), "421126109"),
        ("township", "2026-10/health_women/x_421126100099.xlsx", "Sheet1", (), "421126109"),
        ("township", "2026-10/health_women/x_421126100.xlsx", "Sheet1", (), "421126100"),
        ("township", "2026-10/health_women/某镇.xlsx", "甲村", (), "某镇/甲村"),
        ("grid", "2026-10/grid_persons/a.xlsx", "赵围村第1网格", (), "421126109216001"),
        ("grid", "2026-10/grid_persons/a.xlsx", "421126109216002", (), "421126109216002"),
        ("grid", "2026-10/grid_persons/某社区网格人员.xlsx", "第2网格", (), "某社区/第2网格"),
        ("school", "2026-10/education_staff/一中教师2026.xlsx", "七年级", (), "一中教师"),
        ("school", "2026-10/education_staff/全县.xlsx", "第二小学", (), "第二小学"),
        ("school", "2026-10/education_staff/a.xlsx", "Sheet1", ("教职工名册", "学校名称：三中  人数：30"), "三中"),
        ("unit", "2026-10/ledger_enterprise/台账.xlsx", "甲厂", (), "甲厂"),
        ("unit", "2026-10/ledger_enterprise/青石镇台账.xlsx", "甲厂人员名单", (), "甲厂"),
        ("unit", "2026-10/ledger_enterprise/甲厂.xlsx", "二车间", (), "甲厂"),
        ("unit", "2026-10/special_units/名册.xlsx", "航道站", (), "航道站"),
        ("unit", "2026-10/special_units/青石镇.xlsx", "东线", (), "青石镇/东线"),
        ("unit", "2026-10/special_units/a.xlsx", "Sheet1", ("单位名称：", "铁路段"), "铁路段"),
        ("unit", "2026-10/special_units/铁路段.xlsx", "Sheet1", ("填报单位：某局",), "铁路段"),
    ],
)
def test_the_scope_of_a_sheet(kind: ScopeKind, path: str, sheet: str, titles: tuple[str, ...], scope: str) -> None:
    source = load_sources()[path.removeprefix("421126/").split("/")[1]]
    assert sheet_scope(kind, path, SheetAccount(sheet, "read", titles=titles), source, PLACES) == scope


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("常住人口1", "常住人口2", False),
        ("常住人口_20261001", "常住人口_20261031", True),
        ("甲/常住人口", "乙/常住人口", False),
    ],
)
def test_parts_of_an_export_are_told_apart(one: str, other: str, same: bool) -> None:
    first, second = (part_label(f"2026-10/police_hukou/{name}.csv") for name in (one, other))
    assert (first == second) == same


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


@pytest.mark.parametrize(
    ("titles", "part"),
    [
        (
            ("户表", "某县 某镇 某村    村(居)代码：421126100201    普查小区：421126100201003"),
            "普查小区421126100201003",
        ),
        (("普查小区编号: XQ-17", "第2组"), "普查小区XQ-17"),
        (("普查小区：001", "普查小区：002"), None),
        (("分普查小区", "第2组"), "2"),
    ],
)
def test_a_sheet_of_one_census_tract(titles: tuple[str, ...], part: str | None) -> None:
    assert file_group("2026-10/survey/a.xlsx", SheetAccount("户表", "read", titles=titles)) == part
