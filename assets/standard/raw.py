"""The rows in force of all layouts in one shape, still as written: one row per person spoken of, one per place.

Views over `landing.<layout>`, so that a pass reads only the columns that it needs; a layout without a row in force has
no part in them, which spares the planner most of the text where few sources deliver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import duckdb

from assets.registry.sources import Layout, Source, load_layouts

PERSONS, PLACES = "std_raw", "std_raw_place"
BASE = ("month", "source", "layout", "path", "sheet", "row", "scope")
PERSON_COLUMNS = (
    "name", "former_name", "sex", "birth_date", "age", "document_kind", "id_number", "ethnic_group", "nationality",
    "marital_status", "education", "phone", "relation", "children", "hukou_type", "hukou_state", "population_kind",
    "hukou_region", "hukou_address", "hukou_household_kind", "moved_in_date", "moved_in_from", "residence_state",
    "lives_here", "residence_region", "residence_address", "away_address", "away_since", "since", "region",
    "insured_region", "estate", "dwelling_code", "grid", "household_no", "unit_name", "unit_address", "employer",
    "boarding", "started_on", "left_on", "returned_on", "found_on", "entered_on", "purpose", "register_status",
    "benefit_status", "insurance_status", "insurance_kind", "cancelled_on", "death_date", "visit_month",
    "paid_month", "birth_order", "policy", "certificate_no",
)  # fmt: skip
PLACE_COLUMNS = (
    "region", "grid", "estate", "dwelling_code", "address", "household_no", "household_kind", "head_name", "use",
    "occupancy", "persons", "registered", "present", "away", "building_name", "floors", "units", "geometry",
)  # fmt: skip
HOME_COLUMNS = ("group_no", "building_no", "unit_no", "unit", "room")
PLACE_PHONES = ("phone", "head_phone", "owner_phone", "contact_phone")
# Where a row was looked at, whoever it speaks of.
OF_THE_ROW = frozenset({"region", "insured_region", "grid"})
STATED_ON = ("cancelled_on", "collected_on", "registered_on", "declared_on")
HAPPENED_ON = ("issued_on", "death_date", "found_on", "returned_on", "away_since")
NOTHING = "null::varchar"
Part = tuple[str, str, str, dict[str, str]]
"""Layout, table, where clause, column -> SQL."""


def record_id(role: str) -> str:
    """SQL: the record_id of the person in the role that the expression says; a place row is called by `'self'`."""
    return f"left(md5(concat_ws(chr(31), source, path, coalesce(sheet, ''), row::varchar, {role})), 16)"


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make temp views `std_raw` (persons) and `std_raw_place` (places) over the layouts that have rows."""
    layouts = in_force(con)
    for view in (PERSONS, PLACES):
        parts = [part for part in _parts(view) if part[0] in layouts] or _parts(view)[:1]
        union = " union all ".join(_select(origin, where, cells) for _, origin, where, cells in parts)
        con.execute(f"create or replace temp view {view} as {union}")


