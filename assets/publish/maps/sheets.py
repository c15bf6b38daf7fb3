"""The pages of a village: an overview of its tracts, then a page for each tract that can be walked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

import shapely

from assets.publish.maps.ground import Frame, Points, Shapes, astray, ground
from assets.publish.maps.picture import MARGIN, Picture, draw
from assets.publish.maps.rows import Building, Tract, VillageMap
from assets.publish.maps.shapes import path

WIDTH, HIGHEST, LOWEST = 189.0, 190.0, 95.0
"""Width of a map and bounds of its height, in mm: A4 upright, ten millimetres of margin."""
ROOM, ROW, MISSING_ROW = 226.0, 4.3, 4.9
"""Height of a page without head, legend and foot, and of a line of its lists, in mm."""


OVERVIEW = 150.0
"""Height of the overview's map in mm at most."""
POINT = 4.0
"""Metres across of a building on the village's own drawing of which a point alone is known."""
SITUATIONS = ("漏绘，有人居住", "图上没有，未见有人居住", "图上位置偏远，请核实")

Outlines = list[tuple[str, shapely.Geometry]]
"""Numbers and outlines (metres) of the tracts that have one."""


@dataclass(frozen=True)
class Sheet:
    """One tract: its picture, or where nothing of it stands on a map a plan; and its lists.

    `drawn` stand on the map; `missing` are to be drawn in or looked for, each with what is known of it.
    """

    tract: Tract
    buildings: list[Building]
    picture: Picture | None = None
    drawn: list[Building] = field(default_factory=list)
    missing: list[tuple[Building, str]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """Of the list: names and long rows of numbers need room."""
        longest = max((len(b.name) + len(b.numbers or "") for b in self.drawn), default=0)
        return 5 if longest <= 4 else 4 if longest <= 8 else 3 if longest <= 16 else 2

    @property
    def empty(self) -> int:
        """Buildings on the map of which no dwelling is known."""
        return sum(b.state == "none" for b in self.drawn)


@dataclass(frozen=True)
class Atlas:
    """A village: its drawing in metres (paths by tract, and of all buildings), the overview and the sheets."""

    village: VillageMap
    outlines: list[tuple[str, str]]
    houses: str
    overview: Picture | None
    sheets: list[Sheet]

    @property
    def has_map(self) -> bool:
        """Whether any building of the village stands on a map."""
        return bool(self.houses)


def make_atlas(village: VillageMap) -> Atlas:
    """All pages of a village."""
    shapes = ground([*(b.geometry for b in village.buildings), *(t.outline for t in village.tracts)])
    houses, lines = shapes[: len(village.buildings)], shapes[len(village.buildings) :]
    houses[astray(houses)] = None
    known = houses[~shapely.is_missing(houses)]
    outlines = [(t.number, o) for t, o in zip(village.tracts, lines, strict=True) if o is not None]
    at: dict[str, list[int]] = defaultdict(list)
    for i, building in enumerate(village.buildings):
        at[building.tract].append(i)
    sheets = [
        _sheet(tract, [village.buildings[i] for i in at[tract.code]], houses[at[tract.code]], outlines)
        for tract in village.tracts
        if tract.kind != "virtual"
    ]
    return Atlas(
        village=village,
        outlines=[(number, path(shape, _north_up)) for number, shape in outlines],
        houses="".join(path(shape, _north_up, POINT) for shape in known),
        overview=_overview(known, outlines) if len(known) else None,
        sheets=sheets,
    )


def _north_up(points: Points) -> Points:
    return points * [1, -1]


def _overview(houses: Shapes, outlines: Outlines) -> Picture:
    return draw(Frame.around(houses, WIDTH, OVERVIEW, LOWEST, MARGIN), [], houses[:0], outlines)


def _sheet(tract: Tract, buildings: list[Building], shapes: Shapes, outlines: Outlines) -> Sheet:
    is_drawn = (~shapely.is_missing(shapes)).tolist()
    drawn = [b for b, on in zip(buildings, is_drawn, strict=True) if on]
    if not drawn:
        return Sheet(tract, buildings)
    missing = sorted((_says(b), i) for i, (b, on) in enumerate(zip(buildings, is_drawn, strict=True)) if not on)
    lists = Sheet(tract, buildings, None, drawn, [(buildings[i], SITUATIONS[says]) for says, i in missing])
    lines = -(-len(drawn) // lists.columns) * ROW + len(missing) * MISSING_ROW
    frame = Frame.around(shapes[is_drawn], WIDTH, max(LOWEST, min(HIGHEST, ROOM - lines)), LOWEST, MARGIN)
    others = [(number, outline) for number, outline in outlines if number != tract.number]
    return replace(lists, picture=draw(frame, drawn, shapes[is_drawn], others))


def _says(building: Building) -> int:
    """Which of the situations a building is in that is not drawn."""
    return 2 if building.geometry else 0 if building.is_lived_in else 1
