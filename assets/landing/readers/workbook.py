"""Sheets of .xlsx, .xlsm and .xls workbooks with typed cells and merged ranges, hidden sheets included."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

import python_calamine as calamine

from assets.landing.readers.compound import refuse_circles
from assets.landing.readers.grid import CHUNK, Chunk, Grid, Merge
from assets.landing.readers.sniff import OLE, DamagedError, UnreadableError
from assets.landing.readers.table import hidden_remark, once


class Workbook:
    """An open workbook. Raises UnreadableError where the content is damaged or encrypted."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(OLE):
            refuse_circles(content)
        try:
            self._book = calamine.load_workbook(io.BytesIO(content))
        except BaseException as error:
            raise damaged(error, "workbook") from error
        self._hidden = {m.name for m in self._book.sheets_metadata if m.visible != calamine.SheetVisibleEnum.Visible}
        self._names = [m.name for m in self._book.sheets_metadata]
        self.sheets: tuple[str | None, ...] = tuple(once(self._names))

    def grid(self, sheet: str | None) -> Grid:
        """One sheet. Raises UnreadableError where it is damaged, holds no cells (a chart), or repeats a name."""
        if sheet not in self._names:
            raise UnreadableError("a sheet before it has the same name: rename it in Excel")
        try:
            found = self._book.get_sheet_by_name(str(sheet))
            merges = found.merged_cell_ranges or []
        except BaseException as error:
            raise damaged(error, "sheet") from error
        ranges = (Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merges)
        return Grid(sheet, _chunks(found), tuple(ranges), remarks=hidden_remark(sheet in self._hidden))


def damaged(error: BaseException, what: str) -> DamagedError:
    """The message for a reader's error, panics included. An interrupt and a want of memory are raised again."""
    if isinstance(error, MemoryError) or not (isinstance(error, Exception) or type(error).__name__ == "PanicException"):
        raise error
    return DamagedError(what, type(error).__name__)


def _chunks(sheet: calamine.CalamineSheet) -> Iterator[Chunk]:
    if sheet.end is None:
        return
    rows, number = sheet.iter_rows(), 1
    while chunk := list(islice(rows, CHUNK)):
        yield Chunk(range(number, number + len(chunk)), chunk)
        number += len(chunk)
