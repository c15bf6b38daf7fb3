import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demo.draws import Draws

IDS = st.lists(st.integers(0, 1 << 50), min_size=1, max_size=40, unique=True)


@given(IDS, st.randoms())
def test_a_draw_belongs_to_its_id_and_not_to_its_place(ids: list[int], random: object) -> None:
    shuffled = sorted(ids)
    there = dict(zip(ids, Draws(3).uniform("tag", ids), strict=True))
    again = dict(zip(shuffled, Draws(3).uniform("tag", shuffled), strict=True))
    assert there == again


def test_tags_and_seeds_are_independent() -> None:
    ids = np.arange(20_000)
    first = Draws(1).uniform("a", ids)
    for other in (Draws(1).uniform("b", ids), Draws(2).uniform("a", ids)):
        assert abs(np.corrcoef(first, other)[0, 1]) < 0.03


def test_shares_are_met() -> None:
    ids = np.arange(50_000)
    assert abs(Draws(1).hit("x", ids, 0.2).mean() - 0.2) < 0.01
    counts = np.bincount(Draws(1).choice("y", ids, np.array([0, 1]), [0.9, 0.1]))
    assert abs(counts[1] / len(ids) - 0.1) < 0.01
