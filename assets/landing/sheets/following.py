"""Tables one below another in a sheet: a different header, or a row that names another village, ends the first one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.readers.cells import BLANKS, as_text
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.sheets.header import SEARCHED, Header, find_header
from assets.landing.sheets.mapping import Vocabulary, known_headers
from assets.landing.sheets.masks import any_of, filled, matches, within
from assets.registry.headers import normalise

CODE = re.compile(r"(?<!\d)\d{12}(?!\d)")
MARKS = r"[\s\x{3000}*＊★：:]"
NAMED_PART = re.compile(r" ?第(\d+)表$")
TITLE = 5  # characters of a lone cell above a header that are taken for its title


class Following:
    """Finds where another table begins below a header; chunks have to come in order."""

    def __init__(self, header: Header, vocabularies: Sequence[Vocabulary], sheet: str | None) -> None:
        self._header, self._vocabularies, self._sheet = header, vocabularies, sheet
        self._codes = set(CODE.findall(" ".join(header.titles)))
        columns, layout = header.mapping.columns, header.mapping.layout
        self._named = next((columns[c] for c in layout.identifying if c in columns), 0)
        self._known = pa.array(sorted(known_headers()), pa.string())

    def start(self, cells: Sequence[pa.Array]) -> int | None:
        """Place of the row in a chunk with which another table begins, or None."""
        headers, villages = self._headers(cells), self._villages(cells)
        for place in pc.indices_nonzero(pc.or_(headers, villages)).to_pylist():
            if villages[place].as_py():
                text = next(filter(None, (c[place].as_py() for c in cells)))
                if not self._codes.issuperset(CODE.findall(text)):
                    return int(place)
            elif self._differs(rows_from(cells, place, SEARCHED)):
                return _with_titles(cells, place)
        return None

    def _headers(self, cells: Sequence[pa.Array]) -> pa.Array:
        """Rows with a header name where names of people stand, or first, and with another one."""
        few = [cells[i] for i in {0, self._named} if i < len(cells)]
        return within(any_of([self._knows(c) for c in few]), cells, lambda rows: pc.greater(self._count(rows), 1))

    def _count(self, cells: Sequence[pa.Array]) -> pa.Array:
        return filled([pc.if_else(self._knows(c), "", None) for c in cells])

    def _knows(self, cells: pa.Array) -> pa.Array:
        return pc.is_in(pc.replace_substring_regex(cells, MARKS, ""), value_set=self._known)

    def _villages(self, cells: Sequence[pa.Array]) -> pa.Array:
        coded = matches(pc.coalesce(*cells), r"(^|\D)\d{12}(\D|$)")
        return within(coded, cells, lambda rows: pc.equal(filled(rows), 1))

    def _differs(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether rows begin with a whole header that is not the one above said again."""
        row = list(map(normalise, rows[0]))
        said = ([*map(normalise, above), *[""] * len(row)] for above in self._header.cells)
        if any(row == above[: len(row)] for above in said):
            return False
        found = find_header(rows, (), self._vocabularies, self._sheet)
        if found is None or found.top > 0 or found.mapping.missing:
            return False
        return found.mapping != self._header.mapping


def rest_of(grid: Grid, chunk: Chunk, cells: Sequence[pa.Array], place: int, header: Header) -> Grid:
    """The sheet from a row on, as a sheet of its own; its columns are those of `header` where it has none itself."""
    found = NAMED_PART.search(grid.sheet or "")
    name = NAMED_PART.sub("", grid.sheet or "")
    name = f"{name} 第{int(found[1]) + 1 if found else 2}表".strip()
    first = Chunk(chunk.numbers[place:], rows_from(cells, place))
    remarks = [f"begins in row {chunk.numbers[place]}, below another table"]
    return Grid(name, chain([first], grid.chunks), grid.merges, grid.encoding, remarks, before=header)


def rows_from(cells: Sequence[pa.Array], place: int, length: int | None = None) -> list[list[str]]:
    """Some rows as trimmed text."""
    columns = (c.slice(place, length).to_pylist() for c in cells)
    return [[as_text(cell).strip(BLANKS) for cell in row] for row in zip(*columns, strict=True)]


def _with_titles(cells: Sequence[pa.Array], place: int) -> int:
    """The first of the blank rows and titles right above a header."""
    while place:
        above = [cell for cell in rows_from(cells, place - 1, 1)[0] if cell]
        if len(above) > 1 or (above and len(above[0]) < TITLE):
            return place
        place -= 1
    return place
