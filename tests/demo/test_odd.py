"""Odd forms, read back by libraries that share nothing with their writers."""

import datetime as dt
import io
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demo import tables
from demo.draws import Draws
from demo.forms import markup, odd, sheet, workbook
from demo.forms.sheet import Grid
from demo.forms.style import Style
from tests.demo.readers import SS, decoded, read

CELLS = st.sampled_from(["张三", "a<b&c", "370281198503121234", "行\n二", None, "x  y", '"引"'])
TABLES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=12)


def _style(trick: str, file: int = 5) -> Style:
    return odd.turned(Style(Draws(1), "ledger_enterprise", file, "", ""), trick)


def _cells(layout: str, n: int) -> dict[str, np.ndarray]:
    return {c: np.array([f"{c}-{i}" for i in range(n)], dtype=object) for c in tables.layouts()[layout]}


@settings(deadline=None)
@given(TABLES)
def test_web_pages_show_their_rows(rows: list[list[str | None]]) -> None:
    data = markup.webpage([Grid("", [["甲", "乙", "丙"], *rows])], "gb18030").decode("gb18030")
    texts = dict.fromkeys(range(3), str)
    (found,) = pd.read_html(io.StringIO(data), header=0, keep_default_na=False, converters=texts)
    shown = [["" if v is None else " ".join(v.split()) for v in row] for row in rows]
    told = [[" ".join(v.split()) for v in row] for row in found.to_numpy().tolist()]
    assert [r for r in told if any(r)] == [r for r in shown if any(r)]


@settings(deadline=None)
@given(TABLES)
def test_spreadsheetml_numbers_its_rows_as_a_spreadsheet_does(rows: list[list[str | None]]) -> None:
    table = ElementTree.fromstring(markup.spreadsheetml([Grid("名册", rows)]))
    found = {
        (int(row.attrib[SS + "Index"]) - 1, text): True
        for row in table.iter(SS + "Row")
        for text in ("".join(cell.itertext()) for cell in row.iter(SS + "Cell"))
    }
    assert set(found) == {(i, v) for i, row in enumerate(rows) for v in row if v is not None}


def test_spreadsheetml_keeps_merges_types_and_hidden_sheets() -> None:
    grid = Grid("名册", [["标题", None], ["甲", 12.0], [dt.date(2026, 8, 1), None]], merges=[(0, 0, 0, 1)])
    text = markup.spreadsheetml([grid, Grid("字典", [["1", "男"]], hidden=True)]).decode()
    assert 'ss:MergeAcross="1"' in text
    assert '<Data ss:Type="Number">12</Data>' in text
    assert "2026-08-01T00:00:00.000" in text
    assert text.count("SheetHidden") == 1


def test_web_pages_round_long_numbers_as_a_spreadsheet_does() -> None:
    page = markup.webpage([Grid("", [[370281198503121234.0, 13800138000.0]])], "gb18030").decode("gb18030")
    assert "3.70281E+17" in page
    assert "13800138000" in page


def test_dates_of_1904_workbooks_are_the_same_days() -> None:
    data = workbook.xlsx([Grid("名册", [["出生日期"], [dt.date(1985, 3, 12)]])], from_1904=True)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.epoch.year == 1904
    assert book["名册"]["A2"].value == dt.datetime(1985, 3, 12)


def test_rows_that_a_filter_hides_are_in_the_sheet() -> None:
    grid, at = sheet.build(_style("hidden_rows"), "ledger_residents", _cells("ledger_residents", 40), "甲", "甲", [])
    odd.hide(_style("hidden_rows"), grid, at, np.arange(40))
    page = openpyxl.load_workbook(io.BytesIO(workbook.xlsx([grid])))["甲"]
    hidden = {r for r, d in page.row_dimensions.items() if d.hidden}
    assert hidden
    assert hidden <= set(at + 1)


@given(st.integers(12, 90), st.integers(0, 500))
@settings(deadline=None)
def test_a_continuation_holds_the_rest_of_the_rows_and_no_header(n: int, file: int) -> None:
    style = _style("continued", file)
    grid, at = sheet.build(style, "pic_persons", _cells("pic_persons", n), "Sheet1", "名册", [])
    (first, rest), piece = odd.cut(style, grid, at)
    start = at[piece == 1].min()
    assert rest.name == "Sheet1(2)"
    for i, row in enumerate(at):
        place = rest.rows[row - start] if piece[i] else first.rows[row]
        assert f"name-{i}" in place
    assert f"name-{int(np.nonzero(piece)[0][0])}" in rest.rows[0]


def test_hints_stand_below_the_header() -> None:
    cells = _cells("ledger_residents", 3)
    grid, at = sheet.build(_style("commented"), "ledger_residents", cells, "甲", "甲", [])
    hints = grid.rows[at[0] - 1]
    assert "必填，真实姓名" in hints
    assert hints.index("必填，真实姓名") == grid.rows[at[0]].index("name-0")


@pytest.mark.parametrize("trick", ["wrapped", "apostrophe", "tabbed", "tab_text"])
def test_only_long_numbers_are_bent(trick: str) -> None:
    cells = {"id_number": np.array(["37028119850312123X", "无", None, "12"], dtype=object)}
    bent = odd.bend(_style(trick), cells)["id_number"].tolist()
    assert bent[0].strip("=\"'\t") == "37028119850312123X"
    assert bent[0] != "37028119850312123X"
    assert bent[1:] == ["无", "NULL" if trick == "tab_text" else None, "12"]


@given(st.text(alphabet="张李王姓名，\r\n,1985省市县䶮", min_size=1), st.integers(0, 60))
def test_wrongly_saved_text_can_be_put_right(text: str, file: int) -> None:
    given_text = "姓名," + text
    assert decoded(odd.garbled(_style("mojibake", file), given_text.encode())) == given_text


def test_every_form_occurs_in_a_small_county(county: Path) -> None:
    files = [p for p in (county / "raw").rglob("*") if p.is_file()]
    starts = {p: p.read_bytes()[:9] for p in files}
    old = {p: s for p, s in starts.items() if p.suffix == ".xls"}
    assert any(s.startswith(b"<html") for s in old.values())
    assert any(s.startswith(b"<?xml") for s in old.values())
    assert any(s.startswith(b"PK") for s in old.values())
    assert any(b"\t" in p.read_bytes()[:99] and b"\0" not in p.read_bytes()[:99] for p in old)
    text = b"".join(p.read_bytes() for p in files if p.suffix == ".csv")
    assert b'"=""4' in text
    assert b"\t\r\n" in text or b"\t," in text
    assert b",'4" in text
    assert "户籍地|".encode("gb18030") in b"".join(p.read_bytes() for p in files if p.suffix == ".txt")
    assert "户籍村;".encode() in text
    sheets = [name for p in files for name in _sheet_names(p)]
    assert "Sheet1(2)" in sheets


def _sheet_names(file: Path) -> list[str]:
    if file.suffix not in (".xls", ".xlsx"):
        return []
    return [str(sheet) for _, sheet in read(file.name, file.read_bytes())]
