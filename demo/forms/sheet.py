"""Sheets as people make them: titles, one or two header rows, pages, blanks, footers; and where each row lands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.forms.style import Style
from demo.forms.surroundings import footer, header_rows, headers, hints, titles

_PAGE = 45
# Written once per household where its cells are merged.
_ONCE = ("household_no", "group", "building", "unit", "room", "dwelling_unit")


@dataclass
class Grid:
    """A finished sheet: rows of cells (None is blank), merges as (row, column, row, column) from 0, what is hidden."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)


def build(
    style: Style,
    layout: str,
    cells: dict[str, NDArray[Any]],
    name: str,
    title: str,
    notes: list[str],
    blocks: NDArray[Any] | None = None,
) -> tuple[Grid, NDArray[np.int64]]:
    """A sheet from its cells, and the 0-based row on which each record lands.

    `blocks` numbers the households that have number and place written once.
    """
    grid, columns = Grid(name), list(cells.values())
    names: list[str | None] = [*headers(style, layout, cells)]
    n = len(columns[0]) if columns else 0
    if style.does("serial_column") and not style.text:
        names, columns = ["序号", *names], [np.array([str(i + 1) for i in range(n)], dtype=object), *columns]
    if style.does("trailing_columns"):
        names, columns = [*names, None, None], [*columns, *[np.full(n, None, dtype=object)] * 2]
    for text in titles(style, title, notes):
        grid.rows.append([text, *[None] * (len(names) - 1)])
        if not style.text:
            grid.merges.append((len(grid.rows) - 1, 0, len(grid.rows) - 1, len(names) - 1))
    header, merges = header_rows(style, names, len(grid.rows))
    serial = int(names[0] == "序号")
    grid.rows += [*header, *hints(style, cells, serial, len(names))]
    grid.merges += merges
    repeats = len(header) == 1 and not style.text and style.does("repeated_header")
    at = _place(style, n, len(grid.rows), repeats)
    bodies = [list(row) for row in zip(*columns, strict=True)]
    if blocks is not None and n and not style.text:
        _merge_blocks(grid, [serial + i for i, c in enumerate(cells) if c in _ONCE], bodies, blocks, at)
    _fill(grid, header[-1], bodies, at, repeats)
    grid.rows += footer(style, len(names), n)
    if style.does("hidden_column") and not style.text:
        grid.hidden_columns = [len(names) - 1]
    return grid, at


def _place(style: Style, n: int, start: int, repeats: bool) -> NDArray[np.int64]:
    """Rows of the records: pages push them down by a repeated header, some by a blank row."""
    index = np.arange(n)
    pushed = np.zeros(n, dtype=np.int64)
    if repeats:
        pushed += index // _PAGE
    if style.does("blank_rows") and not style.text:
        step = 17 + int(style.luck("blank/step") * 40)
        pushed += index // step
    return start + index + pushed


def _fill(grid: Grid, header: list[Any], bodies: list[list[Any]], at: NDArray[np.int64], repeats: bool) -> None:
    """Put the records on their rows; gaps become repeated headers (at page ends) or blank rows."""
    width, previous = len(header), -1
    for i, (row, body) in enumerate(zip(at.tolist(), bodies, strict=True)):
        if previous >= 0 and row - previous > 1:
            gap = row - previous - 1
            page = repeats and i % _PAGE == 0
            grid.rows += [[None] * width] * (gap - page) + [list(header)] * int(page)
        grid.rows.append(body)
        previous = row


def _merge_blocks(
    grid: Grid, columns: list[int], bodies: list[list[Any]], blocks: NDArray[Any], at: NDArray[np.int64]
) -> None:
    """Write `columns` once per household, in cells merged downwards; a page's end or a blank row starts anew."""
    starts = np.nonzero(np.r_[True, (blocks[1:] != blocks[:-1]) | (np.diff(at) != 1)])[0]
    for a, b in zip(starts.tolist(), [*starts[1:].tolist(), len(blocks)], strict=True):
        if b - a < 2:
            continue
        for c in columns:
            for row in bodies[a + 1 : b]:
                row[c] = None
            grid.merges.append((int(at[a]), c, int(at[b - 1]), c))
