"""Tables one below another in a sheet: another header, or another place or unit in a title, ends the first one.

A title is a code in a cell of its own wherever it stands, and a name right above the header said again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.naming import places_named
from assets.landing.readers.cells import BLANKS, as_text
from assets.landing.readers.grid import Chunk, Grid
from assets.landing.sheets.form import TITLE
from assets.landing.sheets.header import DEPTHS, SEARCHED, Header, find_header
from assets.landing.sheets.mapping import Vocabulary, known_headers
from assets.landing.sheets.masks import any_of, filled, matches, within
from assets.registry.headers import normalise

CODE = re.compile(r"(?<!\d)\d{12}(?!\d)")
MARKS = r"[\s\x{3000}*＊★：:]"
NAMED_PART = re.compile(r" ?第(\d+)表$")
TITLES = SEARCHED - max(DEPTHS)  # rows above a header in which its titles stand
TITLE_OF_A_PLACE = 3  # fewer are a person's name, 张村


class Following:
    """Finds where another table begins below a header; chunks have to come in order."""

    def __init__(self, header: Header, vocabularies: Sequence[Vocabulary], sheet: str | None) -> None:
        self._header, self._vocabularies, self._sheet = header, vocabularies, sheet
        self._said = " ".join([sheet or "", *header.titles])
        self._codes = set(CODE.findall(self._said))
        self._layouts = [vocabulary.layout for vocabulary in vocabularies]
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
            else:
                top, rows = self._with_titles(cells, place), rows_from(cells, place, SEARCHED)
                titles = rows_from(cells, top, place - top)
                if self._of_another(titles) if self._repeats(rows[0]) else self._whole(rows):
                    return top
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

    def _with_titles(self, cells: Sequence[pa.Array], place: int) -> int:
        """The first of the titles above a header, as far up as headers are looked for below titles."""
        top = place
        above = rows_from(cells, max(place - TITLES, 0), min(place, TITLES))
        for back, row in enumerate(reversed(above), start=1):
            said = [cell for cell in row if cell]
            if len(said) > 1 or (said and not self._is_title(said[0])):
                break
            top = place - back if said else top
        return top

    def _is_title(self, text: str) -> bool:
        enough = TITLE_OF_A_PLACE if places_named([text], self._layouts) else TITLE
        return len(text) >= enough

    def _repeats(self, row: Sequence[str]) -> bool:
        """Whether a row is the header above said again."""
        row = list(map(normalise, row))
        said = ([*map(normalise, above), *[""] * len(row)] for above in self._header.cells)
        return any(row == above[: len(row)] for above in said)

    def _of_another(self, titles: Sequence[Sequence[str]]) -> bool:
        """Whether titles name a place or unit that neither the titles above nor the sheet's name does."""
        named = places_named(chain.from_iterable(titles), self._layouts)
        return any(place not in self._said for place in named)

    def _whole(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether rows begin with a whole header that reads otherwise than the one above."""
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
