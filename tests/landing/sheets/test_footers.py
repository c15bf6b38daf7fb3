"""Footers and section heads go, people stay, whatever stands in the first cell of their row."""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.landing.parse import Task, parse_file
from assets.registry.sources import load_sources
from tests.landing.conftest import Parse
from tests.landing.files import put, text

HEADER = ["备注", "姓名", "身份证号", "联系电话"]
PERSON = ["", "王二", "370281199001011234", ""]
ID = "370281198503121234"
BEGINNINGS = [
    "注：已迁出", "备注：外出", "说明:", "负责人", "统计", "审核", "单位：铁路段", "合计", "小计", "填表人", "附注：",
]  # fmt: skip
WORDS = [
    "以上共2人", "共 2 户 3 人", "（此页无正文）", "2026年10月31日", "盖章：", "村委会主任：王五    会计：赵六",
    "第1页",
]  # fmt: skip


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("rest", [["张一", ID, ""], ["张一", "370281850312123", ""], ["张一", "", "13800138001"]])
def test_people_behind_words_of_a_footer_stay(parse: Parse, stored, beginning: str, rest: list[str]) -> None:
    parse("special_units", "a.csv", text([HEADER, PERSON, [beginning, *rest]]))
    assert [r["name"] for r in stored()] == ["王二", "张一"]


@pytest.mark.parametrize(
    "row",
    [
        ["填表人：", "张三", "联系电话：", "13800138001"],
        ["", "填表人：张三", "电话", "13800138001"],
        ["制表人：", "张三", "日期：", "20261031"],
        ["填表人：", "张三", "2026-10-31", ""],
        ["合计", "84", "", ""],
        ["注：本表一式两份", "", "", ""],
        *([word, "", "", ""] for word in WORDS),
        *(["", word, "", ""] for word in WORDS),
    ],
    ids=str,
)
def test_footers_go(parse: Parse, stored, row: list[str]) -> None:
    (account,) = parse("special_units", "a.csv", text([HEADER, PERSON, row]))
    assert [r["name"] for r in stored()] == ["王二"]
    assert (account.skips["footer"], account.rejected) == (1, 0)


@pytest.mark.parametrize("head", ["一组", "第3村民小组", "1号楼一单元", "甲家村", "3栋", "某某社区"])
def test_heads_of_sections_are_titles(parse: Parse, stored, head: str) -> None:
    (account,) = parse("special_units", "a.csv", text([HEADER[1:], [head, "", ""], PERSON[1:]]))
    assert [r["name"] for r in stored()] == ["王二"]
    assert account.skips["title"] == 1


@pytest.mark.parametrize(
    "row", [["张三", "", ""], ["李村", "", ""], ["张三（亡）", "", ""], ["", ID, ""], ["", "", "1"]]
)
def test_a_person_of_one_cell_stays(parse: Parse, row: list[str]) -> None:
    (account,) = parse("special_units", "a.csv", text([HEADER[1:], PERSON[1:], row]))
    assert (account.accepted, account.skips["footer"], account.skips["title"]) == (2, 0, 0)


def test_an_estate_is_no_head_of_a_section(parse: Parse) -> None:
    (account,) = parse("housing_estates", "a.csv", text([["小区名称", "地址"], ["阳光小区", ""], ["某某社区", "某路"]]))
    assert account.skips.get("title") == 0


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([*BEGINNINGS, *WORDS]), st.integers(0, 3),
    st.from_regex(r"[1-9][0-9]{16}[0-9X]", fullmatch=True), st.sampled_from(["", "13800138001"]),
)  # fmt: skip
def test_no_row_with_an_id_number_is_a_footer(words: str, place: int, number: str, phone: str) -> None:
    row = ["", "张一", number, phone]
    row[place] = words if place != 2 else row[2]
    with tempfile.TemporaryDirectory() as folder:
        file = put(Path(folder), "a.csv", text([HEADER, PERSON, row]))
        parse_file(Task(file, "sha", load_sources()["special_units"], Path(folder), "x"))
        found = duckdb.sql(f"select id_number from read_parquet('{folder}/x/0001.parquet')").fetchall()
    assert (number,) in found
