"""Villages cut into tracts: contiguous by a judge of its own, even where that can be, and the same every time."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.spatial import Delaunay, QhullError
from shapely.geometry import shape

from assets.housing.tracts.neighbours import METRES_PER_DEGREE
from assets.housing.tracts.village import Divided, Village, divide_village
from assets.registry.rules import TractRules

REGION = "421126100201"
RULES = TractRules()


def village(sizes: list[int], points: list[tuple[int, int]] | None, **said: Any) -> Village:
    """A village of one group; points are metres east and north, or None where there is no map."""
    n = len(sizes)
    degrees = np.full((n, 2), np.nan)
    if points is not None:
        degrees = np.array(points, dtype=float).reshape(n, 2) / METRES_PER_DEGREE + np.array([115.0, 0.0])
    none = np.zeros(n, dtype=np.int64)
    told: dict[str, Any] = {"dwellings": np.array(sizes, dtype=np.int64), "degrees": degrees, "place": none,
                            "area": none.copy(), "tract": [None] * n, "given": False}  # fmt: skip
    return Village(REGION, **(told | said))


def pieces(points: NDArray[np.float64], tract: list[str]) -> dict[str, int]:
    """In how many pieces each tract lies by the Delaunay triangulation: made of networkx, not of the code judged."""
    graph = nx.path_graph(len(points))
    try:
        triangles = Delaunay(points).simplices
        graph = nx.Graph([(int(t[i]), int(t[i - 1])) for t in triangles for i in range(3)])
        graph.add_nodes_from(range(len(points)))
    except QhullError:
        order = sorted(range(len(points)), key=lambda i: tuple(points[i]))
        graph = nx.relabel_nodes(graph, dict(enumerate(order)))
    members = {code: [i for i, other in enumerate(tract) if other == code] for code in set(tract)}
    return {code: nx.number_connected_components(graph.subgraph(at)) for code, at in members.items()}


def sizes_of(divided: Divided, village: Village) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, n in zip(divided.tract, village.dwellings.tolist(), strict=True):
        found[code] = found.get(code, 0) + n
    return found


SPOT = st.tuples(st.integers(0, 900), st.integers(0, 900))
MAP = st.lists(st.tuples(SPOT, st.integers(0, 60)), min_size=3, max_size=60, unique_by=lambda house: house[0])


@settings(max_examples=60, deadline=None)
@given(MAP)
def test_every_tract_of_any_map_hangs_together(houses: list[tuple[tuple[int, int], int]]) -> None:
    points, sizes = [p for p, _ in houses], [n for _, n in houses]
    divided = divide_village(village(sizes, points), RULES)
    assert set(pieces(np.array(points, dtype=float), divided.tract).values()) == {1}
    outlines = {code: shape(json.loads(text)) for code, text in divided.outline.items()}
    assert set(outlines) == set(divided.tract)
    assert {outline.geom_type for outline in outlines.values()} == {"Polygon"}


@settings(max_examples=30, deadline=None)
@given(MAP, st.data())
def test_houses_without_a_position_join_a_tract(houses: list[tuple[tuple[int, int], int]], data: st.DataObject) -> None:
    """Those of the map still hang together, whoever is not on it."""
    whole = village([n for _, n in houses], [p for p, _ in houses])
    unknown = data.draw(st.lists(st.booleans(), min_size=len(houses), max_size=len(houses)))
    degrees = np.where(np.array(unknown)[:, None], np.nan, whole.degrees)
    tract = divide_village(village([n for _, n in houses], None, degrees=degrees), RULES).tract
    seen = [i for i, hidden in enumerate(unknown) if not hidden]
    if len(seen) >= 3:
        points = np.array([houses[i][0] for i in seen], dtype=float)
        assert set(pieces(points, [tract[i] for i in seen]).values()) == {1}


def test_a_village_of_small_houses_is_cut_evenly() -> None:
    rng = np.random.default_rng(3)
    points = [(int(x), int(y)) for x, y in rng.integers(0, 2000, (400, 2))]
    judged = village([1] * 400, points)
    sizes = sizes_of(divide_village(judged, RULES), judged)
    assert len(sizes) == 5
    assert all(71 <= n <= 89 for n in sizes.values())


def test_without_a_map_tracts_are_runs_of_the_villages_order() -> None:
    judged = village([1] * 240, None)
    divided = divide_village(judged, RULES)
    assert divided.tract == sorted(divided.tract)
    assert sizes_of(divided, judged) == {f"{REGION}00{k}": 80 for k in (1, 2, 3)}
    assert divided.outline == {}


def test_runs_are_as_even_as_can_be() -> None:
    """Whole buildings of 36: two to a tract, and none has three."""
    judged = village([36] * 10, None)
    assert set(sizes_of(divide_village(judged, RULES), judged).values()) == {72}


def test_tracts_keep_their_codes_where_the_buildings_stay() -> None:
    rng = np.random.default_rng(5)
    points = [(int(x), int(y)) for x, y in rng.integers(0, 2000, (300, 2))]
    first = divide_village(village([1] * 300, points), RULES).tract
    grown = [3 if i % 25 == 0 else 1 for i in range(302)]  # two new houses, and more in others
    known = [*first, None, None]
    again = divide_village(village(grown, [*points, (3000, 10), (10, 3000)], tract=known, last=4), RULES).tract
    assert again[:300] == first
    assert set(again) == set(first)


def test_a_tract_that_outgrew_its_bounds_is_cut_and_the_greater_part_keeps_the_code() -> None:
    points = [(i % 20 * 30, i // 20 * 30) for i in range(160)]
    known: list[str | None] = [f"{REGION}001"] * 160
    judged = village([1] * 160, points, tract=known, last=7)
    sizes = sizes_of(divide_village(judged, RULES), judged)
    assert set(sizes) == {f"{REGION}001", f"{REGION}008"}
    assert all(71 <= n <= 89 for n in sizes.values())


def test_tracts_of_the_office_stay_whatever_their_size() -> None:
    points = [(i * 30, 0) for i in range(20)]
    known: list[str | None] = [f"{REGION}005"] * 5 + [None] * 2 + [f"{REGION}006"] * 13
    tract = divide_village(village([1] * 20, points, tract=known, given=True, last=6), RULES).tract
    assert tract[:5] + tract[7:] == [code for code in known if code]
    assert set(tract) == {f"{REGION}005", f"{REGION}006"}


@pytest.mark.parametrize("whole", [True, False])
def test_grids_are_kept_whole_where_the_settings_ask(whole: bool) -> None:
    points = [(i % 20 * 30, i // 20 * 30) for i in range(240)]
    area = np.array([int(i % 20 >= 7) for i in range(240)], dtype=np.int64) * int(whole)
    divided = divide_village(village([1] * 240, points, area=area), RULES)
    across = {code for code, grid in zip(divided.tract, [i % 20 >= 7 for i in range(240)], strict=True) if grid} & {
        code for code, grid in zip(divided.tract, [i % 20 >= 7 for i in range(240)], strict=True) if not grid
    }
    assert bool(across) is not whole


def test_houses_on_one_spot_are_told_apart() -> None:
    judged = village([30] * 8, [(0, 0)] * 8)
    divided = divide_village(judged, RULES)
    assert sorted(sizes_of(divided, judged).values()) == [60, 90, 90]
    assert {shape(json.loads(text)).geom_type for text in divided.outline.values()} == {"Polygon"}


def test_equal_villages_are_cut_equally() -> None:
    rng = np.random.default_rng(9)
    points = [(int(x), int(y)) for x, y in rng.integers(0, 500, (60, 2))]
    sizes = rng.integers(1, 30, 60).tolist()
    assert divide_village(village(sizes, points), RULES) == divide_village(village(sizes, points), RULES)
