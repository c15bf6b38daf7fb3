"""A county's own layouts: `layouts.yaml` beside `renpu.toml`, put over the registry's.

    social_insurance:              # source (`reference` for data/raw/reference/)
      social_insurance:            # layout
        id_number: [身份证明号]     # column: the county's headers, put before those of the registry
        sheets: [参保台账]          # further names of the layout's table, as sheets are called
        ignore: [经办窗口]          # known, and on purpose not stored

Only the reading of files follows it: `landing.<layout>` and every floor above stay as registered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from assets.registry.headers import normalise
from assets.registry.sources import Layout, Source, load_reference, load_sources

Headers = tuple[Annotated[StrictStr, Field(min_length=1)], ...]


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LayoutOverride(_Data):
    """What a county calls the columns and sheets of one layout; `ignore` are headers not to be stored or reported."""

    columns: dict[str, Headers] = {}
    sheets: Headers = ()
    ignore: Headers = ()


class Overrides(_Data):
    """A county's headers: source -> layout -> what differs there."""

    sources: dict[str, dict[str, LayoutOverride]] = {}


def known_sources() -> dict[str, Source]:
    """Every source whose layouts can be overridden, the reference files among them."""
    reference = load_reference()
    return {**load_sources(), reference.source: reference}


def apply(source: Source, overrides: Overrides) -> Source:
    """The source as this county writes it: its headers first, and taken from the columns that had them."""
    own = overrides.sources.get(source.source, {})
    if not own:
        return source
    layouts = (_overridden(layout, own[layout.layout]) if layout.layout in own else layout for layout in source.layouts)
    return source.model_copy(update={"layouts": tuple(layouts)})


def _overridden(layout: Layout, own: LayoutOverride) -> Layout:
    claimed = {normalise(h) for headers in (*own.columns.values(), own.ignore) for h in headers}
    columns = {
        name: column.model_copy(update={"headers": _first(own.columns.get(name, ()), column.headers, claimed)})
        for name, column in layout.columns.items()
    }
    names = tuple(dict.fromkeys((*layout.sheet_names, *own.sheets)))
    ignored = (*layout.ignored, *own.ignore)
    return layout.model_copy(update={"columns": columns, "sheet_names": names, "ignored": ignored})


def _first(own: Headers, registered: Headers, claimed: set[str]) -> Headers:
    return (*own, *(h for h in registered if normalise(h) not in claimed))


def columns_claimed(own: Mapping[str, Headers]) -> dict[str, list[str]]:
    """Normalised header -> the columns that claim it."""
    found: dict[str, list[str]] = {}
    for column, headers in own.items():
        for name in dict.fromkeys(map(normalise, headers)):
            found.setdefault(name, []).append(column)
    return found
