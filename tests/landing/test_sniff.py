import io
import zipfile

import pytest

from assets.landing import sniff as module
from assets.landing.sniff import Form, UnreadableError, sniff
from tests.landing.files import text, xls, xlsx, zipped

SHEET = {"Sheet1": [["姓名"], ["甲"]]}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (xlsx(SHEET), Form.WORKBOOK),
        (xls(SHEET), Form.WORKBOOK),
        (text([["姓名"]]), Form.TEXT),
        (zipped({"a.csv": b"x"}), Form.ZIP),
    ],
    ids=["xlsx", "xls", "text", "zip"],
)
def test_the_content_decides(content: bytes, form: Form) -> None:
    assert sniff(io.BytesIO(content)) is form


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"<html><table></table>", "web page"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?>", "web page or XML"),
        (xlsx(SHEET)[:-40], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "no workbook"),
        (zipped({}), "without any member"),
    ],
    ids=["empty", "pdf", "rar", "html", "xml", "cut off", "encrypted", "doc", "docx", "empty zip"],
)
def test_the_cause_is_named(content: bytes, cause: str) -> None:
    with pytest.raises(UnreadableError, match=cause):
        sniff(io.BytesIO(content))


def test_a_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SMALL_BYTES", 1 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.csv", bytes(4 << 20))
    with pytest.raises(UnreadableError, match="zip bomb"):
        sniff(io.BytesIO(buffer.getvalue()))
