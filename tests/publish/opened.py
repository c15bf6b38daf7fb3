"""Workbooks of the small month: how they are written for a test, and how their sheets are read."""

from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from assets.publish.workbooks import write_workbooks
from assets.quality.acceptance import Acceptance
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


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def head_of(sheet: Worksheet) -> int:
    """The row that is repeated on every page."""
    return int(sheet.print_title_rows.split("$")[-1])


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    """The lines below the head as header -> value."""
    lines = list(sheet.iter_rows(min_row=head_of(sheet), values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]
