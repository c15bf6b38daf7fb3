"""The persons in the roster at a moment as a workbook: a sheet per township, text cells as in every workbook.

A CSV would lose the last three digits of an identity number as soon as Excel opens it, which keeps 15 of them.
"""

from __future__ import annotations

import datetime as dt
import io
from itertools import groupby
from pathlib import Path

import duckdb

from assets.publish.cells import Book
from assets.publish.names import NAMED
from assets.publish.private import write_private

TITLE = "在册人员名单"
COLUMNS = {
    "村（居）代码": 15, "村（居）": 20, "姓名": 13, "性别": 6, "出生日期": 12, "年龄": 6, "公民身份号码": 21,
    "人口类别": 26, "此后的变动（已退回）": 14, "人员编号": 19,
}  # fmt: skip
"""Heads and their widths in characters."""
LOOKS = ["code", "text", "code", "code", "code", "number", "code", "text", "code", "code"]
UNDONE = {"death": "死亡", "move_out": "迁出", "move_within": "县内移动", "boundary": "区划调整"}
"""Kinds of dated change that take somebody out of a village, and so are taken back for who still stood there."""
UNDONE_ZH = " ".join(f"when '{kind}' then '{zh}'" for kind, zh in UNDONE.items())
MOST_ROWS = 1_000_000  # that a sheet of a workbook holds

LINES = f"""
with named as ({NAMED.replace("landing.region", "region")})
select left(r.region, 9) as township, (row_number() over (partition by township order by r.region, person_id) - 1)
        // {MOST_ROWS} as part, r.region, n.region_name, name, coalesce(s.label_zh, sex), birth_date::varchar, age,
    id_number, c.label_zh, case undone {UNDONE_ZH} else undone end, person_id
from roster_as_of(?) r
    left join named n on n.code = r.region
    left join code_list s on s.field = 'sex' and s.code = sex
    left join code_list c on c.field = 'category' and c.code = category
order by township, part, r.region, person_id
"""


def write_as_of_book(con: duckdb.DuckDBPyConnection, moment: dt.datetime, month: str, file: Path) -> None:
    """Write a private workbook of who stood in the roster at a moment; `con` is on the roster.duckdb of its month."""
    lines = con.execute(LINES, [moment]).fetchall()
    content = io.BytesIO()
    with Book(content, TITLE, dt.date.fromisoformat(f"{month}-01")) as book:
        for (township, part), held in groupby(lines, key=lambda line: line[:2]):
            name = f"{township}{f' {part + 1}' if part else ''}"
            _write_sheet(book, name, f"{moment:%Y-%m-%d %H:%M}", month, [line[2:] for line in held])
    write_private(file, content.getvalue())


def _write_sheet(book: Book, name: str, moment: str, month: str, lines: list[tuple[object, ...]]) -> None:
    sheet = book.sheet(name)
    sheet.height(0, 32)
    sheet.merged(0, 0, len(COLUMNS) - 1, TITLE, "title")
    sheet.put(1, 0, f"时点：{moment}    共 {len(lines)} 人    取自 {month} 底册", "line")
    sheet.widths(COLUMNS.values())
    sheet.lines(2, [list(COLUMNS)], ["head"] * len(COLUMNS), 30)
    after = sheet.lines(3, lines, LOOKS, 18)
    sheet.numbers_as_text(3, after - 1, len(COLUMNS))
    sheet.filter(2, after - 1, len(COLUMNS))
    sheet.freeze(3, 3)
    sheet.page(TITLE, month, "", (2, 2))
