"""The workbooks of a month: where they lie, how they look and print, what is locked."""

import hashlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from assets.publish import workbooks
from assets.publish.explained import explained_columns, load_filling
from assets.publish.workbooks import write_workbooks
from assets.quality.acceptance import Acceptance
from assets.registry.codes import load_codes
from assets.registry.indicators import load_indicators
from tests.publish.published import month_database
from tests.small_month import VILLAGE, run_of

FAMILY, ROLL, MEANING, SIGNATURES = "家庭户个人信息表", "户主姓名底册", "指标解释", "签字页"
ENTRIES = [FAMILY, "集体户个人信息表", "户表", "空宅表", "空挂户表", "楼盘小区信息表"]
SUMMARIES = ["分小组人口汇总表", "分村(居)人口汇总表", "分普查小区人口汇总表"]
AROUND = [MEANING, "填写说明", "代码表", SIGNATURES, "保密协议"]
OWN = f"{VILLAGE}_乙村"


def written(folder: Path, acceptance: Acceptance = "provisional", change: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    run = run_of(folder)
    con = month_database(run)
    if change:
        con.execute(change)
    write_workbooks(con, run, acceptance, folder / "workbooks")
    return folder / "workbooks"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("books") / "a")


@pytest.fixture(scope="module")
def village(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / f"{OWN}_一套表.xlsx")


@pytest.fixture(scope="module")
def tract(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / "普查小区" / f"{VILLAGE}001_一套表.xlsx")


@pytest.fixture(scope="module")
def police(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / OWN / f"{OWN}_户籍核对本.xlsx")


@pytest.fixture(scope="module")
def books(village: Workbook, tract: Workbook, police: Workbook) -> list[Workbook]:
    return [village, tract, police]


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def head_of(sheet: Worksheet) -> int:
    """The row that is repeated on every page."""
    return int(sheet.print_title_rows.split("$")[-1])


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines below the head as header -> value."""
    lines = list(sheet.iter_rows(min_row=head_of(sheet), values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


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


@pytest.mark.parametrize("name", [*ENTRIES, *SUMMARIES, ROLL, MEANING, "填写说明"])
def test_it_prints_as_wide_as_the_page_with_its_head_on_every_one(village: Workbook, name: str) -> None:
    sheet = village[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == (8 if name in ENTRIES[:2] else 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows
    assert sheet.freeze_panes or name == MEANING
    assert "保密" in sheet.oddHeader.left.text
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.cell(head_of(sheet) + 1, 2).font.name == "宋体"


def test_only_what_is_filled_in_is_open(books: list[Workbook]) -> None:
    for book in books:
        for sheet in book:
            assert sheet.protection.sheet, sheet.title
            assert sheet.protection.password is None
            above = list(sheet.iter_rows(max_row=head_of(sheet) if sheet.print_title_rows else 1))
            assert all(cell.protection.locked for row in above for cell in row)


def test_every_line_of_an_entry_table_can_be_corrected_and_added_to(village: Workbook, tract: Workbook) -> None:
    for book in (village, tract):
        for name in ENTRIES:
            lines = list(book[name].iter_rows(min_row=head_of(book[name]) + 1))
            assert len([line for line in lines if not any(cell.value for cell in line[1:])]) >= 10
            assert not [cell for line in lines for cell in line[1:] if cell.protection.locked]
            assert all(line[0].protection.locked for line in lines)
    for name in (*SUMMARIES, ROLL, MEANING, "代码表"):
        assert all(cell.protection.locked for row in village[name].iter_rows() for cell in row)


def test_digits_that_are_typed_stay_text(village: Workbook) -> None:
    sheet = village[FAMILY]
    column = [cell.value for cell in sheet[head_of(sheet)]].index("公民身份号码")
    assert {row[column].number_format for row in sheet.iter_rows(min_row=head_of(sheet) + 1)} == {"@"}


def test_coded_columns_offer_the_labels_of_the_registry(village: Workbook) -> None:
    sheet = village[FAMILY]
    head = head_of(sheet)
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        cells = next(iter(rule.sqref.ranges))
        assert (cells.min_row, cells.max_row) == (head + 1, sheet.max_row)
        name, area = rule.formula1.replace("'", "").split("!")
        column = [row[0].value for row in village[name][area.replace("$", "")]]
        offered[sheet.cell(head, cells.min_col).value] = column
    lists = {"与户主关系": "relation", "性别": "sex", "民族": "ethnic_group", "婚姻状况": "marital_status",
        "受教育程度": "education", "户口性质": "hukou_type", "户籍状况": "hukou_state",
        "居住状况": "residence_state"}  # fmt: skip
    assert offered == {head: [code.label_zh for code in load_codes()[name]] for head, name in lists.items()}


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


def test_every_printed_column_is_explained(village: Workbook) -> None:
    assert load_filling().keys() == explained_columns().keys()
    explained = {header for row in rows(village["填写说明"]) for header in str(row["栏目"]).split("、")}
    assert {cell.value for name in ENTRIES for cell in village[name][head_of(village[name])]} <= explained | {"序号"}


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
