"""Files as an independent reader sees them: (path, sheet) -> row number from 1 -> cells as text."""

import csv
import io
import re
from xml.etree import ElementTree

from lxml import html
from python_calamine import CalamineWorkbook

Rows = dict[tuple[str, str | None], dict[int, list[str]]]
SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
HEADER = re.compile("姓名|村居代码|小区名称")


def read(path: str, data: bytes) -> Rows:
    """The sheets of one file, by its content, not by its suffix."""
    if data[:5] == b"<html":
        return {(path, "表1"): _page(data)}
    if data[:5] == b"<?xml":
        return _document(path, data)
    if data[:2] != b"PK" and data[:4] != b"\xd0\xcf\x11\xe0":
        return {(path, None): _text(data)}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: Rows = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[path, name] = {i + 1: [str(v) for v in row] for i, row in enumerate(rows)}
    return sheets


def _page(data: bytes) -> dict[int, list[str]]:
    """The cells of the one table; those under a merged one are blank."""
    rows: dict[int, list[str]] = {}
    down: dict[tuple[int, int], bool] = {}
    for number, row in enumerate(html.fromstring(data.decode("gb18030")).iter("tr"), 1):
        cells: list[str] = []
        for cell in row.iter("td"):
            while down.get((number, len(cells))):
                cells.append("")
            for below in range(1, int(cell.get("rowspan", 1))):
                down[number + below, len(cells)] = True
            cells += [cell.text_content(), *[""] * (int(cell.get("colspan", 1)) - 1)]
        rows[number] = cells
    return rows


def _document(path: str, data: bytes) -> Rows:
    sheets: Rows = {}
    for page in ElementTree.fromstring(data).iter(SS + "Worksheet"):
        rows = {}
        for row in page.iter(SS + "Row"):
            cells: list[str] = []
            for cell in row.iter(SS + "Cell"):
                cells += [""] * (int(cell.get(SS + "Index", len(cells) + 1)) - 1 - len(cells))
                cells += ["".join(cell.itertext()), *[""] * int(cell.get(SS + "MergeAcross", 0))]
            rows[int(row.attrib[SS + "Index"])] = cells
        sheets[path, page.attrib[SS + "Name"]] = rows
    return sheets


def _text(data: bytes) -> dict[int, list[str]]:
    text = decoded(data)
    delimiter = max("\t|;,", key=text[:2000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows, start = {}, 1
    for row in reader:
        rows[start] = row
        start = reader.line_num + 1
    return rows


def decoded(data: bytes) -> str:
    """Text in whichever encoding it makes sense, wrongly saved text put right."""
    if data[:2] == b"\xff\xfe":
        return data.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if HEADER.search(text):
            return text
        for read_as, written in (("latin-1", "gb18030"), ("latin-1", "utf-8"), ("gb18030", "utf-8")):
            try:
                repaired = text.encode(read_as).decode(written)
            except UnicodeError:
                continue
            if HEADER.search(repaired):
                return repaired
    raise AssertionError("text in no known encoding")
