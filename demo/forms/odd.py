"""Files that are not what their suffix says, or whose cells a spreadsheet has bent (domain facts 1.10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import tables
from demo.draws import Draws, name_id
from demo.forms.sheet import Grid
from demo.forms.style import Style

# Trick: the form of the file and its encoding.
TRICKS = {
    "webpage": ("html", "gb18030"),  # an HTML table named .xls
    "spreadsheetml": ("spreadsheetml", "utf-8"),  # XML named .xls
    "tab_text": ("tsv", "gb18030"),  # text named .xls, an apostrophe before long numbers, NULL in blank cells
    "renamed": ("xlsx", ""),  # a workbook of today under the old suffix
    "mac": ("xlsx", ""),  # dates counted from 1904
    "continued": ("xls", ""),  # the rest of the rows on a sheet without a header
    "hidden_rows": ("xlsx", ""),  # rows that a filter hides
    "commented": ("xlsx", ""),  # a row of hints below the header
    "wrapped": ("csv", "gb18030"),  # ="3702…"
    "apostrophe": ("csv", "utf-8-sig"),  # '3702…
    "tabbed": ("csv", "utf-8"),  # a tab behind long numbers
    "piped": ("txt", "gb18030"),  # columns parted by |
    "semicolons": ("csv", "utf-8-sig"),  # columns parted by ;
    "mojibake": ("csv", "utf-8"),  # read in a wrong encoding once, and saved
}
_ONE_SHEET = ("webpage", "continued")
_SHORTEST = 12  # rows below which nobody continues on a second sheet


def choose(draws: Draws, source: str, rows: dict[str, list[int]]) -> dict[str, str]:
    """Trick by file (stem): the share of `[odd_forms]`, rounded up; `rows` are the rows of each file's sheets."""
    found: dict[str, str] = {}
    for trick, shares in tables.profile()["odd_forms"].items():
        able = [f for f, n in rows.items() if f not in found and (trick not in _ONE_SHEET or len(n) == 1)]
        able = [f for f in able if trick != "continued" or sum(rows[f]) >= _SHORTEST]
        order = np.argsort(draws.bits(f"{source}/odd/{trick}", [name_id(f) for f in able]), kind="stable")
        count = min(len(able), ceil(shares.get(source, 0.0) * len(rows)))
        found |= {able[i]: trick for i in order[:count].tolist()}
    return found


def turned(style: Style, trick: str) -> Style:
    """The clerk's habits in a file of that kind."""
    form, encoding = TRICKS[trick]
    return replace(style, form=form, encoding=encoding, trick=trick)


def _long_number(value: Any) -> bool:
    return isinstance(value, str) and len(value) >= 10 and value[:-1].isascii() and value[:-1].isdigit()


_BENT: dict[str, Callable[[str], str]] = {
    "wrapped": '="{}"'.format,
    "apostrophe": "'{}".format,
    "tab_text": "'{}".format,
    "tabbed": "{}\t".format,
}


def bend(style: Style, cells: dict[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Long numbers in the wrapping that keeps a spreadsheet from rounding them; NULL for blanks in tab text."""
    if style.trick not in _BENT:
        return cells
    wrap, blank = _BENT[style.trick], "NULL" if style.trick == "tab_text" else None

    def bent(value: Any) -> Any:
        return blank if value is None else wrap(value) if _long_number(value) else value

    return {c: np.array([bent(v) for v in values], dtype=object) for c, values in cells.items()}


def hide(style: Style, grid: Grid, at: NDArray[np.int64], key: NDArray[Any]) -> None:
    """Rows of some records, hidden as a filter leaves them."""
    if style.trick == "hidden_rows":
        hidden = style.draws.hit(f"{style.source}/hidden-row", key, 0.15)
        hidden[:1] |= len(hidden) > 1  # at least one, never all
        grid.hidden_rows = at[hidden].tolist()


def cut(style: Style, grid: Grid, at: NDArray[np.int64]) -> tuple[list[Grid], NDArray[np.int64]]:
    """A sheet and its continuation, `Sheet1(2)` without title and header; and the sheet (0 or 1) of each record."""
    if style.trick != "continued":
        return [grid], np.zeros(len(at), dtype=np.int64)
    first = int(at[len(at) * 3 // 5])
    rest = Grid(f"{grid.name}(2)", grid.rows[first:], hidden_columns=grid.hidden_columns)
    kept = [m for m in grid.merges if m[2] < first]
    return [Grid(grid.name, grid.rows[:first], kept, grid.hidden_columns), rest], (at >= first).astype(np.int64)


def garbled(style: Style, data: bytes) -> bytes:
    """Text read in a wrong encoding and saved so; every one of these ways can be undone."""
    if style.trick != "mojibake":
        return data
    text = data.decode("utf-8")
    ways = [(text.encode("gb18030"), "latin-1"), (data, "latin-1"), (data, "gb18030")]
    written, read = ways[int(style.luck("mojibake") * len(ways))]
    try:
        return written.decode(read).encode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1").encode("utf-8")
