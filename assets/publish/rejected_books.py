"""Rejected rows as workbooks to be sent back: one per source, a sheet per delivered sheet, the reason first.

Every value is written as text as it came, with the mark that keeps formula text from running.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath

import duckdb
from rich.cells import cell_len

from assets.publish.cells import Book
from assets.publish.files import file_name
from assets.publish.private import write_private
from assets.registry.labels import label_zh
from assets.registry.sources import load_layouts, load_sources

FIRST = {"退回原因": 44, "文件": 36, "工作表": 16, "行号": 8}
NARROW, WIDE = 9, 44  # columns of the original, in characters
LONGEST = 1_000  # characters of a cell that are shown
MOST_ROWS = 1_000_000  # that a sheet of a workbook holds
ASK = "请按“退回原因”核对、补正下列各行，随下次报送一并交回；其余列为原表内容，未作改动。"
NAMELESS = re.compile(r"none of the fields that identify a row: (.+)")
OTHER_REASONS = {"code is no region: 6, 9 or 12 digits": "编码不是行政区划代码，应为6、9或12位数字"}

ROWS = """
    select r.source, r.path, r.sheet, any_value(f.layout) over (partition by r.path, r.sheet), r.row, r.reason, r.raw
    from rejected_record r
    left join source_file f on f.path = r.path and f.sheet is not distinct from r.sheet
    order by r.source, r.path, r.sheet nulls first, r.row
"""


@dataclass(frozen=True)
class RejectedBook:
    """One workbook written."""

    source: str
    file: Path
    rows: int


def write_rejected(con: duckdb.DuckDBPyConnection, month: str, folder: Path) -> Iterator[RejectedBook]:
    """Write `<month>_退回_<source>.xlsx`, private, per source with rejected rows; the same rows give the same bytes.

    `con` has the tables `rejected_record` and `source_file` in reach without a schema.
    """
    for source, rows in groupby(con.execute(ROWS).fetchall(), key=lambda row: row[0]):
        held = list(rows)
        known = load_sources().get(source)
        label = known.label_zh if known else source
        file = folder / f"{month}_退回_{file_name(label)}.xlsx"
        write_private(file, _workbook(month, label, held))
        yield RejectedBook(source, file, len(held))


def reason_zh(reason: str, layout: str | None) -> str:
    """A reason as the office that sent the row reads it, its columns by their usual headers."""
    empty = _to_fill(reason, layout)
    return f"{'、'.join(empty)}均为空，无法识别" if empty else OTHER_REASONS.get(reason, reason)


def _to_fill(reason: str, layout: str | None) -> list[str]:
    """The columns that a reason calls empty, by their usual headers: no cell of theirs came with the row."""
    found = NAMELESS.fullmatch(reason)
    return [_column_zh(name, layout) for name in found[1].split(", ")] if found else []


def _column_zh(name: str, layout: str | None) -> str:
    _, spec = load_layouts().get(layout or "", (None, None))
    return label_zh(spec, name) if spec and name in spec.columns else name


def _workbook(month: str, label: str, rows: Sequence[tuple]) -> bytes:
    buffer = io.BytesIO()
    book, taken = Book(buffer, f"{label} 退回", dt.date.fromisoformat(f"{month}-01")), set[str]()
    for (path, sheet, layout), group in groupby(rows, key=lambda row: row[1:4]):
        held = list(group)
        for start in range(0, len(held), MOST_ROWS):
            name = _sheet_name(path, sheet, taken)
            _write_sheet(book, name, (month, label, layout), held[start : start + MOST_ROWS])
    book.close()
    return buffer.getvalue()


def _write_sheet(book: Book, name: str, edition: tuple[str, str, str | None], rows: Sequence[tuple]) -> None:
    month, label, layout = edition
    raws = [json.loads(raw) for *_, raw in rows]
    to_fill = [header for reason in dict.fromkeys(row[5] for row in rows) for header in _to_fill(reason, layout)]
    headers = list(dict.fromkeys([*to_fill, *(header for raw in raws for header in raw)]))
    sheet = book.sheet(name)
    sheet.height(0, 30)
    sheet.put(0, 0, f"{label}：{month} 退回的行", "line")
    sheet.put(1, 0, ASK, "line")
    sheet.widths([*FIRST.values(), *(_width([header, *(raw.get(header) or "" for raw in raws)]) for header in headers)])
    looks = ["text"] * (len(FIRST) + len(headers))
    sheet.lines(2, [[*FIRST, *headers]], ["head"] * len(looks), 30)
    lines = (_line(row, raw, headers, layout) for row, raw in zip(rows, raws, strict=True))
    after = sheet.lines(3, lines, looks, 20)
    sheet.filter(2, after - 1, len(looks))
    sheet.freeze(3, 1)
    sheet.page(f"{label} 退回", month, "", (2, 2))


def _line(row: tuple, raw: dict[str, str], headers: Sequence[str], layout: str | None) -> list[object]:
    _, path, sheet, _, number, reason, _ = row
    shown = [_shown(raw.get(header)) for header in headers]
    return [reason_zh(reason, layout), path, sheet, str(number), *shown]


def _width(texts: Sequence[str]) -> int:
    """Wide enough for the longest text, a Chinese character taking two places."""
    return min(WIDE, max(NARROW, 2 + max(map(cell_len, texts))))


def _shown(value: str | None) -> str | None:
    return f"{value[:LONGEST]}…（已截短）" if value and len(value) > LONGEST else value


def _sheet_name(path: str, sheet: str | None, taken: set[str]) -> str:
    """A name that a workbook takes: at most 31 characters, none forbidden, not used before, case aside."""
    stem = PurePosixPath(path.replace("!", "/")).stem
    bare = re.sub(r"[\[\]:*?/\\']", " ", f"{sheet}" if sheet else stem).strip() or "Sheet"
    tries = [bare[:31], f"{stem} {bare}"[:31], *(f"{bare[:26]} {number}" for number in range(2, len(taken) + 3))]
    name = next(t for t in (re.sub(r"[\[\]:*?/\\']", " ", t).strip() for t in tries) if t.casefold() not in taken)
    taken.add(name.casefold())
    return name
