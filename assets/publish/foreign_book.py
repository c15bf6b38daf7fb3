"""境外人员名册 as a workbook: the roll of residents from Hong Kong, Macao, Taiwan and abroad, by village."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import duckdb

from assets.publish.cells import Book
from assets.registry.run import Run
from assets.registry.tables import describe, load_tables

TITLE = "境外人员名册"
COLUMNS = {
    "residence_region": 15, "name": 13, "sex": 6, "birth_date": 12, "nationality": 12, "document_kind": 16,
    "id_number": 21, "purpose": 12, "entered_on": 12, "phone": 14, "residence_address": 40,
}  # fmt: skip
"""Columns of `roster.foreign_resident` that are printed, and their widths in characters."""

LINES = f"""
    select {", ".join(f"{c}::varchar" if c in ("birth_date", "entered_on") else c for c in COLUMNS)}
    from (select f.* replace (coalesce(s.label_zh, sex) as sex) from roster.foreign_resident f
        left join publish.code_list s on s.field = 'sex' and s.code = f.sex)
    order by residence_region, name, person_id
"""


def write_foreign_roll(con: duckdb.DuckDBPyConnection, run: Run, folder: Path) -> None:
    """Write `境外人员名册.xlsx` into a folder; nothing in a month without foreign residents."""
    lines = con.execute(LINES).fetchall()
    if not lines:
        return
    with Book(folder / f"{TITLE}.xlsx", TITLE, dt.date(run.month.last_day.year, 1, 1)) as book:
        sheet = book.sheet(TITLE)
        sheet.height(0, 36)
        sheet.merged(0, 0, len(COLUMNS) - 1, TITLE, "title")
        sheet.put(1, 0, f"参照月份：{run.month}    共 {len(lines)} 人，均不计入本县人口名册", "line")
        sheet.widths(COLUMNS.values())
        spec = load_tables()["foreign_resident"]
        heads = [re.sub("（.*?）", "", describe(spec, name)[0]) for name in COLUMNS]
        sheet.lines(2, [heads], ["head"] * len(COLUMNS), 30)
        sheet.lines(3, lines, [*["code"] * (len(COLUMNS) - 1), "text"], 20)
        sheet.freeze(3, 2)
        sheet.page(TITLE, run.month.key, "", (2, 2))
