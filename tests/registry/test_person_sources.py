"""The community's own lists and what else counties name: the headers of contract.md sections 3.2-3.4 name columns."""

import pytest

from assets.registry.headers import normalise
from assets.registry.sources import load_later_sources, load_layouts, load_sources

CONTRACT = {
    "ledger_residents": "楼栋 单元 房号 姓名 身份证号 联系电话 车牌号 现住址 户籍地 是否返乡 登记日期",
    "ledger_enterprise": "企业名称 姓名 身份证号 联系电话 户籍地 现住地址 是否住宿舍 到岗日期 离岗日期",
    "self_declarations": (
        "申报编号 申报时间 户主姓名 村民小组 建筑物编号 住房单元号 姓名 与户主关系 性别 出生日期 公民身份号码"
        " 民族 婚姻状况 受教育程度 户口性质 户籍状况 户籍地址 居住状况 现居住地址"
        " 外出地址 离开日期 外出原因 子女数 联系电话 备注"
    ),
    "movers_out": "姓名 身份证号 联系电话 户籍村 外出地址 外出单位 外出日期 返乡日期",
    "movers_back": "姓名 身份证号 联系电话 户籍村 外出地址 外出单位 外出日期 返乡日期",
    "construction_workers": "工地名称 工地地址 姓名 身份证号 联系电话 班组 进场日期 退场日期",
    "special_units": "单位名称 姓名 身份证号 性别 出生日期 联系电话 居住地址",
    "pic_persons": (
        "户编码 姓名 性别 出生日期 身份证号码 婚姻状况 户籍状况 居住状况 户籍地址 户籍地编码 居住地址 居住地编码"
        " 户口性质 民族 与户主关系 子女姓名 子女出生日期 子女身份证号码 子女性别 孩次 政策 死亡日期 联系电话 子女数"
    ),
    "foreign_residents": (
        "姓名 证件类型 证件号码 性别 出生日期 国籍/地区 来华(内地)目的 入境日期 居住地址 村居代码 联系电话"
    ),
    "business_staff": "字号名称 经营地址 姓名 身份证号 联系电话 是否住店",
    "no_fixed_abode": "发现日期 地点 姓名 身份证号 性别 估计年龄 备注",
}
SCOPES = {
    "village": {"ledger_residents", "pic_persons", "foreign_residents"},
    "unit": {"ledger_enterprise", "construction_workers", "special_units", "business_staff"},
    None: {"self_declarations", "movers_out", "movers_back", "no_fixed_abode"},
}


@pytest.mark.parametrize("source", CONTRACT)
def test_every_header_of_the_contract_names_a_column_of_its_own(source: str) -> None:
    layout = load_layouts()[source][1]
    columns = {normalise(h): name for name, column in layout.columns.items() for h in column.headers}
    named = [columns.get(normalise(header)) for header in CONTRACT[source].split()]
    assert None not in named
    assert len(set(named)) == len(named)


def test_nothing_is_required_where_the_contract_asks_for_nothing() -> None:
    for source in CONTRACT:
        assert not any(column.required for column in load_layouts()[source][1].columns.values())


def test_the_scopes_of_the_contract() -> None:
    for kind, sources in SCOPES.items():
        for source in sources:
            assert load_sources()[source].scope_kind == kind


def test_only_declarations_wait_for_review() -> None:
    assert [name for name, source in load_sources().items() if source.pending] == ["self_declarations"]


def test_the_order_of_identity() -> None:
    first = ["police_hukou", "police_migrants", "foreign_residents", "pic_persons", "education_students",
             "medical_insurance", "social_insurance", "survey", "grid_persons"]  # fmt: skip
    assert list(load_sources())[: len(first)] == first


def test_no_person_source_is_left_for_later() -> None:
    assert not CONTRACT.keys() & load_later_sources().keys()
