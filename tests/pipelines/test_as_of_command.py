"""`renpu as-of`: the published month that holds a moment is opened, and what none holds is refused with help."""

from __future__ import annotations

import stat
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.settings import load_settings
from tests.pipelines.county_home import home_in
from tests.publish.published import publish
from tests.small_month import OTHER_VILLAGE, VILLAGE

MOVED = f"""update roster.change set kind = 'move_within', before = '{OTHER_VILLAGE}', event_date = '2026-10-20'
    where person_id = '01'; update roster.change set kind = 'birth', event_date = '2026-10-05' where kind = 'opening';
    update roster.person set name = '=1+1' where person_id = '02'"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    home = home_in(folder)
    assert load_settings(home).workspace.warehouse == folder / "data" / "warehouse"
    publish(folder / "data", change=MOVED)
    return home


def as_of(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "as-of", *arguments])


def test_the_census_moment_is_the_end_of_the_month_before(home: Path) -> None:
    told = as_of(home, "2026-11-01").output.splitlines()
    assert told[0] == "2026-11-01 00:00  4 persons in the roster, from 2026-10"
    assert told[1:] == [f"   {VILLAGE}          3", f"   {OTHER_VILLAGE}          1"]


@pytest.mark.parametrize(
    ("moment", "persons", "there"),
    [("2026-10-21", 4, (3, 1)), ("2026-10-20", 4, (2, 2)), ("2026-10-05 23:59", 1, (0, 1))],
)
def test_events_after_the_moment_are_taken_back(home: Path, moment: str, persons: int, there: tuple[int, int]) -> None:
    told = as_of(home, moment).output.splitlines()
    assert f"{persons} persons" in told[0]
    counts = {line.split()[0]: int(line.split()[1]) for line in told[1:]}
    assert (counts.get(VILLAGE, 0), counts.get(OTHER_VILLAGE, 0)) == there


def test_the_persons_are_written_for_the_office_alone(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    assert as_of(home, "2026-10-20", "--out", str(out)).exit_code == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    (sheet,) = openpyxl.load_workbook(out)
    assert sheet["A2"].value == "时点：2026-10-20 00:00    共 4 人    取自 2026-10 底册"
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    told = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["村（居）代码"], row["姓名"], row["此后的变动（已退回）"]) for row in told] == [
        (VILLAGE, "=1+1", None), (VILLAGE, "甲03", None), (OTHER_VILLAGE, "甲01", "县内移动"),
        (OTHER_VILLAGE, "甲04", None)]  # fmt: skip
    assert told[0]["公民身份号码"] == "421126198005010002"


def test_no_cell_of_the_persons_runs_or_loses_digits(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    as_of(home, "2026-11-01", "--out", str(out))
    cells = [cell for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=4) for cell in row]
    assert {cell.data_type for cell in cells if cell.column_letter != "F" and cell.value is not None} == {"s"}
    assert [cell.value for cell in cells if cell.quotePrefix] == ["=1+1"]


def test_a_name_that_is_no_workbook_is_refused(home: Path, tmp_path: Path) -> None:
    told = as_of(home, "2026-11-01", "--out", str(tmp_path / "a.csv"))
    assert told.exit_code == 2
    assert "a.csv: the persons are written as a workbook, name it .xlsx" in told.output
    assert not (tmp_path / "a.csv").exists()


def test_a_moment_that_no_month_holds_is_refused(home: Path) -> None:
    told = as_of(home, "2026-12-15")
    assert told.exit_code == 1
    assert "lies in 2026-12, published are 2026-10" in told.output


def test_the_first_month_cannot_be_taken_back(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    publish(tmp_path / "data")
    assert as_of(home, "2026-11-01").exit_code == 0
    told = as_of(home, "2026-10-15")
    assert told.exit_code == 1
    assert "2026-10 is the first month" in told.output
    assert "ask for 2026-11-01 or later" in told.output


def test_a_month_of_an_older_version_is_to_be_run_again(tmp_path: Path) -> None:
    home = home_in(tmp_path)
    run = publish(tmp_path / "data")
    file = run.workspace.published(run.month) / "restricted" / "roster.duckdb"
    with duckdb.connect(str(file)) as con:
        con.execute("drop macro table roster_as_of")
    assert "2026-10 was published by an older version: renpu run 2026-10" in as_of(home, "2026-11-01").output
