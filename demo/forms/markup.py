"""Writers of tables in markup that are handed in as .xls: web pages and SpreadsheetML 2003."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any

from demo.forms.sheet import Grid

_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\n'
)
_PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel">\n<head>\n'
    '<meta http-equiv="Content-Type" content="application/vnd.ms-excel; charset={}">\n'
    '<style>td {{ mso-number-format: "\\@"; }}</style>\n</head>\n<body>\n<table border="1">\n'
)
_HIDDEN = (
    '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
)


def _covered(grid: Grid) -> set[tuple[int, int]]:
    """Cells that lie under a merged one."""
    inside = ((r, c) for a, b, d, e in grid.merges for r in range(a, d + 1) for c in range(b, e + 1))
    return set(inside) - {(a, b) for a, b, _, _ in grid.merges}


def _shown(value: Any) -> str:
    """A cell as a spreadsheet shows it: numbers of more than 11 digits rounded, days in ISO form."""
    if isinstance(value, float):
        return f"{value:.0f}" if value < 1e11 else f"{value:.5E}"
    return str(value)


def webpage(grids: list[Grid], encoding: str) -> bytes:
    """The first sheet as an HTML table, one `tr` for each of its rows."""
    grid = grids[0]
    covered, spans = _covered(grid), {(r, c): (r2 - r + 1, c2 - c + 1) for r, c, r2, c2 in grid.merges}
    lines = [_PAGE.format("gb2312" if encoding == "gb18030" else encoding)]
    for r, row in enumerate(grid.rows):
        cells = []
        for c, value in enumerate(row):
            if (r, c) in covered:
                continue
            down, across = spans.get((r, c), (1, 1))
            span = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")
            text = "" if value is None else escape(_shown(value)).replace("\n", "<br>")
            cells.append(f"<td{span}>{text}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>\n")
    return ("".join(lines) + "</table>\n</body>\n</html>\n").encode(encoding)


def _data(value: Any) -> str:
    if isinstance(value, datetime.date):
        return f'<Data ss:Type="DateTime">{value.isoformat()}T00:00:00.000</Data>'
    if isinstance(value, float):
        return f'<Data ss:Type="Number">{value:.15g}</Data>'
    return '<Data ss:Type="String">' + escape(str(value)).replace("\n", "&#10;") + "</Data>"


def _row(grid: Grid, r: int, spans: dict[tuple[int, int], tuple[int, int]], covered: set[tuple[int, int]]) -> str:
    """One row with its number (blank ones are left out, as Excel does); cells carry theirs after a gap."""
    cells, following = [], 0
    for c, value in enumerate(grid.rows[r]):
        if value is None or value == "" or (r, c) in covered:
            continue
        down, across = spans.get((r, c), (0, 0))
        place = "" if c == following else f' ss:Index="{c + 1}"'
        span = (f' ss:MergeAcross="{across}"' if across else "") + (f' ss:MergeDown="{down}"' if down else "")
        cells.append(f"<Cell{place}{span}>{_data(value)}</Cell>")
        following = c + across + 1
    hidden = ' ss:Hidden="1"' if r in grid.hidden_rows else ""
    return f'<Row ss:Index="{r + 1}"{hidden}>' + "".join(cells) + "</Row>\n" if cells else ""


def spreadsheetml(grids: list[Grid]) -> bytes:
    """All sheets as one SpreadsheetML document."""
    lines = [_XML]
    for grid in grids:
        spans = {(r, c): (r2 - r, c2 - c) for r, c, r2, c2 in grid.merges}
        covered = _covered(grid)
        columns = "".join(f'<Column ss:Index="{c + 1}" ss:Hidden="1"/>\n' for c in grid.hidden_columns)
        lines.append(f'<Worksheet ss:Name="{escape(grid.name)}">\n<Table>\n{columns}')
        lines += [_row(grid, r, spans, covered) for r in range(len(grid.rows))]
        lines.append("</Table>\n" + (_HIDDEN if grid.hidden else "") + "</Worksheet>\n")
    return ("".join(lines) + "</Workbook>\n").encode()
