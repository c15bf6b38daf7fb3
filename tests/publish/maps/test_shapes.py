import shapely

from assets.publish.maps.shapes import path


def test_rings_are_drawn_with_their_holes() -> None:
    court = shapely.Polygon([(0, 0), (10, 0), (10, 10), (0, 10)], [[(4, 4), (6, 4), (6, 6), (4, 6)]])
    assert path(court, lambda xy: xy) == ("M0.0 0.0L10.0 0.0L10.0 10.0L0.0 10.0ZM4.0 4.0L6.0 4.0L6.0 6.0L4.0 6.0Z")


def test_a_point_and_what_is_tiny_are_squares_that_can_be_seen() -> None:
    square = "M4.0 4.0L6.0 4.0L6.0 6.0L4.0 6.0Z"
    assert path(shapely.Point(5, 5), lambda xy: xy, 2.0) == square
    assert path(shapely.box(4.9, 4.9, 5.1, 5.1), lambda xy: xy, 2.0) == square
