from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.publish.maps.labels import LEADING, SMALLEST, place_labels

WIDTH, HEIGHT = 189.0, 150.0
points = st.lists(st.tuples(st.floats(10, 179), st.floats(10, 140)), max_size=40)


def box(point: tuple[float, float], size: float, lines: tuple[str, ...]) -> tuple[float, float, float, float]:
    """West, north, east, south of a label: figures are taken for half as wide as the type, and a little more."""
    width = max(sum(1.0 if c > "⺀" else 0.55 for c in line) for line in lines) * size
    height = len(lines) * LEADING * size
    return point[0] - width / 2, point[1] - height / 2, point[0] + width / 2, point[1] + height / 2


@settings(max_examples=40, deadline=None)
@given(points)
def test_labels_never_overlap_nor_leave_the_picture(at: list[tuple[float, float]]) -> None:
    ways = [[(f"东桂苑{n}号楼", "36套30户空5"), (f"{n}",)] for n in range(len(at))]
    placed = place_labels(np.array(at).reshape(-1, 2), ways, WIDTH, HEIGHT)
    said = [(box(point, size, lines), size) for point, (size, lines) in zip(at, placed, strict=True) if lines]
    assert all(size >= SMALLEST for _, size in said)
    for (west, north, east, south), _ in said:
        assert west >= -0.01 and north >= -0.01 and east <= WIDTH + 0.01 and south <= HEIGHT + 0.01
    for (one, _), (other, _) in combinations(said, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart


def test_a_label_is_shortened_before_it_is_left_out() -> None:
    ways = [[(f"一个很长的小区名{n}号楼",), (str(n),)] for n in (1, 2, 3)]
    far = place_labels(np.array([[50.0, 20], [50, 70], [50, 120]]), ways, WIDTH, HEIGHT)
    assert [lines for _, lines in far] == [way[0] for way in ways]
    near = place_labels(np.array([[50.0, 50], [55, 50], [60, 50]]), ways, WIDTH, HEIGHT)
    assert [lines for _, lines in near if lines != ("1",)] != [way[0] for way in ways]
    assert all(lines for _, lines in near)
    same = place_labels(np.array([[50.0, 50]] * 3), ways, WIDTH, HEIGHT)
    assert sum(bool(lines) for _, lines in same) == 1
