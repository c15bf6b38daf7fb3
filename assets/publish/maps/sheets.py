"""The pages of a village: an overview of its tracts, then a page for each tract that can be walked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import shapely

from assets.publish.maps.ground import Frame, Shapes, ground
from assets.publish.maps.picture import MARGIN, Picture, draw
from assets.publish.maps.rows import Building, Tract, VillageMap
from assets.publish.maps.shapes import path

WIDTH, HIGHEST, LOWEST = 189.0, 190.0, 95.0
"""Width of a map and bounds of its height, in mm: A4 upright, ten millimetres of margin."""
ROOM, ROW, GAP_ROW = 226.0, 4.3, 4.9
"""Height of a page without head, legend and foot, and of a line of its lists, in mm."""


@dataclass(frozen=True)
class Sheet:
    """One tract: its picture, or where nothing of it stands on a map a plan; and its lists.

    `drawn` stand on the map, `gaps` are lived in and missing there, `doubtful` are missing and nobody is known there.
    """

    tract: Tract
    buildings: list[Building]
    picture: Picture | None = None
    drawn: list[Building] = field(default_factory=list)
    gaps: list[Building] = field(default_factory=list)
    doubtful: list[Building] = field(default_factory=list)

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
    buildings: str
    overview: Picture | None
    sheets: list[Sheet]

    @property
    def has_map(self) -> bool:
        """Whether any building of the village stands on a map."""
        return bool(self.buildings)


def make_atlas(village: VillageMap) -> Atlas:
    """All pages of a village."""
    shapes = ground([*(b.geometry for b in village.buildings), *(t.outline for t in village.tracts)])
    houses, lines = shapes[: len(village.buildings)], shapes[len(village.buildings) :]
    outlines = [(t.number, o) for t, o in zip(village.tracts, lines, strict=True) if o is not None]
    at: dict[str, list[int]] = defaultdict(list)
    for i, building in enumerate(village.buildings):
        at[building.tract].append(i)
    sheets = [
        _sheet(tract, [village.buildings[i] for i in at[tract.code]], houses[at[tract.code]], outlines)
        for tract in village.tracts
        if at[tract.code]
    ]
    known = houses[~shapely.is_missing(houses)]
    return Atlas(
        village=village,
        outlines=[(number, path(shape, lambda xy: xy * [1, -1])) for number, shape in outlines],
        buildings="".join(path(shape, lambda xy: xy * [1, -1], 4.0) for shape in known),
        overview=draw(
            Frame.around(lines[~shapely.is_missing(lines)], WIDTH, HIGHEST - 40, LOWEST, 3.0), [], houses[:0], outlines
        )
        if outlines
        else None,
        sheets=sheets,
    )


def _sheet(
    tract: Tract, buildings: list[Building], shapes: Shapes, outlines: list[tuple[str, shapely.Geometry]]
) -> Sheet:
    is_drawn = (~shapely.is_missing(shapes)).tolist()
    drawn = [b for b, on in zip(buildings, is_drawn, strict=True) if on]
    if not drawn:
        return Sheet(tract, buildings)
    missing = [b for b, on in zip(buildings, is_drawn, strict=True) if not on]
    lists = Sheet(
        tract, buildings, None, drawn, [b for b in missing if b.is_lived_in], [b for b in missing if not b.is_lived_in]
    )
    lines = -(-len(drawn) // lists.columns) * ROW + (len(lists.gaps) + len(lists.doubtful)) * GAP_ROW
    frame = Frame.around(shapes[is_drawn], WIDTH, max(LOWEST, min(HIGHEST, ROOM - lines)), LOWEST, MARGIN)
    others = [(number, outline) for number, outline in outlines if number != tract.number]
    picture = draw(frame, drawn, shapes[is_drawn], others)
    return Sheet(tract, buildings, picture, drawn, lists.gaps, lists.doubtful)
