"""Writers of workbooks. The same sheets give the same bytes: no clock, no user, no machine in them."""

from __future__ import annotations

import datetime
import io
from typing import Any

import xlsxwriter
import xlwt

from demo.forms.sheet import Grid

_CREATED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)


def xlsx(grids: list[Grid], from_1904: bool = False) -> bytes:
    """An .xlsx (or .xlsm) file. Kept in memory: merges reach back over rows that constant_memory has let go."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": from_1904})
    book.set_properties({"created": _CREATED, "author": "", "company": ""})
    date_format = book.add_format({"num_format": "yyyy-mm-dd"})
    for grid in grids:
        page = book.add_worksheet(grid.name)
        if grid.hidden:
            page.hide()
        merged = {(r, c): (r2, c2) for r, c, r2, c2 in grid.merges}
        for (r, c), (r2, c2) in merged.items():
            page.merge_range(r, c, r2, c2, "")
        for r, row in enumerate(grid.rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    _put(page, r, c, value, date_format)
        for c in grid.hidden_columns:
            page.set_column(c, c, None, None, {"hidden": True})
        for r in grid.hidden_rows:
            page.set_row(r, None, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


def _put(page: Any, r: int, c: int, value: Any, date_format: Any) -> None:
    if isinstance(value, str):
        page.write_string(r, c, value)
    elif isinstance(value, datetime.date):
        page.write_datetime(r, c, value, date_format)
    else:
        page.write_number(r, c, value)


def xls(grids: list[Grid]) -> bytes:
    """A BIFF8 .xls file (at most 65,536 rows a sheet; slow, so for small ones)."""
    book = xlwt.Workbook(encoding="utf-8")
    date_format = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    plain = xlwt.easyxf()
    for grid in grids:
        page = book.add_sheet(grid.name, cell_overwrite_ok=True)
        page.visibility = 1 if grid.hidden else 0
        for r, row in enumerate(grid.rows):
            for c, value in enumerate(row):
                if value is not None and value != "":
                    page.write(r, c, value, date_format if isinstance(value, datetime.date) else plain)
        for r, c, r2, c2 in grid.merges:
            page.merge(r, r2, c, c2)
        for c in grid.hidden_columns:
            page.col(c).hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
