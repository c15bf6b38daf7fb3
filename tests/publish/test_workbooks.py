"""The workbooks of a month: where they lie, what stands on them, and that the same rows give the same bytes."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from assets.publish import workbooks
from assets.registry.indicators import load_indicators
from tests.publish.opened import (
    AROUND,
    ENTRIES,
    FAMILY,
    MEANING,
    OWN,
    ROLL,
    SIGNATURES,
    SUMMARIES,
    head_of,
    rows,
    texts,
    written,
)
from tests.small_month import VILLAGE


def test_a_folder_for_every_village_and_a_book_for_every_tract(folder: Path) -> None:
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.xlsx"))
    assert [name for name in files if name.startswith(OWN)] == [
        f"{OWN}/{OWN}_一套表.xlsx",
        f"{OWN}/{OWN}_户籍核对本.xlsx",
        f"{OWN}/普查小区/{VILLAGE}001_一套表.xlsx",
    ]
    assert {p.name for p in folder.iterdir()} == {OWN, "421126100202_丙村"}


def test_the_nine_tables_stand_between_cover_and_signatures(village: Workbook, tract: Workbook) -> None:
    assert village.sheetnames == ["封面", *ENTRIES, *SUMMARIES, ROLL, *AROUND]
    assert tract.sheetnames == ["封面", *ENTRIES, SUMMARIES[0], ROLL, *AROUND, "交接单"]
    listed = [row[1].value for row in village["封面"].iter_rows(min_row=10, max_row=24)]
    assert listed == village.sheetnames[1:]


def test_every_book_has_the_agreement_and_says_who_signs(books: list[Workbook]) -> None:
    for book in books:
        agreement, signed = texts(book["保密协议"]), texts(book[SIGNATURES])
        assert "《中华人民共和国统计法》" in agreement
        assert "《全国人口普查条例》" in agreement
        assert "谁清理、谁签字、谁负责" in signed
        assert all(word in signed for word in ("普查员", "普查指导员", "社区民警", "批准", "日期"))


def test_the_roll_names_place_moment_and_households(village: Workbook) -> None:
    sheet = village[ROLL]
    assert sheet["A1"].value == ROLL
    assert sheet["A2"].value == "蕲春县 甲镇 乙村    村(居)代码：421126100201"
    assert sheet["M2"].value == "参照时点：2026年10月31日24时"
    row, total, *_ = rows(sheet)
    assert (row["户主姓名"], row["户别"], row["现住人数"], row["户编号"]) == ("=甲", "家庭户", 3, "001")
    assert (total["户编号"], total["户主姓名"], total["现住人数"], total["备注"]) == (
        "合计",
        "1 户",
        3,
        "另有空户 0 个",
    )


def test_the_persons_of_the_village_with_labels(village: Workbook) -> None:
    head, *_ = [row for row in rows(village[FAMILY]) if row["姓名"]]
    told = {"户编号": "001-001", "姓名": "甲01", "与户主关系": "户主", "性别": "男", "出生日期": "1980-05-01",
        "公民身份号码": "421126198005010001", "民族": "汉族", "居住状况": "在住"}  # fmt: skip
    assert head.items() >= told.items()


def test_a_month_below_the_standard_says_so_on_every_page(books: list[Workbook]) -> None:
    for book in books:
        assert all("未达标" in sheet.oddHeader.right.text for sheet in book)
        assert all("未达标" in texts(sheet) for sheet in book if sheet.title != "代码表")
    assert "低于 95% 的指标 5 项：公民身份号码" in books[0][ROLL]["A3"].value


def test_an_accepted_month_says_nothing_of_it(tmp_path: Path) -> None:
    change = "update quality.completeness set rate = 1 where level = 'county'"
    for file in written(tmp_path, "accepted", change).rglob("*.xlsx"):
        book = openpyxl.load_workbook(file)
        assert not [sheet.title for sheet in book if "未达标（" in texts(sheet) or sheet.oddHeader.right.text]


def test_the_summary_stands_beside_its_township_and_county(village: Workbook) -> None:
    sheet = village[SUMMARIES[1]]
    registered = [cell.value for cell in sheet[head_of(sheet)]].index("户籍人数")
    lines = [(row[0].value, row[registered].value) for row in sheet.iter_rows(min_row=6, max_row=8)]
    assert lines == [("乙村", 3), ("甲镇合计", 4), ("蕲春县合计", 4)]


@pytest.mark.parametrize(("name", "first"), [(SUMMARIES[0], "1组"), (SUMMARIES[2], f"{VILLAGE}001")])
def test_groups_and_tracts_end_in_their_sum(village: Workbook, name: str, first: str) -> None:
    assert [village[name].cell(row, 1).value for row in (6, 7)] == [first, "合计"]


def test_the_indicators_are_explained_with_their_rates(village: Workbook) -> None:
    lines = {row["指标"]: list(row.values()) for row in rows(village[MEANING])[:19]}
    assert lines.keys() == {i.zh for i in load_indicators()}
    assert lines["公民身份号码"][4:] == [3, 2, pytest.approx(2 / 3), 0.5, "未达标"]


def test_the_receipt_is_written_twice_with_what_is_handed_over(tract: Workbook) -> None:
    sheet = tract["交接单"]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[0] for line in lines].count("普查小区底册交接单") == 2
    for line in (
        ["普查小区", "乙村第001普查小区", "普查小区编号", f"{VILLAGE}001"],
        ["普查员", "丁某", "普查指导员", "丁某"],
        ["户籍人数", "3 人", "现住人数", "3 人"],
        ["列册人数", "3 人", "工作表", f"{len(tract.sheetnames)} 张"],
    ):
        assert lines.count(line) == 2
    words = texts(sheet)
    assert all(words.count(word) == 2 for word in ("移交人（签名）", "接收人（签名）", "移交日期", "应归还日期"))
    assert "存根" in words
    assert "回执" in words
    assert sheet.page_setup.orientation == "portrait"


def test_the_same_rows_give_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hashes(folder: Path) -> list[str]:
        return [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*.xlsx"))]

    monkeypatch.setattr(workbooks, "PARALLEL_FROM", 0)
    assert hashes(written(tmp_path / "b")) == hashes(folder)


def test_a_village_where_nothing_is_counted_gets_no_workbook(tmp_path: Path) -> None:
    change = "insert into roster.village_summary select '421126100209', columns(* exclude (region)) * 0 from "
    folder = written(tmp_path, change=f"{change} roster.village_summary limit 1")
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("change", ["delete from landing.region", "update landing.region set region_name = null"])
def test_a_village_without_a_name_is_called_by_its_code(tmp_path: Path, change: str) -> None:
    folder = written(tmp_path, change=change)
    assert sorted(p.name for p in folder.iterdir())[0] == f"{VILLAGE}_{VILLAGE}"
