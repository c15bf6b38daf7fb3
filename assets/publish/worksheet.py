"""A worksheet that writes its cells in one string each: the innermost loop of all workbooks.

xlsxwriter builds a list of attributes for every cell and joins and escapes it; ours have a place, a format and a number
or a shared string, none of which needs escaping. A quarter of the time of the workbooks (decision 70).
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

_CLOSED = {
    "String": lambda cell: f' t="s"><v>{cell.string}</v></c>',
    "Number": lambda cell: f"><v>{cell.number:.16G}</v></c>",
    "Blank": lambda cell: "/>",
}


class PlainWorksheet(Worksheet):
    """Writes formatted text, numbers and blanks; anything else as xlsxwriter does."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        closed = _CLOSED.get(type(cell).__name__)
        if closed is None or not cell.format:
            super()._write_cell(row, col, cell)
        else:
            place, style = xl_rowcol_to_cell_fast(row, col), cell.format._get_xf_index()
            self.fh.write(f'<c r="{place}" s="{style}"{closed(cell)}')

    def _calculate_spans(self) -> None:
        """Spans of rows are optional (ECMA-376, 18.3.1.73)."""
        self.row_spans: dict[int, str] = {}