def in_force(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """The layouts of persons and places that have a row."""
    origins = {layout: origin for view in (PERSONS, PLACES) for layout, origin, *_ in _parts(view)}
    asked = " union all ".join(f"(select '{layout}' from {origin} limit 1)" for layout, origin in origins.items())
    return frozenset(layout for (layout,) in con.execute(asked).fetchall())


def occurrences(layouts: frozenset[str], view: str, column: str) -> str:
    """SQL: where a column of `std_raw` or `std_raw_place` is written (source, layout, path, sheet, row, role, raw).

    Only those of the layouts that have the column are read, which spares the planner the whole view.
    """
    place = "source, layout, path, sheet, row"
    parts = [
        f"select {place}, {cells['role']} as role, {cells[column]} as raw from {origin}{where}"
        for layout, origin, where, cells in _parts(view)
        if layout in layouts and cells[column] != NOTHING
    ]
    empty = f"select {', '.join(f'{NOTHING} as {c}' for c in ('source', 'layout', 'path', 'sheet'))}, 0 as row"
    return " union all ".join(parts) or f"{empty}, {NOTHING} as role, {NOTHING} as raw"


@cache
def _parts(view: str) -> tuple[Part, ...]:
    """Every layout and role of a view; written once, asked a hundred times."""
    return tuple(_written(view))


def _written(view: str) -> Iterator[Part]:
    for source, layout in load_layouts().values():
        origin = f"landing.{layout.layout}"
        if view == PERSONS and layout.produces != "presence":
            for role in layout.roles:
                yield layout.layout, origin, _mentioned(layout, role), _person(source, layout, role)
        elif layout.produces == "place":
            yield layout.layout, origin, "", _place(layout)


def _select(origin: str, where: str, cells: dict[str, str]) -> str:
    values = ", ".join(f'{value} as "{column}"' for column, value in cells.items())
    return f"select {values} from {origin}{where}"


def _mentioned(layout: Layout, role: str) -> str:
    said = [f'"{role}_{c}"' for c in ("name", "id_number") if f"{role}_{c}" in layout.columns]
    return "" if role == "self" else f" where coalesce({', '.join(said)}) is not null"


def _person(source: Source, layout: Layout, role: str) -> dict[str, str]:
    own = {
        **{column: column for column in BASE},
        "role": f"'{role}'",
        "self_id": record_id("'self'"),
        "record_id": record_id(f"'{role}'"),
        "stated_on": stated_on(source, layout),
        "pending": str(source.pending).lower(),
        "stay": f"'{layout.stay}'" if layout.stay and role == "self" else NOTHING,
        "own_key": _first(layout, layout.record_key),
        "home": _home(layout, role),
        "village_text": _village(layout),
    }
    return own | {column: _value(layout, role, column) for column in PERSON_COLUMNS}


def _place(layout: Layout) -> dict[str, str]:
    own = {
        **{column: column for column in BASE},
        "role": "'self'",
        "record_id": record_id("'self'"),
        "kind": f"'{layout.place_kind}'",
        "home": _home(layout, "self"),
        "phone": _first(layout, PLACE_PHONES),
    }
    return own | {column: _first(layout, [column]) for column in PLACE_COLUMNS}


def stated_on(source: Source, layout: Layout) -> str:
    """SQL: the written date of a row's evidence: when it was collected or registered, or when the event happened."""
    known = list(STATED_ON)
    if source.kind == "events":
        known += [*HAPPENED_ON, *(["birth_date"] if "certificate_no" in layout.columns else [])]
    return _first(layout, known)


def _value(layout: Layout, role: str, column: str) -> str:
    if role == "self" or column in OF_THE_ROW or column in layout.shared.get(role, ()):
        return _first(layout, [column])
    return _first(layout, [f"{role}_{column}"])


def _village(layout: Layout) -> str:
    """SQL: the township and village that a row names in words."""
    named = [f'"{c}"' for c in ("township_name", "village_name") if c in layout.columns]
    return f"nullif(concat({', '.join(named)}), '')" if named else NOTHING


def _home(layout: Layout, role: str) -> str:
    """SQL: what the columns of the dwelling itself say, as one text (see `HOME_COLUMNS`), NULL if nothing."""
    parts = [_value(layout, role, column) for column in HOME_COLUMNS]
    if all(part == NOTHING for part in parts):
        return NOTHING
    written = ", ".join(f"coalesce({part}, '')" for part in parts)
    return f"if(coalesce({', '.join(parts)}) is null, null, concat_ws(chr(31), {written}))"


def _first(layout: Layout, columns: Iterable[str]) -> str:
    """SQL: the first of the columns that is written, NULL if the layout has none of them."""
    quoted = [f'"{c}"' for c in columns if c in layout.columns]
    if not quoted:
        return NOTHING
    return quoted[0] if len(quoted) == 1 else f"coalesce({', '.join(quoted)})"
