"""Numbers in texts, in the order in which people read them."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.roster.natural_order import natural


def ordered(texts: list[str]) -> list[str]:
    con = duckdb.connect()
    con.execute("create table t as select unnest(?::varchar[]) as text", [texts])
    return [text for (text,) in con.execute(f"select text from t order by {natural('text')} nulls last").fetchall()]


@pytest.mark.parametrize(
    "texts",
    [["2", "10", "100"], ["2号", "10号"], ["3-2", "3-10", "10-1"], ["12", "12附1", "13"], ["2", "10", "A2", "A10"]],
)
def test_figures_stand_by_their_value(texts: list[str]) -> None:
    assert ordered(texts[::-1]) == texts


@given(st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 99)), min_size=2, max_size=6, unique=True))
def test_building_and_room(numbers: list[tuple[int, int]]) -> None:
    assert ordered([f"{a}-{b}" for a, b in numbers]) == [f"{a}-{b}" for a, b in sorted(numbers)]
