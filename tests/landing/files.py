"""Files as departments hand them over, built by the tests."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[object]]
Range = tuple[int, int, int, int]


def xlsx(sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[Range]] | None = None) -> bytes:
    """A workbook; `merges` are 0-based (top, left, bottom, right) whose value is the range's first cell."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(r, c, value)
                    elif value is not None:
                        sheet.write(r, c, value)
            for top, left, bottom, right in (merges or {}).get(name, ()):
                sheet.merge_range(top, left, bottom, right, rows[top][left])
    return buffer.getvalue()


def xls(sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[Range]] | None = None) -> bytes:
    """A BIFF8 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        ranges = (merges or {}).get(name, ())
        covered = {(r, c) for t, le, b, ri in ranges for r in range(t, b + 1) for c in range(le, ri + 1)}
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value not in (None, "") and (r, c) not in covered:
                    sheet.write(r, c, value)
        for top, left, bottom, right in ranges:
            sheet.write_merge(top, bottom, left, right, rows[top][left])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def text(rows: Rows, delimiter: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    """Delimited text."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline).writerows(rows)
    return buffer.getvalue().encode(encoding)


def _in_gb18030(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    """The name of a member stored in GB18030 without saying so, as Chinese tools do."""
    return info.filename.encode("gb18030"), info.flag_bits & ~0x800


_OldName = type("_OldName", (zipfile.ZipInfo,), {"_encodeFilenameFlags": _in_gb18030})


def zipped(members: Mapping[str, bytes], *, old_names: bool = False) -> bytes:
    """A zip of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(_OldName(name) if old_names else name, content)
    return buffer.getvalue()


def put(folder: Path, name: str, content: bytes) -> Path:
    """Deliver a file."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file
