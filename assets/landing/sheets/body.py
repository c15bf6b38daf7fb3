"""Rows below a header: what is accepted, what is form, what is rejected and why. Whole columns at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping as Dict
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.sheets.fill import Filler
from assets.landing.sheets.form import Form
from assets.landing.sheets.header import Header
from assets.landing.sheets.masks import any_of, count, first_reasons, none_of

LONGEST = 32_767  # characters of a cell in Excel
GEOMETRY = "geometry"


@dataclass(frozen=True)
class Part:
    """One chunk read: accepted rows (row, then the layout's columns) and rejected rows (row, reason, raw).

    `skips` counts the rows that are no data by reason (account.SKIPS), `unnamed` those with a cell in a column that has
    no header, `cut` the cells too long for any table, which are left out; `footers` are the texts of footers.
    """

    accepted: pa.Table
    rejected: pa.Table
    skips: Dict[str, int]
    unnamed: int
    cut: int
    footers: Sequence[str]


class Body:
    """Reads the chunks of one sheet in order."""

    def __init__(self, header: Header, filler: Filler) -> None:
        self._header = header
        self._filler = filler
        self._columns = header.mapping.columns
        self._layout = header.mapping.layout
        self._form = Form(header)

    def read(self, places: Sequence[int], cells: Sequence[pa.Array]) -> Part:
        """One chunk of rows below the header: their numbers and columns."""
        numbers = pa.array(places, pa.int64())
        form, footers = self._form.masks(cells, len(numbers))
        skips = first_reasons(form)
        cells = self._filler.fill(cells, places)
        known, cut = _cut({name: self._cell(cells, name, len(numbers)) for name in self._layout.columns})
        identified = any_of([pc.is_valid(known[name]) for name in self._layout.identifying if name in known])
        data = pc.invert(any_of([none_of(len(numbers)), *form.values()]))
        accepted = pc.and_(data, identified)
        rejected = pc.and_not(data, accepted)
        table = pa.table({"row": numbers, **known})
        unnamed = any_of([pc.is_valid(c) for i, c in enumerate(cells) if not self._label(i)] or [none_of(len(numbers))])
        return Part(
            table if pc.all(accepted).as_py() else table.filter(accepted),
            self._rejects(table.filter(rejected)),
            skips,
            count(pc.and_(unnamed, data)),
            cut,
            footers,
        )

    def _label(self, place: int) -> str:
        return self._header.labels[place].text if place < len(self._header.labels) else ""

    def _cell(self, cells: Sequence[pa.Array], name: str, length: int) -> pa.Array:
        place = self._columns.get(name, len(cells))
        return cells[place] if place < len(cells) else pa.nulls(length, pa.string())

    def _rejects(self, table: pa.Table) -> pa.Table:
        names = {c: self._header.labels[i].text for c, i in self._columns.items()}
        wanted = ", ".join(n for n in self._layout.identifying if n in self._columns)
        raws = [_raw(row, names) for row in table.to_pylist()]
        nameless = f"none of the fields that identify a row: {wanted}"
        reasons = pa.array([nameless] * len(table), pa.string())
        return pa.table({"row": table["row"], "reason": reasons, "raw": pa.array(raws, pa.string())})


def _raw(row: Dict[str, object], names: Dict[str, str]) -> str:
    cells = {names[c]: str(v) for c, v in row.items() if c in names and v is not None}
    return json.dumps(cells, ensure_ascii=False)


def _cut(known: Dict[str, pa.Array]) -> tuple[dict[str, pa.Array], int]:
    """Columns without the cells that are longer than any table's, and how many those are; an outline may be long."""
    kept, cut = dict(known), 0
    for name, cells in known.items():
        # Bytes come at no cost, and are at least as many as characters.
        if name != GEOMETRY and (pc.max(pc.binary_length(cells)).as_py() or 0) > LONGEST:
            long = pc.fill_null(pc.greater(pc.utf8_length(cells), LONGEST), False)
            kept[name], cut = pc.if_else(long, None, cells), cut + count(long)
    return kept, cut
