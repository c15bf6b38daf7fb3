"""境外人员名册: printed where there are foreign residents, no file where there are none."""

from pathlib import Path

import openpyxl

from tests.publish.published import publish
from tests.small_month import VILLAGE

ROW = f"""insert into roster.foreign_resident by name
    select 'f1' as person_id, '=金某某' as name, '2' as sex, date '1992-11-30' as birth_date, '韩国' as nationality,
        '外国护照' as document_kind, 'M22678319' as id_number, '{VILLAGE}' as residence_region, 'r9' as record_id"""


def test_the_roll_of_foreign_residents(tmp_path: Path) -> None:
    run = publish(tmp_path, change=ROW)
    sheet = openpyxl.load_workbook(run.workspace.published(run.month) / "restricted" / "境外人员名册.xlsx").active
    told = dict(zip([cell.value for cell in sheet[3]], [cell.value for cell in sheet[4]], strict=True))
    assert (told["姓名"], told["性别"], told["出生日期"], told["国籍或地区"]) == (
        "=金某某",
        "女",
        "1992-11-30",
        "韩国",
    )
    assert sheet["B4"].quotePrefix
    assert "共 1 人" in sheet["A2"].value


def test_no_foreign_residents_no_file(tmp_path: Path) -> None:
    run = publish(tmp_path)
    assert not list((run.workspace.published(run.month) / "restricted").glob("境外*"))
