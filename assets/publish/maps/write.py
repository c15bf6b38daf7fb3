"""A file of pages per village, opened by any browser with a double click and printed on A4, offline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import duckdb
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from assets.publish.books import Edition, read_edition
from assets.publish.files import file_name
from assets.publish.maps.rows import VillageMap, read_village_maps
from assets.publish.maps.sheets import Atlas, make_atlas
from assets.publish.pool import write_each
from assets.quality.acceptance import Acceptance
from assets.registry.run import Run

# From so many buildings on, starting processes costs less than it saves.
PARALLEL_FROM = 12_000
KINDS = {"virtual": "虚拟小区，无图", "given": "已划定", "drawn": ""}


def write_maps(con: duckdb.DuckDBPyConnection, run: Run, acceptance: Acceptance, folder: Path) -> int:
    """Write `<12 digits>_<village>_普查小区图.html` for every village into a new folder; returns how many."""
    folder.mkdir()
    villages = list(read_village_maps(con))
    write = partial(write_village, folder, read_edition(con, run, acceptance))
    buildings = sum(len(village.buildings) for village in villages)
    return write_each(write, villages, run.rules, parallel=buildings >= PARALLEL_FROM)


def write_village(folder: Path, edition: Edition, village: VillageMap) -> None:
    """Write one village's file; the same rows give the same bytes."""
    atlas = make_atlas(village)
    text = _template().render(village=village, edition=edition, atlas=atlas, summary=list(_summary(atlas)))
    (folder / f"{village.region}_{file_name(village.name)}_普查小区图.html").write_text(text, "utf-8", newline="\n")


def _summary(atlas: Atlas) -> Iterator[dict[str, object]]:
    """A line per tract of the overview."""
    sheets = {sheet.tract.code: sheet for sheet in atlas.sheets}
    for tract in atlas.village.tracts:
        sheet = sheets.get(tract.code)
        buildings, drawn = (len(sheet.buildings), len(sheet.drawn)) if sheet else (0, 0)
        yield {"tract": tract, "buildings": buildings, "undrawn": buildings - drawn, "says": KINDS[tract.kind]}


@cache
def _template() -> Template:
    loader = PackageLoader("assets.publish", "maps")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("village.html")
