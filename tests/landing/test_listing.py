"""Files of folders that are not read: their sheets are named, whatever their form."""

from __future__ import annotations

import io

import pytest

from assets.landing.listing import list_file
from tests.landing.files import text, xls, xlsx, zipped
from tests.landing.locked import locked_xlsx
from tests.landing.markup import spreadsheetml, webpage

ROWS = [["任务号", "处理结果"], ["1", "属实"]]
FORMS = {
    "xlsx": (xlsx({"一": ROWS, "二": ROWS}), ["一", "二"]),
    "xls": (xls({"一": ROWS}), ["一"]),
    "page": (webpage([ROWS, ROWS]), ["表1", "表2"]),
    "xml": (spreadsheetml({"一": ROWS, "二": []}), ["一", "二"]),
    "json": (b'{"type": "FeatureCollection", "features": []}', [None]),
    "text": (text(ROWS), [None]),
    "locked": (locked_xlsx(xlsx({"一": ROWS}), "wort"), ["一"]),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("in_zip", [False, True])
def test_sheets_are_named(form: str, in_zip: bool) -> None:
    content, names = FORMS[form]
    packed = zipped({"a": content}) if in_zip else content
    (file,) = list_file(io.BytesIO(packed), "sha", ("wort",))
    assert file.member == ("a" if in_zip else None)
    assert [(s.sheet, s.status, s.rows) for s in file.sheets] == [(name, "not_read", 0) for name in names]


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"<a/>", "no workbook"),
        (FORMS["locked"][0], "password"),
        (zipped({"b": b"PK\x03\x04"}), "damaged"),
        (zipped({"b": zipped({"c": b""})}), "zip inside"),
    ],
)
def test_what_cannot_be_opened_says_why(content: bytes, cause: str) -> None:
    (file,) = list_file(io.BytesIO(content), "sha")
    assert file.sheets[0].status == "failed"
    assert cause in file.sheets[0].message
