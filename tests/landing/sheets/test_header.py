from __future__ import annotations

import pytest

from assets.landing.readers.grid import Merge
from assets.landing.sheets.header import find_header, looks_like_header
from assets.landing.sheets.mapping import Label, Vocabulary, is_never_taken, map_labels
from assets.registry.sources import load_sources

PERSONS = ["户编号", "村民小组", "建筑物编号", "住房单元号", "姓名", "与户主关系", "性别", "公民身份号码"]
DATA = ["0001", "1组", "0003", "1", "张三", "户主", "男", "370281198503121234"]


def vocabularies(source: str) -> list[Vocabulary]:
    return [Vocabulary.of(layout) for layout in load_sources()[source].layouts]


def find(source: str, head: list[list[str]], merges: tuple[Merge, ...] = (), sheet: str | None = None):
    return find_header(head, merges, vocabularies(source), sheet)


@pytest.mark.parametrize("titles", range(7))
def test_a_header_below_title_rows(titles: int) -> None:
    head = [*([f"某村第{i}行说明"] + [""] * 7 for i in range(titles)), PERSONS, DATA, DATA]
    header = find("survey", head)
    assert header is not None
    assert (header.top, header.depth, header.mapping.layout.layout) == (titles, 1, "survey_family")
    assert len(header.titles) == titles
    assert header.mapping.columns["id_number"] == 7


def test_headers_are_compared_without_marks_blanks_and_width() -> None:
    written = ["＊户 编 号", "姓　名：", "性别★", "公民身份\n号码（必填）", "联系电话(手机)"]
    mapping = find("survey", [written]).mapping
    assert mapping.columns == {"household_no": 0, "name": 1, "sex": 2, "id_number": 3, "phone": 4}


def test_a_two_row_header_with_vertical_and_horizontal_merges() -> None:
    upper = ["学籍号", "姓名", "学校名称", "基本情况", "", "", "现住址"]
    lower = ["", "", "", "入学年月", "就读方式", "是否留守儿童", ""]
    merges = (Merge(1, 3, 1, 5), *(Merge(1, c, 2, c) for c in (0, 1, 2, 6)))
    header = find("education_students", [upper, lower, ["G1", "张三", "一中", "202609", "走读", "否", "某村"]], merges)
    assert (header.top, header.depth) == (0, 2)
    assert {"student_no", "name", "unit_name", "entered_month", "boarding", "left_behind"} < set(header.mapping.columns)
    assert header.mapping.columns["residence_address"] == 6


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "text file"])
def test_a_group_above_names_its_columns(merged: bool) -> None:
    upper = ["出生证编号", "新生儿信息", "", "母亲基本情况", "", "父亲", ""]
    lower = ["", "姓名", "出生日期", "姓名", "身份证号", "姓名", "身份证号"]
    merges = (Merge(1, 1, 1, 2), Merge(1, 3, 1, 4), Merge(1, 5, 1, 6)) if merged else ()
    columns = find("health_births", [upper, lower], merges).mapping.columns
    assert (columns["name"], columns["mother_name"], columns["father_name"]) == (1, 3, 5)
    assert (columns["mother_id_number"], columns["father_id_number"]) == (4, 6)


@pytest.mark.parametrize(
    ("sheet", "headers", "layout"),
    [
        ("户表", ["户编号", "户主姓名", "建筑物编号", "户别", "户籍人数"], "survey_household"),
        ("空挂户表", ["户号", "姓名", "公民身份号码", "户籍地址", "空挂原因", "联系方式"], "survey_empty_hukou"),
        ("空挂户表", ["户号", "姓名", "公民身份号码", "户籍地址", "备注"], "survey_empty_hukou"),
        ("Sheet1", ["户编号", "姓名", "公民身份号码", "户籍地址", "居住状况"], "survey_family"),
        ("空宅表", ["建筑物编号", "住房单元号", "地址", "空置原因"], "survey_vacant"),
        ("集体户", ["单位名称", "宿舍", "姓名", "性别", "公民身份号码"], "survey_collective"),
    ],
)
def test_the_layout_that_fits_best_is_taken(sheet: str, headers: list[str], layout: str) -> None:
    assert find("survey", [headers], sheet=sheet).mapping.layout.layout == layout


def test_a_row_of_data_is_no_second_header_row() -> None:
    upper = ["户号", "姓名", "公民身份号码", "户籍地址", "甲", "乙"]
    header = find("police_hukou", [upper, ["0001", "张三", "370281198503121234", "某村", "户主", "民族"]])
    assert (header.depth, header.mapping.columns) == (
        1,
        {"household_no": 0, "name": 1, "id_number": 2, "hukou_address": 3},
    )


def test_a_header_without_a_required_column_says_which() -> None:
    header = find("police_hukou", [["户号", "姓名", "性别", "民族", "户籍地址"]])
    assert header.mapping.missing == ("id_number",)


@pytest.mark.parametrize(
    "head", [[["村（居）", "户数", "人数", "备注"]], [["填表说明"]], [DATA], [["", ""]], []], ids=str
)
def test_no_header(head: list[list[str]]) -> None:
    assert find("survey", head) is None


def test_the_more_usual_of_two_headers_wins() -> None:
    labels = [Label("证件号"), Label("姓名"), Label("公民身份号码")]
    (vocabulary,) = vocabularies("police_hukou")
    assert map_labels(labels, vocabulary).columns == {"name": 1, "id_number": 2}


@pytest.mark.parametrize("header", ["体温", "既往疾病", "宗教信仰", "是否有犯罪记录", "主要诊断", "入院诊断名称"])
def test_what_is_never_taken(header: str) -> None:
    assert is_never_taken(Label(header))


def test_rows_of_data_are_not_taken_for_headers() -> None:
    assert looks_like_header(["序号", "姓名", "楼层数"])
    assert not looks_like_header(DATA)


def test_a_header_that_lost_characters_is_known_where_only_one_column_fits() -> None:
    mapping = find("police_hukou", [["户号", "与户主关�", "姓名", "�民身份号�", "户籍�址", "�", "联系��"]]).mapping
    assert mapping.columns == {
        "household_no": 0, "relation": 1, "name": 2, "id_number": 3, "phone": 6, "hukou_address": 4
    }  # fmt: skip
