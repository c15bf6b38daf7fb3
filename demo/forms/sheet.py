"""Sheets as people make them: titles, one or two header rows, pages, blanks, footers; and where each row lands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import tables
from demo.forms.style import Style

_PAGE = 45
_ONCE = (
    "household_no",
    "group",
    "building",
    "unit",
    "room",
    "dwelling_unit",
)  # written once per household where it is merged


@dataclass
class Grid:
    """A finished sheet: rows of cells (None is blank), merges as (row, column, row, column) from 0, what is hidden."""

    name: str
    rows: list[list[Any]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)


def headers(style: Style, layout: str, columns: Iterable[str]) -> list[str]:
    """The header of each column as this clerk writes it."""
    found = []
    for column in columns:
        variants = tables.layouts()[layout][column]
        weights = [3.0, *[1.0] * (len(variants) - 1)]
        text = style.pick(f"{layout}/{column}", variants, weights)
        if style.luck(f"star/{layout}/{column}") < tables.profile()["forms"]["odd_header"]:
            text = style.pick("star", ("*" + text, text + "（必填）", text + "："))
        found.append(text)
    return found


def _titles(style: Style, title: str, notes: list[str]) -> list[str]:
    """Title and note rows above the header."""
    if style.text:
        return [title] if style.does("title_rows", 0.08) else []
    if not (style.does("title_rows") or notes):
        return []
    extra = [*notes, f"填报单位：{title[:12]}（盖章）", "填报日期：2026年", "注：请如实填写，不得漏报", "单位：人"]
    return [title, *extra[: len(notes) + int(style.luck("notes") * 4)]]


def _header_rows(style: Style, names: list[str], top: int) -> tuple[list[list[Any]], list[tuple[int, int, int, int]]]:
    """One header row, or two: a group over three columns, the others merged downwards or left blank below."""
    if style.text or style.trick == "commented" or not style.does("grouped_header") or len(names) < 9:
        return [list(names)], []
    at = 3 + int(style.luck("group") * (len(names) - 7))
    upper: list[Any] = list(names)
    lower: list[Any] = [None] * len(names)
    lower[at : at + 3] = names[at : at + 3]
    upper[at : at + 3] = ["基本情况", None, None]
    merges = [(top, at, top, at + 2)]
    if style.luck("group/down") < 0.6:
        merges += [(top, i, top + 1, i) for i in range(len(names)) if not at <= i < at + 3]
    return [upper, lower], merges


def _hints(style: Style, columns: Iterable[str], before: int, width: int) -> list[list[Any]]:
    """In templates a row below the header that says how to fill each column; `before` columns stand in front."""
    if style.trick != "commented":
        return []
    known = {"name": "必填，真实姓名", "id_number": "18位身份证号", "phone": "多个电话用;分隔"}
    row = [known.get(c, "格式：YYYY-MM-DD" if c.endswith("_date") else "可选") for c in columns]
    return [[*[None] * before, *row, *[None] * (width - before - len(row))]]


def _footer(style: Style, width: int, n: int) -> list[list[Any]]:
    if style.text or not style.does("footer"):
        return []
    total = ["合计", None, str(n), *[None] * (width - 3)]
    signed = ["制表人：李某", None, "审核人：王某", "日期：2026年", *[None] * (width - 4)]
    return (
        [[[total]], [[signed]], [[total], [signed]]][int(style.luck("footer/kind") * 3)][0]
        if width >= 4
        else [total[:width]]
    )


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
    grid, names, columns = Grid(name), headers(style, layout, cells), list(cells.values())
    n = len(columns[0]) if columns else 0
    if style.does("serial_column") and not style.text:
        names, columns = ["序号", *names], [np.array([str(i + 1) for i in range(n)], dtype=object), *columns]
    if style.does("trailing_columns"):
        names, columns = [*names, None, None], [*columns, *[np.full(n, None, dtype=object)] * 2]  # type: ignore[list-item]
    for text in _titles(style, title, notes):
        grid.rows.append([text, *[None] * (len(names) - 1)])
        if not style.text:
            grid.merges.append((len(grid.rows) - 1, 0, len(grid.rows) - 1, len(names) - 1))
    header, merges = _header_rows(style, names, len(grid.rows))
    serial = int(names[0] == "序号")
    grid.rows += [*header, *_hints(style, cells, serial, len(names))]
    grid.merges += merges
    repeats = len(header) == 1 and not style.text and style.does("repeated_header")
    at = _place(style, n, len(grid.rows), repeats)
    bodies = [list(row) for row in zip(*columns, strict=True)]
    if blocks is not None and n and not style.text:
        shift = names.index(headers(style, layout, cells)[0])
        _merge_blocks(grid, [shift + i for i, c in enumerate(cells) if c in _ONCE], bodies, blocks, at)
    _fill(grid, header[-1], bodies, at, repeats)
    grid.rows += _footer(style, len(names), n)
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
