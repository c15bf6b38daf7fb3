"""What is data, what is form, what cannot be accepted: through the reader of a source."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from tests.landing.conftest import Parse
from tests.landing.files import text, xlsx

HEADER = ["序号", "户号", "姓名", "公民身份号码", "户籍地址", "联系电话"]
PERSON = ["1", "0001", "张三", "370281198503121234", "某村1号", ""]
FORM = {
    "blank": ["", "", "", "", "", ""],
    "serial only": ["17", "", "", "", "", ""],
    "total": ["合计", "", "84", "", "", ""],
    "spaced total": ["合　计：", "", "", "", "", "84"],
    "subtotal behind the serial": ["3", "本页小计", "", "", "", ""],
    "makers": ["制表人：某某  审核人：某  日期：2026.11.3", "", "", "", "", ""],
    "makers apart": ["", "填表人", "某某", "", "", ""],
    "seal": ["单位（盖章）", "", "", "", "", ""],
    "note": ["注：请如实填写", "", "", "", "", ""],
    "header again": HEADER,
    "title again": ["某村常住人口", "", "", "", "", ""],
}


REASONS = {"blank": "blank", "serial only": "blank", "header again": "repeated_header", "title again": "title"}


@pytest.mark.parametrize("kind", FORM)
def test_rows_of_the_form_are_skipped(parse: Parse, stored, kind: str) -> None:
    rows = [["某村常住人口"], HEADER, PERSON, FORM[kind], ["2", "0001", "李四", "无", "", ""]]
    (account,) = parse("police_hukou", "a.xlsx", xlsx({"Sheet1": rows}))
    assert [r["name"] for r in stored()] == ["张三", "李四"]
    assert (account.rows, account.accepted, account.rejected, account.skipped) == (5, 2, 0, 3)
    expected = Counter(["title", "header", REASONS.get(kind, "footer")])
    assert {reason: n for reason, n in account.skips.items() if n} == expected


@pytest.mark.parametrize(
    "comments",
    [
        ["", "", "必填，真实姓名", "可选，18位", "", "多个用;分隔"],
        ["", "四位", "请填真实姓名", "18位", "同身份证", ""],
        ["", "", "（必填）", "如：3702…", "", "格式：11位数字"],
    ],
)
def test_comments_under_the_header_are_skipped(parse: Parse, stored, comments: list[str]) -> None:
    (account,) = parse("police_hukou", "a.xlsx", xlsx({"Sheet1": [HEADER, comments, PERSON]}))
    assert account.skips["header"] == 2
    assert [r["row"] for r in stored()] == [3]


@pytest.mark.parametrize(
    "row",
    [
        ["负责人", "孙一", "", "中心小学", "13800138001"],
        ["统计", "孙一", "370281198503121234", "", ""],
        ["合计", "孙一", "370281198503121234", "", ""],
    ],
    ids=["a full row", "a number", "a total with a number"],
)
def test_a_post_in_the_first_column_is_no_footer(parse: Parse, stored, row: list[str]) -> None:
    header = ["岗位", "姓名", "身份证号", "学校名称", "联系电话"]
    parse("education_staff", "a.xlsx", xlsx({"Sheet1": [header, ["教师", "王二", "无", "", ""], row]}))
    assert [r["name"] for r in stored()] == ["王二", "孙一"]


def test_a_name_like_a_footer_is_a_name(parse: Parse, stored) -> None:
    rows = [HEADER[2:], ["注明", "1", "合计村2号", ""], ["总计划", "2", "", ""]]
    parse("police_migrants", "a.xlsx", xlsx({"Sheet1": [["姓名", "身份证号", "现住地址", "备注"], *rows[1:]]}))
    assert [r["name"] for r in stored()] == ["注明", "总计划"]


def test_a_row_that_identifies_nobody_is_rejected_as_written(parse: Parse, tmp_path: Path) -> None:
    rows = [HEADER, PERSON, ["2", "0002", "", "", "某村2号", ""], ["3", "", "", "", "", "13800138000"]]
    (account,) = parse("police_hukou", "a.xlsx", xlsx({"Sheet1": rows}))
    assert (account.accepted, account.rejected, account.skipped) == (2, 1, 1)
    rejects = tmp_path / "parsed" / "x" / "0001.rejected.parquet"
    ((row, reason, raw),) = duckdb.sql(f"select row, reason, raw from read_parquet('{rejects}')").fetchall()
    assert row == 3
    assert "name, id_number, phone" in reason
    assert json.loads(raw) == {"户号": "0002", "户籍地址": "某村2号"}


def test_a_newborn_without_a_name_is_a_person(parse: Parse, stored) -> None:
    header = ["出生医学证明编号", "新生儿姓名", "出生日期", "母亲姓名"]
    rows = [["L350247695", "", "2026-10-01", ""], ["", "", "2026-10-02", "王某"], ["", "待取名", "2026-10-03", ""]]
    (account,) = parse("health_births", "a.xlsx", xlsx({"Sheet1": [header, *rows]}))
    assert (account.accepted, account.rejected) == (2, 1)


def test_unknown_and_forbidden_columns_are_told_and_not_stored(parse: Parse, stored) -> None:
    header = ["姓名", "证件号码", "诊断名称", "体温", "缴费档次", "婚姻"]
    person = ["张三", "1", "感冒", 36.6, "二档", ""]
    (account,) = parse("medical_insurance", "a.xlsx", xlsx({"Sheet1": [header, person]}))
    assert "never taken in, left unread: 诊断名称, 体温" in account.message
    assert "not stored: 缴费档次, 婚姻" in account.message
    assert stored() == [{"row": 2, "name": "张三", "id_number": "1"}]
    assert "感冒" not in account.message


def test_a_missing_required_column_stops_its_sheet(parse: Parse) -> None:
    good = [["姓名", "证件号码"], ["张三", "1"]]
    bad = [["姓名", "性别", "险种类型"], ["李四", "男", "居民医保"]]
    first, second = parse("medical_insurance", "a.xlsx", xlsx({"村一": bad, "村二": good}))
    assert (first.status, first.rows, first.skipped, first.accepted) == ("missing_column", 2, 2, 0)
    assert first.skips == {"unread": 2}
    assert "id_number (证件号码 / 身份证号" in first.message
    assert "headers found: 姓名, 性别, 险种类型" in first.message
    assert second.status == "read"


def test_the_projects_own_tables_are_no_input(parse: Parse) -> None:
    rows = [["户编号", "户主姓名", "建筑物编号"], ["001", "张三", "0001"]]
    (account,) = parse("survey", "a.xlsx", xlsx({"户主姓名底册": rows}))
    assert (account.status, account.rows, account.skipped) == ("output", 2, 2)


@pytest.mark.parametrize(("name", "status"), [("填写说明", "output"), ("家庭户个人信息表（附填写说明）", "read")])
def test_only_a_sheet_that_is_called_so_is_no_table(parse: Parse, name: str, status: str) -> None:
    rows = [["请按填写说明填写"], ["户编号", "姓名", "性别"], ["001", "张三", "男"]]
    assert [a.status for a in parse("survey", "a.xlsx", xlsx({name: rows}))] == [status]


def test_rows_over_several_chunks(parse: Parse, stored, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.landing.readers.workbook.CHUNK", 4)
    rows = [HEADER, *(["", "0001" if i == 0 else "", f"人{i}", str(i), "", ""] for i in range(10))]
    parse("police_hukou", "a.xlsx", xlsx({"Sheet1": rows}, {"Sheet1": [(1, 1, 10, 1)]}))
    assert [(r["row"], r["household_no"]) for r in stored()] == [(i + 2, "0001") for i in range(10)]


def test_a_cell_longer_than_any_of_excels_is_left_out_and_its_row_is_kept(parse: Parse, stored) -> None:
    names = ["张" * 10_000, "李" * 40_000, "王"]
    (account,) = parse("education_staff", "a.csv", text([["姓名", "身份证号"], *([n, "1"] for n in names)]))
    assert [r.get("name") for r in stored()] == [names[0], None, names[2]]
    assert (account.accepted, account.rejected) == (3, 0)
    assert account.message == "1 cells of more than 32,767 characters left out"
