import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.landing.readers.cells import BLANKS, as_text, column


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  as it is ", "  as it is "),
        (13800138000.0, "13800138000"),
        (-2.0, "-2"),
        (36.6, "36.6"),
        (422128195508050880.0, "4.22128195508051e+17"),
        (370281198503121000.0, "3.70281198503121e+17"),
        (100000000000000.0, "100000000000000"),
        (1e15, "1.00000000000000e+15"),
        (True, "TRUE"),
        (dt.date(1985, 3, 12), "1985-03-12"),
        (dt.datetime(1985, 3, 12), "1985-03-12"),
        (dt.datetime(2026, 10, 5, 7, 8, 9), "2026-10-05 07:08:09"),
        (dt.time(7, 8), "07:08:00"),
        (None, ""),
    ],
)
def test_a_cell_as_text(cell: object, text: str) -> None:
    assert as_text(cell) == text


def test_cells_without_a_visible_character_are_null() -> None:
    assert column(["", " ", "\u3000", "\u200b\ufeff", "\u00a0\t\n", "x "]).to_pylist() == [None] * 5 + ["x "]


def test_a_column_may_mix_types() -> None:
    assert column(["1", 2.0, None, dt.date(2020, 1, 2)]).to_pylist() == ["1", "2", None, "2020-01-02"]


TEXTS = st.text(st.sampled_from(["张", "a", "é", "\U00020000", " ", "\x1f", "\n"]), max_size=5)


@given(st.lists(TEXTS | st.none() | st.integers(0, 9), min_size=1, max_size=20))
def test_a_column_holds_what_its_cells_say(cells: list[object]) -> None:
    texts = ["" if cell is None else str(cell) for cell in cells]
    assert column(cells).to_pylist() == [t if t.strip(BLANKS) else None for t in texts]
