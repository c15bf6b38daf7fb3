from math import asin, cos, radians, sin, sqrt

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from assets.publish.maps.ground import Frame, ground

EARTH = 6_371_008.8


def point(east: float, north: float) -> str:
    return f'{{"type":"Point","coordinates":[{east},{north}]}}'


def haversine(a: tuple[float, float], b: tuple[float, float]) -> float:
    (east, north), (other_east, other_north) = (map(radians, side) for side in (a, b))
    half = sin((north - other_north) / 2) ** 2
    half += cos(north) * cos(other_north) * sin((east - other_east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


@given(
    st.tuples(st.floats(100, 120), st.floats(20, 45)),
    st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)).filter(lambda d: max(map(abs, d)) > 1e-4),
)
def test_distances_on_the_ground_are_those_of_the_globe(place: tuple[float, float], away: tuple[float, float]) -> None:
    other = place[0] + away[0], place[1] + away[1]
    one, two = shapely.get_coordinates(ground([point(*place), point(*other)]))
    assert np.linalg.norm(one - two) == pytest.approx(haversine(place, other), rel=0.003)


def test_what_is_nowhere_on_earth_is_not_drawn() -> None:
    shapes = ground([None, "no geometry", point(115, 30), point(0, 0), point(500, 30)])
    assert shapely.is_missing(shapes).tolist() == [True, True, False, True, True]
    assert len(ground([])) == 0


def test_north_is_up_and_the_bar_measures_the_map() -> None:
    shapes = ground([point(115.0, 30.0), point(115.0, 30.002), point(115.001, 30.0)])
    frame = Frame.around(shapes, 189, 150, 100, 9)
    south, north, east = frame.on_paper(shapely.get_coordinates(shapes))
    assert north[1] < south[1] and east[0] > south[0]
    metres, length = frame.bar
    assert np.linalg.norm(north - south) / length * metres == pytest.approx(
        haversine((115.0, 30.0), (115.0, 30.002)), rel=0.003
    )
    assert np.linalg.norm(north - south) / 1000 * frame.scale == pytest.approx(222.6, rel=0.003)


@given(st.lists(st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)), min_size=1, max_size=20))
def test_everything_lies_inside_the_margin(points: list[tuple[float, float]]) -> None:
    frame = Frame.around(np.array([shapely.Point(p) for p in points]), 189, 150, 100, 9)
    placed = frame.on_paper(np.array(points))
    assert (placed >= 9 - 1e-6).all()
    assert (placed <= np.array([frame.width, frame.height]) - 9 + 1e-6).all()
    assert 100 <= frame.height <= 150
