"""Finding the header of a sheet by synonym hits: below 1-6 title rows, in one to three rows, with merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from assets.landing.readers.cells import BLANKS, as_text
from assets.landing.readers.grid import Chunk, Merge
from assets.landing.sheets.mapping import Label, Mapping, Vocabulary, map_labels
from assets.landing.sheets.values import is_form, is_known, is_name_row, is_value
from assets.registry.headers import normalise

SEARCHED = 20  # rows from the top in which a header is looked for
DEPTHS = (1, 2, 3)  # rows of a header: groups of groups, groups, names
MOST_ABOVE = 6  # rows of two cells or more above a header: below more of them it is no header of theirs
ENOUGH = 2  # header names that make a header, when all required ones are there


@dataclass(frozen=True)
class Header:
    """The header found: `top` and `depth` are 0-based place and number of its rows in the first chunk."""

    top: int
    depth: int
    labels: tuple[Label, ...]
    mapping: Mapping
    cells: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]


def head_texts(chunk: Chunk) -> list[list[str]]:
    """The first rows of a sheet as trimmed text."""
    return [[as_text(cell).strip(BLANKS) for cell in row] for row in chunk.rows[:SEARCHED]]


def shifted(merges: Sequence[Merge], first: Chunk) -> list[Merge]:
    """Merged ranges of a sheet as if its first row were that of a chunk."""
    above = first.numbers[0] - 1
    return [replace(m, top=m.top - above, bottom=m.bottom - above) for m in merges if m.top > above]


def find_header(
    head: Sequence[Sequence[str]], merges: Sequence[Merge], vocabularies: Sequence[Vocabulary], sheet: str | None
) -> Header | None:
    """The best header among the first rows and the layouts, or None where too few header names are found.

    A header that lacks a required column is returned all the same: its `mapping.missing` says which.
    """
    spread = _spread(head, merges)
    known = [_known(row, vocabularies) for row in head]
    filled = [sum(map(bool, row)) for row in head]
    best: tuple[tuple[int, ...], Header] | None = None
    for top in range(len(head)):
        if sum(n > 1 for n in filled[:top]) > MOST_ABOVE or (best and _ended(*best, filled[:top])):
            break
        for depth in DEPTHS[: len(head) - top]:
            last = top + depth - 1  # a row below the first is the header's only if most of it is
            if sum(known[top : last + 1]) < ENOUGH or (depth > 1 and 2 * known[last] < max(filled[last], 1)):
                continue
            labels = _labels(head, spread, top, depth)
            for vocabulary in vocabularies:
                mapping = map_labels(labels, vocabulary)
                score = _score(mapping, labels, _named(vocabulary, sheet), depth, top)
                if score and (best is None or score > best[0]):
                    best = score, _header(head, top, depth, labels, mapping)
    return best[1] if best else None


def _ended(score: Sequence[int], header: Header, filled: Sequence[int]) -> bool:
    """Whether rows lie below a whole header: what looks like another one is that of another table."""
    return bool(score[0]) and any(n > 1 for n in filled[header.top + header.depth :])


def side_by_side(header: Header) -> bool:
    """Whether a header is the same names twice or more: a list printed in blocks beside each other."""
    names = [normalise(label.group + label.own) for label in header.labels]
    names = names[: max((i + 1 for i, name in enumerate(names) if name), default=0)]
    widths = (w for w in range(ENOUGH, len(names) // 2 + 1) if len(names) % w == 0)
    return any(names == names[:w] * (len(names) // w) for w in widths)


def looks_like_header(row: Sequence[str]) -> bool:
    """Whether a row consists of header names rather than of data: only then may its cells be shown to people."""
    cells = [cell for cell in row if cell]
    hits = sum(map(is_known, cells))
    return hits >= ENOUGH and hits * 2 >= len(cells) and is_name_row(cells, is_known)


def _score(mapping: Mapping, labels: Sequence[Label], named: int, depth: int, top: int) -> tuple[int, ...] | None:
    hits, filled = len(mapping.columns), sum(bool(label.text) for label in labels)
    complete = not mapping.missing and mapping.identifies and hits >= ENOUGH
    if complete or (hits > ENOUGH and hits * 2 >= filled):
        return complete, named if complete else 0, hits, -depth, -top
    return None


def _known(row: Sequence[str], vocabularies: Sequence[Vocabulary]) -> int:
    """Cells of a row that some layout knows as a header, far below none where others are values: no header row."""

    def knows(cell: str) -> bool:
        return is_known(cell) or any(v.knows(Label(cell)) for v in vocabularies)

    cells = [cell for cell in row if cell]
    known = sum(any(v.knows(Label(cell)) for v in vocabularies) for cell in cells)
    values = any(map(is_value, cells)) or (known >= ENOUGH and is_form(cells, knows))
    return -SEARCHED if values else known


def _named(vocabulary: Vocabulary, sheet: str | None) -> int:
    """How much of the sheet's name is the name of the layout's table."""
    text = normalise(sheet or "")
    return max((len(n) for n in map(normalise, vocabulary.layout.sheet_names) if n in text), default=0)


def _header(head: Sequence[Sequence[str]], top: int, depth: int, labels: tuple[Label, ...], mapping: Mapping) -> Header:
    titles = tuple(cell for row in head[:top] for cell in row if cell)
    cells = tuple(tuple(row) for row in head[top : top + depth])
    return Header(top, depth, labels, mapping, cells, titles)


def _labels(head: Sequence[Sequence[str]], spread: Sequence[Sequence[str]], top: int, depth: int) -> tuple[Label, ...]:
    if depth == 1:
        return tuple(Label(cell) for cell in head[top])
    labels, carried = [], ""
    for group, below in zip_longest(spread[top], _labels(head, spread, top + 1, depth - 1), fillvalue=None):
        carried = group or carried  # a text file cannot merge: the group stands over its first column only
        own = below.text if below else ""
        above = below.group if below and below.own else ""
        labels.append(Label(own, above or carried if own else group or ""))
    return tuple(labels)


def _spread(head: Sequence[Sequence[str]], merges: Sequence[Merge]) -> list[list[str]]:
    """The rows with every horizontally merged text repeated over its columns: the groups of a two-row header."""
    rows = [list(row) for row in head]
    for merge in merges:
        if merge.top <= len(rows):
            row = rows[merge.top - 1]
            for column in range(merge.left + 1, min(merge.right + 1, len(row))):
                row[column] = row[merge.left]
    return rows
