"""Workbook cells as text, exactly as certain as they are (contract.md section 1, Cells)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

CERTAIN = 1e15  # from here on a double holds 15 certain digits, no more
BLANKS = " \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"


def as_text(value: object) -> str:
    """One typed cell as text.

    Dates are ISO, with the time only where there is one; whole numbers have no `.0`; numbers from 1e15 on are written
    with their 15 certain digits (`4.22128195508050e+17`); truth values are TRUE and FALSE.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return _number(value)
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d" if value.time() == dt.time() else "%Y-%m-%d %H:%M:%S")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if not -CERTAIN < value < CERTAIN:
        return f"{value:.14e}"
    whole = int(value)
    return str(whole) if whole == value else repr(value)


def column(cells: Sequence[object]) -> pa.Array:
    """A column of cells as text; cells without any visible character are NULL."""
    try:
        texts = pa.array(cells, pa.string())
    except (pa.ArrowTypeError, pa.ArrowInvalid):
        texts = pa.array([c if type(c) is str else as_text(c) for c in cells], pa.string())
    return without_blanks(texts)


def without_blanks(texts: pa.Array) -> pa.Array:
    """A column of text whose cells without any visible character are NULL."""
    return pc.if_else(pc.equal(pc.utf8_trim(texts, characters=BLANKS), ""), None, texts)
