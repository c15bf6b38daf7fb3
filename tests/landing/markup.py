"""Workbooks in markup, as systems hand them out under .xls, built by the tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from html import escape

from tests.landing.files import Range, Rows

HEAD = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
NAMES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
TEXT_FORMAT = "style=\"mso-number-format:'\\@'\""


def webpage(
    tables: Sequence[Rows], merges: Sequence[Range] = (), *, charset: str = "gb2312", encoding: str = "gb18030"
) -> bytes:
    """A report page; `merges` are ranges of the first table."""
    body = "".join(_table(rows, merges if i == 0 else ()) for i, rows in enumerate(tables))
    meta = f'<meta http-equiv="Content-Type" content="application/vnd.ms-excel; charset={charset}">'
    return f"\r\n\r\n<html><head>{meta}<title>报表</title></head><body>{body}</body></html>".encode(encoding)


def _table(rows: Rows, merges: Sequence[Range]) -> str:
    heads = {(t, le): (b - t + 1, r - le + 1) for t, le, b, r in merges}
    hidden = {(r, c) for t, le, b, ri in merges for r in range(t, b + 1) for c in range(le, ri + 1)} - set(heads)
    lines = []
    for r, row in enumerate(rows):
        cells = []
        for c, value in enumerate(row):
            if (r, c) not in hidden:
                down, across = heads.get((r, c), (1, 1))
                spans = (f' rowspan="{down}"' if down > 1 else "") + (f" colspan={across}" if across > 1 else "")
                cells.append(f"<td{spans} {TEXT_FORMAT}>{escape(str(value)).replace(chr(10), '<br>') or '&nbsp;'}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>\n")
    return f"<table border=1>{''.join(lines)}</table>"


def spreadsheetml(
    sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[Range]] | None = None, hidden: Sequence[str] = ()
) -> bytes:
    """A SpreadsheetML 2003 document; empty cells and rows are left out, as Excel does, and Index says so."""
    body = "".join(
        _worksheet(name, rows, (merges or {}).get(name, ()), name in hidden) for name, rows in sheets.items()
    )
    return f"{HEAD}<Workbook {NAMES}>{body}</Workbook>".encode()


def _worksheet(name: str, rows: Rows, merges: Sequence[Range], hidden: bool) -> str:
    heads = {(t, le): f' ss:MergeAcross="{r - le}" ss:MergeDown="{b - t}"' for t, le, b, r in merges}
    lines = []
    for r, row in enumerate(rows):
        cells = [
            f'<Cell ss:Index="{c + 1}"{heads.get((r, c), "")}>{_data(value)}</Cell>'
            for c, value in enumerate(row)
            if value not in (None, "")
        ]
        lines += [f'<Row ss:Index="{r + 1}">{"".join(cells)}</Row>'] if cells else []
    state = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>" if hidden else ""
    return f'<Worksheet ss:Name="{escape(name)}"><Table>{"".join(lines)}</Table>{state}</Worksheet>'


def _data(value: object) -> str:
    if isinstance(value, (dt.date, dt.datetime)):
        return f'<Data ss:Type="DateTime">{value:%Y-%m-%dT%H:%M:%S.000}</Data>'
    kind = "Number" if isinstance(value, (int, float)) else "String"
    return f'<Data ss:Type="{kind}">{escape(str(value)).replace(chr(10), "&#10;")}</Data>'
