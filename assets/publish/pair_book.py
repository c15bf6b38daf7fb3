"""The workbook in which clerks say of pairs of records whether they are one person: two persons side by side.

What the model thinks of a pair is not shown, nor whether it is linked. It comes back through `renpu linkage decide`.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import duckdb

from assets.linkage.ledger import Key
from assets.linkage.returned import ANSWER, BASIS, CHECKER, DAY, KEYS, REVIEWER, TASK, task_number
from assets.publish.cells import Book, Sheet
from assets.publish.private import write_private
from assets.registry.codes import load_codes
from assets.registry.month import Month
from assets.registry.sources import load_sources

Pair = tuple[Key, Key]
COMPARED = {
    "姓名": 9, "性别": 5, "出生日期": 11, "证件号码": 20, "电话": 13, "户籍地址": 26, "居住地址": 26, "来源和出处": 30,
}  # fmt: skip
"""What is shown of both records, and the width of its columns."""
ENTRIES = {ANSWER: 10, BASIS: 22, CHECKER: 9, REVIEWER: 9, DAY: 12}
ANSWERS = ("是", "否", "不能确定")
SECRECY = "内部资料，注意保密：含公民个人信息，仅供核查使用，用毕交回，统一销毁。"
HELP = (
    "怎样填写：每行是两条记录（甲、乙）。请根据档案、走访或电话核实二者是否同一人，在“结论”中选 是、否 或 不能确定，"
    "写明依据、核查人和核查日期；需要两人核查的，由另一人填“复核人”。黄色表示两边所写不同。没有结论、依据或核查人的行视为"
    "未完成，可以分批交回。请不要改动白色单元格和隐藏的列。"
)


def write_pairs(con: duckdb.DuckDBPyConnection, title: str, month: Month, pairs: Sequence[Pair], file: Path) -> None:
    """Write pairs of records of `linkage.record` into a private workbook, in the order of their task numbers."""
    ordered = sorted({task_number(*pair): pair for pair in pairs}.items())
    shown = _shown(con, {key for _, pair in ordered for key in pair})
    content = io.BytesIO()
    with Book(content, title, dt.date(month.last_day.year, 1, 1)) as book:
        sheet = book.sheet(title)
        _head(sheet, title, month)
        lines = [_line(number, pair, shown) for number, pair in ordered]
        looks = ["code", *["wrapped"] * 2 * len(COMPARED), *["entry"] * (len(ENTRIES) - 1), "entry_date", *["code"] * 4]
        after = sheet.lines(4, lines, looks, 48)
        _help_the_hand(sheet, after)
    write_private(file, content.getvalue())


def _head(sheet: Sheet, title: str, month: Month) -> None:
    heads = [TASK, *(f"{name} {side}" for name in COMPARED for side in "甲乙"), *ENTRIES, *KEYS]
    widths = [14, *(width for width in COMPARED.values() for _ in "甲乙"), *ENTRIES.values(), 14, 14, 14, 14]
    sheet.widths(widths, hidden=len(KEYS))
    last = len(heads) - len(KEYS) - 1
    sheet.height(0, 32)
    sheet.merged(0, 0, last, title, "title")
    sheet.put(1, 0, f"参照月份：{month}    {SECRECY}", "warning")
    sheet.height(2, 34)
    sheet.merged(2, 0, last, HELP, "paragraph")
    sheet.lines(3, [heads], ["head"] * len(heads), 30)
    sheet.freeze(4, 3)
    sheet.page(title, month.key, "", (3, 3))


def _help_the_hand(sheet: Sheet, after: int) -> None:
    """Drop-down answers, real dates only, and a colour where the two sides differ."""
    first, last = 4, max(after - 1, 4)
    answer = 1 + 2 * len(COMPARED)
    sheet.choose(first, last, answer, ANSWERS, (ANSWER, "请选 是、否 或 不能确定"))
    day = answer + list(ENTRIES).index(DAY)
    sheet.not_before(first, last, day, dt.date(2020, 1, 1), (DAY, "请填写日期，如 2026-09-30"))
    for left in range(1, answer - 2, 2):
        sheet.show_differences(first, last, left, left + 1)
    sheet.filter(first - 1, last, answer + len(ENTRIES))


def _line(number: str, pair: Pair, shown: dict[Key, tuple[str | None, ...]]) -> list[object]:
    sides = [shown[key] for key in pair]
    compared = [value for column in zip(*sides, strict=True) for value in column]
    return [number, *compared, *[None] * len(ENTRIES), *pair[0], *pair[1]]


def _shown(con: duckdb.DuckDBPyConnection, keys: set[Key]) -> dict[Key, tuple[str | None, ...]]:
    """What is shown of every record, in the order of COMPARED."""
    sexes = {code.code: code.label_zh for code in load_codes()["sex"]}
    sources = {name: source.label_zh for name, source in load_sources().items()}
    con.execute("create or replace temp table wanted (source varchar, source_record_key varchar)")
    if keys:
        con.executemany("insert into wanted values (?, ?)", [list(key) for key in sorted(keys)])
    found = con.execute("""
        select source, source_record_key, name, sex, substr(birth_date::varchar, 1, case birth_precision
            when 'year' then 4 when 'month' then 7 else 10 end), id_number, phone, hukou_address, residence_address,
            parse_filename(path) || coalesce('!' || sheet, '') || ' 第' || row || '行'
        from linkage.record join wanted using (source, source_record_key)
    """).fetchall()
    con.execute("drop table wanted")
    return {
        (source, key): (name, sexes.get(sex, sex), *said, f"{sources.get(source, source)} {place}")
        for source, key, name, sex, *said, place in found
    }
