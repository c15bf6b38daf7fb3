"""`renpu account`: where every row went, and what needs somebody's action."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.cli import main
from pipelines.settings import load_settings
from pipelines.summary import missing_of
from tests.landing.files import put, text, xlsx
from tests.pipelines.county_home import home_in, land

A, B = "421126100001", "421126100002"
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码", "家里几口"]
SECRET = "421126198505010011"


def police(village: str, count: int) -> list[list[str]]:
    return [["1", f"人{i}", SECRET, "某村", village, "3"] for i in range(count)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two months: in the second a village shrinks, another sends nothing, and some files are of no use."""
    home, raw = home_in(tmp_path), tmp_path / "data" / "raw"
    put(raw, "2026-09/police_hukou/a.csv", text([POLICE, *police(A, 100), *police(B, 5)]))
    land(home, "2026-09")
    put(raw, "2026-10/police_hukou/a.csv", text([POLICE, *police(A, 4), ["1", "", "", "某村", A, ""]]))
    put(raw, "2026-10/police_hukou/b.xlsx", xlsx({"东村": [["名册"], POLICE, *police(A, 60)], "注": [["说明"]]}))
    put(raw, "2026-10/police_hukou/c.csv", text([POLICE[:2] + POLICE[3:], ["1", "张三", "某村", A, "1"]]))
    put(raw, "2026-10/medical_insurance/d.xlsx", b"PK\x03\x04 cut off")
    put(raw, "2026-10/社保/e.csv", text([POLICE]))
    land(home, "2026-10")
    return home


def account(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--home", str(home), "account", *arguments])


def test_every_sheet_with_its_rows(home: Path) -> None:
    output = account(home, "2026-10").output
    for line in (
        "(text)  superseded: 6 = 4 accepted (0 in force, 4 superseded) + 1 rejected + 1 skipped (1 header)",
        "东村  read: 62 = 60 accepted (60 in force) + 0 rejected + 2 skipped (1 title, 1 header)",
        "superseded by a later file of their scope: 2026-10/police_hukou/b.xlsx",
        "注  no_header: 1 = 0 accepted + 0 rejected + 1 skipped (1 unread)",
    ):
        assert line in output
    totals = next(line for line in output.splitlines() if line.startswith("  police_hukou  "))
    assert totals.split() == ["police_hukou", "3", "files", "4", "sheets", "71", "64", "1", "6", "60", "4", "0"]


def test_what_needs_action(home: Path) -> None:
    output = account(home, "2026-10", "--problems").output
    for line in (
        "2026-10/medical_insurance/d.xlsx: cannot be opened, send it again",
        "2026-10/police_hukou/a.csv: unknown columns: renpu sources check",
        "columns not in the layout, not stored: 家里几口",
        "2026-10/police_hukou/a.csv: replaced by path alone: if it is the later one, put a date into its name",
        "2026-10/police_hukou/c.csv: map its columns in layouts.yaml: renpu sources check",
        "required column missing: id_number",
        "2026-10/社保/e.csv: in no source's folder, move it",
        f"2026-10/police_hukou/{A} (police_hukou: 100 rows before, 60 now)",
        f"police_hukou: 1 of 2 villages sent nothing, carried forward, the oldest for 1 months: {B}",
        "nothing delivered so far: ",
        "no events this month: ",
    ):
        assert line in output
    assert "Sheets" not in output
    assert "注" not in output


def test_one_source(home: Path) -> None:
    output = account(home, "2026-10", "--source", "medical_insurance").output
    assert "police_hukou" not in output
    assert "d.xlsx" in output


def test_no_value_of_a_person_is_printed(home: Path) -> None:
    assert SECRET not in account(home, "2026-10").output


def test_a_confirmed_shrink_needs_no_action(home: Path) -> None:
    home_in(home, f'[landing]\nconfirmed_shrinks = ["2026-10/police_hukou/{A}"]\n')
    assert "100 rows before" not in account(home, "2026-10", "--problems").output


@pytest.mark.parametrize(("month", "told"), [("2026-11", "was not run so far"), ("1", "is not written YYYY-MM")])
def test_a_month_without_account(home: Path, month: str, told: str) -> None:
    result = account(home, month)
    assert result.exit_code == 1
    assert told in result.output


def test_the_published_month_where_the_working_one_is_gone(home: Path) -> None:
    workspace = load_settings(home).workspace
    work = workspace.warehouse / "work" / "months" / "2026-10.duckdb"
    published = workspace.warehouse / "published" / "2026-10" / "restricted" / "roster.duckdb"
    published.parent.mkdir(parents=True)
    with duckdb.connect(str(published)) as con:
        con.execute(f"attach '{work}' as work")
        for table in ("source_file", "source_scope"):
            con.execute(f"create table {table} as from work.landing.{table}")
    work.unlink()
    output = account(home, "2026-10").output
    assert "2026-10, as published" in output
    assert "东村  read: 62" in output


def test_what_is_missing_is_told_with_the_months(home: Path) -> None:
    lines = list(missing_of(load_settings(home), "2026-10"))
    assert f"   police_hukou: 1 of 2 villages sent nothing, carried forward, the oldest for 1 months: {B}" in lines
    assert any("medical_insurance" in line for line in lines if "nothing delivered so far" in line)
    assert list(missing_of(load_settings(home), "2026-12")) == []
