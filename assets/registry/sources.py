"""Sources and their layouts as data: what a department's file is called, contains, and means.

A county's unfamiliar header is a line in a YAML file under `sources/`, never code (contract.md sections 2-5).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from assets.registry.headers import load_headers, normalise

FOLDER = Path(__file__).parent / "sources"
LATER = Path(__file__).parent / "later_sources.yaml"
REFERENCE = Path(__file__).parent / "reference.yaml"
ScopeKind = Literal["village", "township", "grid", "school", "unit"]
Stay = Literal["unit", "boarders", "away", "back", "found", "hukou_only"]
"""Where the persons of a list stay (contract.md section 3), if not where its columns say.

`unit`: at the unit's address until they leave it; `boarders`: the same for those who board there; `away`: gone from
their hukou village until they return; `back`: returned to it; `found`: seen at a place, living nowhere; `hukou_only`:
空挂, not there.
"""


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Data):
    """One raw column of a layout: the headers it is known by, the usual one first.

    The file names a layout's own headers; `load_sources` adds the common ones of `headers.yaml` behind them.
    """

    headers: tuple[str, ...] = ()
    required: bool = False


class Layout(_Data):
    """One kind of sheet. `columns` maps canonical names to headers.

    A column named as a field of `standard.record` is that field of role `self`; a column `<role>_<field>` is
    that field of a mentioned person; `shared` lists for a mentioned role the fields taken over from the row.
    """

    layout: str
    produces: Literal["person", "place", "presence"] = "person"
    place_kind: Literal["dwelling", "building", "estate", "unit", "household"] | None = None
    sheet_names: tuple[str, ...] = ()
    columns: dict[str, Column]
    identifying: tuple[str, ...] = ("name", "id_number", "phone")
    scope: tuple[str, ...] = Field(default=(), description="columns of the scope's code or name, best first")
    scope_address: str | None = Field(default=None, description="column whose text names the village where none does")
    record_key: tuple[str, ...] = Field(default=(), description="the source's own number, if it has one")
    one_each: str | None = Field(default=None, description="column of a number that is one person's: two, two persons")
    roles: tuple[str, ...] = ("self",)
    shared: dict[str, tuple[str, ...]] = {}
    codings: dict[str, str] = Field(default={}, description="field -> variant column of its code list")
    stay: Stay | None = Field(default=None, description="what standing on the list says of the person's stay")
    ignored: tuple[str, ...] = Field(default=(), description="headers known and on purpose not stored")


class Source(_Data):
    """One department's register or stream of events."""

    source: str
    label_zh: str
    label_en: str
    kind: Literal["register", "events"]
    scope_kind: ScopeKind | None = None
    order: int = Field(description="rank in contract.md section 6; decides the founding record")
    outputs: tuple[str, ...] = Field(default=(), description="sheets that the project writes: never input")
    around: tuple[str, ...] = Field(
        default=(), description="sheets of its workbook that hold no rows, by their whole name: cover, code lists"
    )
    by_group: bool = Field(default=False, description="a file may hold one villager group instead of the village")
    pending: bool = Field(default=False, description="rows are shown, and count as evidence only after review")
    layouts: tuple[Layout, ...]


class LaterSource(_Data):
    """A source of the contract whose folder is recognised and reported, and read in a later release."""

    source: str
    label_zh: str
    label_en: str
    kind: Literal["register", "events"]
    scope_kind: ScopeKind | None = None


@cache
def load_sources() -> dict[str, Source]:
    """All sources by name, in their order of authority. Raises ValueError on a bad file."""
    found = [_load(file) for file in sorted(FOLDER.glob("*.yaml"))]
    return {s.source: s for s in sorted(found, key=lambda s: (s.order, s.source))}


@cache
def load_later_sources() -> dict[str, LaterSource]:
    """Sources that are reported only, by name."""
    return {s.source: s for s in map(LaterSource.model_validate, yaml.safe_load(LATER.read_text("utf-8")))}


@cache
def load_reference() -> Source:
    """The reference files that become tables of their own: regions, grids, tracts and staff."""
    return _load(REFERENCE)


def _load(file: Path) -> Source:
    source = Source.model_validate(yaml.safe_load(file.read_text("utf-8")))
    return source.model_copy(update={"layouts": tuple(_with_common(layout) for layout in source.layouts)})


def _with_common(layout: Layout) -> Layout:
    claimed = {normalise(h): name for name, column in layout.columns.items() for h in column.headers}
    common = load_headers().columns
    columns = {}
    for name, column in layout.columns.items():
        shared = tuple(h for h in common.get(name, ()) if claimed.setdefault(normalise(h), name) == name)
        headers = tuple(dict.fromkeys((*column.headers, *shared)))
        columns[name] = column.model_copy(update={"headers": headers})
        if not columns[name].headers:
            raise ValueError(f"layout {layout.layout}: column {name} has no header")
    return layout.model_copy(update={"columns": columns})


def layouts_that_stay(*stays: Stay) -> list[str]:
    """The layouts on which standing says this of where the person stays."""
    return [name for name, (_, layout) in load_layouts().items() if layout.stay in stays]


@cache
def load_layouts() -> dict[str, tuple[Source, Layout]]:
    """Every layout by name, with its source."""
    sources = load_sources().values()
    return {layout.layout: (source, layout) for source in sources for layout in source.layouts}
