import io
import zipfile

import pytest

from assets.landing.readers import sniff as module
from assets.landing.readers.sniff import OLE, Form, UnreadableError, sniff
from tests.landing.files import text, xls, xlsx, zipped
from tests.landing.markup import spreadsheetml, webpage

SHEET = {"Sheet1": [["姓名"], ["甲"]]}


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (xlsx(SHEET), Form.WORKBOOK),
        (xls(SHEET), Form.WORKBOOK),
        (text([["姓名"]]), Form.TEXT),
        (zipped({"a.csv": b"x"}), Form.ZIP),
        (webpage([[["姓名"]]]), Form.WEBPAGE),
        (b"\n" * 5000 + b"<TABLE><tr>", Form.WEBPAGE),
        ("<html><table>".encode("utf-16"), Form.WEBPAGE),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", Form.WEBPAGE),
        (spreadsheetml(SHEET), Form.SPREADSHEETML),
        (b'\xef\xbb\xbf {"type": "FeatureCollection"}', Form.GEOJSON),
        ("<备注>,姓名".encode(), Form.TEXT),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Form.ENCRYPTED),
        (zipped({"mimetype": b"", "content.xml": b"", "META-INF/manifest.xml": b""}), Form.WORKBOOK),
    ],
    ids=[
        "xlsx",
        "xls",
        "text",
        "zip",
        "page",
        "blank lines",
        "wide page",
        "xhtml",
        "xml",
        "json",
        "angle",
        "locked",
        "ods",
    ],
)
def test_the_content_decides(content: bytes, form: Form) -> None:
    assert sniff(io.BytesIO(content)) is form


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"\xef\xbb\xbf\r\n<?xml version='1.0'?><a/>", "XML, but no workbook"),
        (b"MIME-Version: 1.0", "web archive"),
        (xlsx(SHEET)[:-40], "damaged"),
        (OLE + "WordDocument".encode("utf-16-le"), "Word"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "no workbook"),
        (zipped({}), "without any member"),
    ],
    ids=["empty", "pdf", "rar", "xml", "mht", "cut off", "doc", "docx", "empty zip"],
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
