import hashlib
from pathlib import Path

import openpyxl
import pytest

from assets.publish import workbooks
from assets.publish.workbooks import write_workbooks
from assets.quality.acceptance import Acceptance
from assets.registry.indicators import load_indicators
from tests.publish.published import month_database
from tests.small_month import VILLAGE, run_of

ROLL, SUMMARY, GROUPS, MEANING = "户主姓名底册", "分村(居)人口汇总表", "分小组人口汇总表", "指标解释"


def written(folder: Path, acceptance: Acceptance = "provisional", change: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    run = run_of(folder)
    con = month_database(run)
    if change:
        con.execute(change)
    write_workbooks(con, run, acceptance, folder / "workbooks")
    return folder / "workbooks"


def opened(folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / f"{VILLAGE}_乙村_户主姓名底册.xlsx")


def texts(sheet: openpyxl.worksheet.worksheet.Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_one_workbook_per_village(tmp_path: Path) -> None:
    names = sorted(p.name for p in written(tmp_path).iterdir())
    assert names == ["421126100201_乙村_户主姓名底册.xlsx", "421126100202_丙村_户主姓名底册.xlsx"]
    assert opened(tmp_path / "workbooks").sheetnames == [ROLL, SUMMARY, GROUPS, MEANING]


def test_the_roll_names_place_moment_and_households(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path))[ROLL]
    assert sheet["A1"].value == "户主姓名底册"
    assert sheet["A2"].value == "蕲春县 甲镇 乙村（421126100201）"
    assert sheet["M2"].value == "参照时点：2026年10月31日24时"
    heads = [cell.value for cell in sheet[4]]
    assert heads[0] == "户编号"
    row = dict(zip(heads, [cell.value for cell in sheet[5]], strict=True))
    assert (row["户主姓名"], row["户别"], row["现住人数"], row["户编号"]) == ("=甲", "家庭户", 3, "001")
    total = [cell.value for cell in sheet[6]]
    assert (total[0], total[5], total[8], total[12]) == ("合计", "1 户", 3, "另有空户 0 个")


def test_a_text_that_could_run_stays_a_text(tmp_path: Path) -> None:
    cell = opened(written(tmp_path))[ROLL]["F5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=甲", "s", True)


def test_it_prints_on_a4_with_its_head_on_every_page(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path))[ROLL]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$4:$4", "G5")
    assert sheet.page_setup.fitToHeight == 0
    assert "保密" in sheet.oddHeader.left.text
    assert sheet["A5"].font.name == "宋体"


def test_a_month_below_the_standard_says_so_on_every_sheet(tmp_path: Path) -> None:
    book = opened(written(tmp_path))
    assert all("未达标" in texts(sheet) and "未达标" in sheet.oddHeader.right.text for sheet in book)
    assert "低于 95% 的指标 5 项：公民身份号码" in book[ROLL]["A3"].value


def test_an_accepted_month_says_nothing_of_it(tmp_path: Path) -> None:
    change = "update quality.completeness set rate = 1 where level = 'county'"
    book = opened(written(tmp_path, "accepted", change))
    assert not [sheet.title for sheet in book if "未达标（" in texts(sheet) or sheet.oddHeader.right.text]


def test_the_summary_stands_beside_its_township_and_county(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path))[SUMMARY]
    registered = [cell.value for cell in sheet[5]].index("户籍人数")
    lines = [(row[0].value, row[registered].value) for row in sheet.iter_rows(min_row=6, max_row=8)]
    assert lines == [("乙村", 3), ("甲镇合计", 4), ("蕲春县合计", 4)]


def test_groups_end_in_their_sum(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path))[GROUPS]
    assert [sheet.cell(row, 1).value for row in (6, 7)] == ["1组", "合计"]


def test_the_indicators_are_explained_with_their_rates(tmp_path: Path) -> None:
    sheet = opened(written(tmp_path))[MEANING]
    lines = {row[1].value: [cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=23)}
    assert lines.keys() == {i.zh for i in load_indicators()}
    assert lines["公民身份号码"][4:] == [3, 2, pytest.approx(2 / 3), 0.5, "未达标"]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hashes(folder: Path) -> list[str]:
        return [hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())]

    alone = hashes(written(tmp_path / "a"))
    monkeypatch.setattr(workbooks, "PARALLEL_FROM", 0)
    assert hashes(written(tmp_path / "b")) == alone


def test_a_village_where_nothing_is_counted_gets_no_workbook(tmp_path: Path) -> None:
    change = "insert into roster.village_summary select '421126100209', columns(* exclude (region)) * 0 from "
    folder = written(tmp_path, change=f"{change} roster.village_summary limit 1")
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("change", ["delete from landing.region", "update landing.region set region_name = null"])
def test_a_village_without_a_name_is_called_by_its_code(tmp_path: Path, change: str) -> None:
    folder = written(tmp_path, change=change)
    assert sorted(p.name for p in folder.iterdir())[0] == f"{VILLAGE}_{VILLAGE}_户主姓名底册.xlsx"
