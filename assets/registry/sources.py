"""Sources and their layouts as data: what a department's file is called, contains, and means.

A county's unfamiliar header is a line in a YAML file under `sources/`, never code (contract.md sections 2-5).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent / "sources"
ScopeKind = Literal["village", "township", "grid", "school", "unit"]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Data):
    """One raw column of a layout: the headers it is known by, the usual one first."""

    headers: tuple[str, ...] = Field(min_length=1)
    required: bool = False


class Layout(_Data):
    """One kind of sheet. `columns` maps canonical names to headers.

    A column named as a field of `standard.record` is that field of role `self`; a column `<role>_<field>` is that
    field of a mentioned person; `shared` lists for a mentioned role the fields taken over from the row itself.
    """

    layout: str
    produces: Literal["person", "place"] = "person"
    place_kind: Literal["dwelling", "building", "estate", "unit", "household"] | None = None
    sheet_names: tuple[str, ...] = ()
    columns: dict[str, Column]
    identifying: tuple[str, ...] = ("name", "id_number", "phone")
    scope: tuple[str, ...] = Field(default=(), description="columns that hold the scope's code, the best first")
    record_key: tuple[str, ...] = Field(default=(), description="the source's own number, if it has one")
    roles: tuple[str, ...] = ("self",)
    shared: dict[str, tuple[str, ...]] = {}
    codings: dict[str, str] = Field(default={}, description="field -> variant column of its code list")


class Source(_Data):
    """One department's register or stream of events."""

    source: str
    label_zh: str
    label_en: str
    kind: Literal["register", "events"]
    scope_kind: ScopeKind | None = None
    order: int = Field(description="rank in contract.md section 6; decides the founding record")
    layouts: tuple[Layout, ...]


@cache
def load_sources() -> dict[str, Source]:
    """All sources by name, in their order of authority. Raises ValidationError on a bad file."""
    found = [Source.model_validate(yaml.safe_load(f.read_text("utf-8"))) for f in sorted(FOLDER.glob("*.yaml"))]
    return {s.source: s for s in sorted(found, key=lambda s: (s.order, s.source))}


@cache
def load_layouts() -> dict[str, tuple[Source, Layout]]:
    """Every layout by name, with its source."""
    return {layout.layout: (source, layout) for source in load_sources().values() for layout in source.layouts}
