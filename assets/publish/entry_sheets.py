"""The six tables of 一套表 that villages fill in, as they stand, ready to be corrected, printed and handed in again.

Their headers are the first ones of the source `survey`, so that a workbook that comes back is read like any other
(contract.md 3.1). Every line of the table is open to corrections and rows for those who are missing follow; the rest of
the sheet is locked. Coded columns offer the labels of the registry (sheet 代码表).
"""

from __future__ import annotations

from collections.abc import Iterator

from assets.publish.books import Area, Edition, Row
from assets.publish.cells import Book, Sheet, range_of
from assets.publish.headings import headed
from assets.publish.reading import SHEETS, columns_of
from assets.publish.styles import A3, A4
from assets.registry.codes import load_codes
from assets.registry.labels import label_zh
from assets.registry.sources import load_layouts
from assets.registry.tables import load_fields

CODES = "代码表"
SPARE = 12
"""Empty lines at the end, for whom the list misses."""
SERIAL = "序号"

# Width in characters and look of every column.
_LOOKS = {
    "household_no": (10, "free_code"), "group_no": (6, "free_code"), "building_no": (8, "free_code"),
    "unit_no": (9, "free_code"), "name": (9, "free_code"), "head_name": (9, "free_code"),
    "relation": (8, "free_code"), "sex": (5, "free_code"), "ethnic_group": (8, "free_code"),
    "marital_status": (7, "free_code"), "household_kind": (8, "free_code"), "birth_date": (11, "free_code"),
    "id_number": (19, "free_code"), "education": (10, "free_text"), "hukou_type": (9, "free_code"),
    "hukou_state": (9, "free_code"), "hukou_address": (26, "free_text"), "residence_state": (6, "free_code"),
    "residence_address": (26, "free_text"), "away_address": (24, "free_text"), "away_since": (11, "free_code"),
    "away_reason": (9, "free_text"), "death_date": (11, "free_code"), "children": (5, "free_number"),
    "phone": (12, "free_code"), "note": (16, "free_text"), "unit_name": (16, "free_text"), "room": (9, "free_code"),
    "house_serial": (9, "free_code"), "registered": (7, "free_number"), "present": (7, "free_number"),
    "away": (7, "free_number"), "head_phone": (13, "free_code"), "address": (36, "free_text"),
    "owner_name": (10, "free_code"), "vacant_reason": (16, "free_text"), "empty_reason": (18, "free_text"),
    "estate": (16, "free_text"), "buildings": (7, "free_number"), "staircases": (7, "free_number"),
    "units": (7, "free_number"), "occupied_units": (8, "free_number"), "manager": (22, "free_text"),
    "contact_name": (9, "free_code"), "contact_phone": (13, "free_code"),
}  # fmt: skip
_WIDER = {("survey_empty_hukou", "note"): 52, ("survey_vacant", "address"): 48}
_WIDE = 15  # columns from which on a table is printed on A3


def write_entry_sheets(book: Book, edition: Edition, area: Area) -> None:
    """The six tables in the order of the registry."""
    for layout in SHEETS:
        _write(book, edition, area, layout)


def title_of(layout: str) -> str:
    """The table's name, which is its sheet's too."""
    return load_layouts()[layout][1].sheet_names[0]


def _write(book: Book, edition: Edition, area: Area, layout: str) -> None:
    columns, rows = columns_of(layout), area.rows[layout]
    paper = A3 if len(columns) >= _WIDE else A4
    height = 26 if "hukou_address" in columns else 20
    looks = [_LOOKS[column][1] for column in columns]
    sheet, head = headed(book, edition, area, title_of(layout), len(columns) + 1, returned=True)
    sheet.widths([5, *(_WIDER.get((layout, column), _LOOKS[column][0]) for column in columns)])
    names = [label_zh(load_layouts()[layout][1], column) for column in columns]
    sheet.lines(head, [[SERIAL, *names]], ["head"] * (len(columns) + 1), 30)
    last = sheet.lines(head + 1, _numbered(rows, len(columns)), ["code", *looks], height) - 1
    _offer(sheet, columns, names, head + 1, last)
    sheet.numbers_as_text(head + 1, last, len(columns) + 1)
    sheet.filter(head, last, len(columns) + 1)
    named = next((columns.index(c) for c in ("name", "head_name", "estate", "unit_no") if c in columns), 0)
    sheet.freeze(head + 1, named + 2)
    sheet.protect()
    sheet.page(f"{area.title}  {title_of(layout)}", edition.month, edition.note, (head, head), paper=paper)


def _numbered(rows: tuple[Row, ...], columns: int) -> Iterator[Row]:
    """The rows with their serial number, and empty ones behind them."""
    for number, row in enumerate(rows, start=1):
        yield number, *row
    for number in range(len(rows) + 1, len(rows) + SPARE + 1):
        yield number, *[None] * columns


def _offer(sheet: Sheet, columns: tuple[str, ...], names: list[str], first: int, last: int) -> None:
    """Drop-downs of the coded columns."""
    for place, (column, name) in enumerate(zip(columns, names, strict=True), start=1):
        field = load_fields().get(column)
        if field and field.codes:
            error = (name, f"“{name}”请从下拉列表中选择，含义见“{CODES}”")
            sheet.choose(first, last, place, _range(field.codes), error)


def _lists() -> list[str]:
    """The code lists that entry sheets use, in the order of their columns."""
    fields = [load_fields().get(column) for layout in SHEETS for column in columns_of(layout)]
    return list(dict.fromkeys(field.codes for field in fields if field and field.codes))


def _range(codes: str) -> str:
    return range_of(CODES, _lists().index(codes), 2, 1 + len(load_codes()[codes]))


def write_codes(book: Book, edition: Edition, area: Area) -> None:
    """代码表: the labels that the drop-downs offer, a column for every code list."""
    lists = _lists()
    sheet = book.sheet(CODES)
    sheet.height(0, 30)
    sheet.merged(0, 0, len(lists) - 1, f"{CODES}：各栏可选填的内容", "title")
    names = [load_fields()[name].zh for name in lists]
    sheet.widths([26 if name in ("relation", "education") else 16 for name in lists])
    sheet.lines(1, [names], ["head"] * len(lists), 24)
    for place, name in enumerate(lists):
        for row, code in enumerate(load_codes()[name], start=2):
            sheet.put(row, place, code.label_zh, "text")
    sheet.freeze(2, 0)
    sheet.protect()
    sheet.page(f"{area.title}  {CODES}", edition.month, edition.note, (1, 1), upright=True)
