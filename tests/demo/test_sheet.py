import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demo import tables
from demo.draws import Draws
from demo.forms import sheet, surroundings, text
from demo.forms.sheet import Grid
from demo.forms.style import Style

LAYOUTS = st.sampled_from(sorted(tables.layouts()))


def _cells(layout: str, n: int) -> dict[str, np.ndarray]:
    columns = tables.layouts()[layout]
    return {c: np.array([f"{c}-{i}" for i in range(n)], dtype=object) for c in columns}


@settings(deadline=None)
@given(LAYOUTS, st.integers(0, 130), st.integers(0, 10_000), st.sampled_from(["xlsx", "csv"]))
def test_records_land_where_the_truth_says(layout: str, n: int, file: int, form: str) -> None:
    style = Style(Draws(1), "survey", file, form, "gb18030")
    grid, at = sheet.build(style, layout, _cells(layout, n), "甲村", "甲村名册", [])
    first = next(iter(tables.layouts()[layout]))
    for i, row in enumerate(at):
        assert f"{first}-{i}" in grid.rows[row]
    assert sum(any(v == f"{first}-{i}" for v in row) for row in grid.rows for i in range(n)) == n


def test_below_the_records_stand_their_number_who_made_the_sheet_both_or_nothing() -> None:
    found = {
        tuple(row[0] for row in surroundings.footer(Style(Draws(1), "survey", file, "xlsx", ""), 5, 9))
        for file in range(60)
    }
    assert found == {(), ("合计",), ("制表人：李某",), ("合计", "制表人：李某")}


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 10_000))
def test_households_are_written_once(n: int, file: int) -> None:
    style = Style(Draws(1), "survey", file, "xlsx", "")
    blocks = np.arange(n) // 3
    cells = _cells("survey_persons", n) | {"household_no": np.array([f"户{b}" for b in blocks], dtype=object)}
    grid, at = sheet.build(style, "survey_persons", cells, "甲村", "甲村名册", [], blocks)
    merged = {row for a, c, b, d in grid.merges if c == d and a != b for row in range(a + 1, b + 1)}
    for i, row in enumerate(at):
        written = f"户{blocks[i]}" in grid.rows[row]
        assert written or int(row) in merged


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["a", "b\nc", "d\n\ne", 'f"', None]), min_size=3, max_size=3), max_size=20))
def test_text_records_start_on_their_line(rows: list[list[str | None]]) -> None:
    data, starts = text.write(Grid("", [["标", "题", "行"], *rows]), ",", "utf-8")
    lines = data.decode().replace("\r\n", "\r").split("\r")
    assert len(starts) == len(rows) + 1
    physical = np.cumsum([0, *(line.count("\n") + 1 for line in lines[:-1])])
    assert starts.tolist() == physical[: len(starts)].tolist()
