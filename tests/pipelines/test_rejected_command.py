"""`renpu rejected`: workbooks that an office can correct and send back."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from pipelines.cli import main
from tests.landing.files import put, text, xlsx
from tests.pipelines.county_home import home_in, land

POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]
GOOD = ["1", "张三", "1", "某村", "421126100001"]
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home, raw = home_in(tmp_path), tmp_path / "data" / "raw"
    bad = [["7", "", "", FORMULA, "421126100001"], ["8", "", "", "@某村", ""]]
    put(raw, "2026-10/police_hukou/甲.csv", text([POLICE, GOOD, *bad]))
    put(raw, "2026-10/police_hukou/乙.xlsx", xlsx({"Sheet1": [POLICE, GOOD, bad[0]], "Sheet2": [POLICE, GOOD, bad[1]]}))
    put(raw, "2026-10/police_hukou/丙.xlsx", xlsx({"Sheet1": [POLICE, GOOD, bad[0]]}))
    put(raw, "2026-10/medical_insurance/丁.csv", text([["姓名", "证件号码", "家庭住址"], ["", "", "某村"]]))
    land(home, "2026-10")
    return home


def rejected(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "rejected", *arguments])


def books(home: Path) -> dict[str, Path]:
    return {file.name: file for file in (home / "data" / "warehouse" / "rejected" / "2026-10").iterdir()}


def test_one_workbook_per_source_with_a_sheet_per_sheet(home: Path) -> None:
    result = rejected(home, "2026-10")
    assert result.exit_code == 0
    found = books(home)
    assert sorted(found) == ["2026-10_退回_公安常住人口（户籍）.xlsx", "2026-10_退回_医保基本医疗保险.xlsx"]
    book = CalamineWorkbook.from_path(found["2026-10_退回_公安常住人口（户籍）.xlsx"])
    assert book.sheet_names == ["Sheet1", "乙 Sheet1", "Sheet2", "甲"]
    assert "5 rows" in result.output


def test_the_reason_comes_first_then_the_place_then_the_row_as_it_came(home: Path) -> None:
    rejected(home, "2026-10")
    book = CalamineWorkbook.from_path(books(home)["2026-10_退回_公安常住人口（户籍）.xlsx"])
    rows = book.get_sheet_by_name("甲").to_python()
    place = ["退回原因", "文件", "工作表", "行号"]
    assert rows[2] == [*place, "姓名", "公民身份号码", "户号", "户籍地址", "户籍地编码"]
    reason = ["姓名、公民身份号码均为空，无法识别", "2026-10/police_hukou/甲.csv", ""]
    assert rows[3:] == [
        [*reason, "3", "", "", "7", FORMULA, "421126100001"],
        [*reason, "4", "", "", "8", "@某村", ""],
    ]


def test_a_row_of_the_list_of_regions_is_sent_back_too(tmp_path: Path) -> None:
    home, raw = home_in(tmp_path), tmp_path / "data" / "raw"
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, GOOD]))
    put(
        raw,
        "reference/regions.csv",
        text([["code", "name", "level"], ["421126", "某县", "county"], ["东村", "东村", "village"]]),
    )
    land(home, "2026-10")
    assert "1 rows" in rejected(home, "2026-10").output
    (file,) = books(home).values()
    rows = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[3:]] == ["编码不是行政区划代码，应为6、9或12位数字"]


def test_formula_text_stays_text(home: Path) -> None:
    rejected(home, "2026-10")
    for file in books(home).values():
        with zipfile.ZipFile(file) as package:
            sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in sheet for sheet in sheets)


def test_the_files_are_private_and_of_this_month_alone(home: Path) -> None:
    rejected(home, "2026-10")
    folder = home / "data" / "warehouse" / "rejected" / "2026-10"
    first = {name: file.read_bytes() for name, file in books(home).items()}
    (folder / "old.xlsx").write_bytes(b"")
    rejected(home, "2026-10")
    assert {name: file.read_bytes() for name, file in books(home).items()} == first
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o640}
    assert stat.S_IMODE(folder.stat().st_mode) & 0o027 == 0


def test_another_folder(home: Path, tmp_path: Path) -> None:
    rejected(home, "2026-10", "--out", str(tmp_path / "new" / "out"))
    assert len(list((tmp_path / "new" / "out").iterdir())) == 2
    modes = {stat.S_IMODE(folder.stat().st_mode) & 0o027 for folder in (tmp_path / "new", tmp_path / "new" / "out")}
    assert modes == {0}


def test_nothing_rejected(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    put(tmp_path / "data" / "raw", "2026-10/police_hukou/a.csv", text([POLICE, GOOD]))
    land(home, "2026-10")
    assert "no row was rejected" in rejected(home, "2026-10").output
    assert rejected(home, "2026-11").exit_code == 1
