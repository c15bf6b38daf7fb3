"""Cells are written in one place, and no text that is written there can run."""

import ast
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from xlsxwriter.worksheet import Worksheet

from assets.publish import cells
from assets.publish.cells import LONGEST, RUNNABLE, Book
from assets.publish.styles import LOOKS

ASSETS = Path(__file__).parents[2] / "assets"
CELL_LOOKS = sorted(LOOKS.keys() - {"differs"})
# What a cell can hold at all: XML knows no control characters but those that RUNNABLE puts in front.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)


def reread(write: Callable[[Book], object]) -> openpyxl.Workbook:
    buffer = io.BytesIO()
    with Book(buffer, "t", dt.date(2026, 10, 1)) as book:
        write(book)
    return openpyxl.load_workbook(io.BytesIO(buffer.getvalue()))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["", *RUNNABLE]), TEXT, st.sampled_from(CELL_LOOKS))
def test_text_stays_text_however_it_is_written(start: str, rest: str, look: str) -> None:
    text = start + rest + "。"

    def write(book: Book) -> None:
        sheet = book.sheet("a")
        sheet.put(0, 0, text, look)
        sheet.lines(1, [(text, None, 3)], [look] * 3, 20)
        sheet.merged(2, 0, 2, text, look)
        sheet.merged(3, 0, 0, text, look)

    for cell in [reread(write)["a"].cell(row, 1) for row in range(1, 5)]:
        assert cell.data_type == "s"
        assert unescape(str(cell.value)) == text
        assert bool(cell.quotePrefix) == text.startswith(RUNNABLE)


def test_a_formula_of_a_delivery_is_never_one_here() -> None:
    attacks = ["=1+1", '=HYPERLINK("http://x")', "+86", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "http://x", "{=1}"]
    sheet = reread(lambda book: book.sheet("a").lines(0, [[a] for a in attacks], ["text"], 20))["a"]
    assert [(cell.data_type, cell.hyperlink) for (cell,) in sheet.iter_rows()] == [("s", None)] * len(attacks)
    assert [bool(cell.quotePrefix) for (cell,) in sheet.iter_rows()] == [True] * 8 + [False] * 2


def test_cells_are_those_that_xlsxwriter_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ['甲<&>"乙', " 空 ", None, 0, -3, 2.5, 1 / 3, 10**15, 0.1 + 0.2, True]

    def written() -> list[tuple[object, ...]]:
        sheet = reread(lambda book: book.sheet("a").lines(3, [values], ["number"] * len(values), 20))["a"]
        return [(cell.coordinate, cell.value, cell.data_type, cell.number_format) for cell in sheet[4]]

    ours = written()
    monkeypatch.setattr(cells, "PlainWorksheet", Worksheet)
    assert ours == written()


def test_a_text_longer_than_a_cell_is_cut_not_lost() -> None:
    cell = reread(lambda book: book.sheet("a").put(0, 0, "长" * (LONGEST + 5), "text"))["a"]["A1"]
    assert cell.value == "长" * LONGEST


def test_a_name_with_an_ampersand_prints_as_it_is() -> None:
    sheet = reread(lambda book: book.sheet("a").page("甲&乙", "2026-10", "", (0, 0)))["a"]
    assert "甲&&乙" in sheet.oddFooter.left.text


def test_nothing_else_writes_cells() -> None:
    """Who imports xlsxwriter could write past `Sheet`."""
    found = []
    for file in ASSETS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            found += [file.name for name in (*names, module) if name.split(".")[0] == "xlsxwriter"]
    assert set(found) == {"cells.py", "worksheet.py"}
