"""Files that would hurt a careless reader, each with what has to become of it."""

from __future__ import annotations

import io
import os
import random
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.landing.files import put, text, xls, xlsx, zipped
from tests.landing.locked import locked_xlsx

HEADER = ["姓名", "身份证号"]
ROWS = [HEADER, ["张三", "1"], ["李四", "2"]]
SECRET = "the content of a file outside the drop folder"
SQL = "'); drop table landing.region; --"
FORMULA = "=cmd|' /C calc'!A0"
LONG = "张" * 10_000
SHEET = "xl/worksheets/sheet1.xml"
SS = "urn:schemas-microsoft-com:office:spreadsheet"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True)
class Hostile:
    """One delivered file: how it is put into a folder, the statuses of its sheets, words of what is said about it."""

    name: str
    deliver: Callable[[Path, str], object]
    status: str
    words: str = ""
    accepted: int = 0


def file(name: str, build: Callable[[], bytes], status: str, words: str = "", accepted: int = 0) -> Hostile:
    """A file whose content is built when it is delivered."""
    return Hostile(name, lambda folder, given: put(folder, given, build()), status, words, accepted)


def asking(name: str, build: Callable[[str], bytes], status: str, words: str = "", accepted: int = 0) -> Hostile:
    """A file that asks for the content of one outside the drop folder."""

    def deliver(folder: Path, given: str) -> None:
        put(folder, given, build(outside(folder).as_uri()))

    return Hostile(name, deliver, status, words, accepted)


def outside(folder: Path) -> Path:
    """A file beside the drop folder `raw`, in which the folder of a month's source lies."""
    return put(folder.parents[2], "outside.csv", text([*ROWS, [SECRET, "3"]]))


def rows(name: str) -> list[list[str]]:
    """Rows that no other file has: files of the same people replace each other."""
    return [HEADER, [f"张三 {name}", "1"], [f"李四 {name}", "2"]]


def parts(book: bytes) -> dict[str, bytes]:
    """The parts of a workbook."""
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist()}


def rewritten(book: bytes, part: str, old: str, new: str) -> bytes:
    """A workbook in one part of which a text is replaced."""
    given = parts(book)
    assert old.encode() in given[part]
    return zipped({**given, part: given[part].replace(old.encode(), new.encode(), 1)})


def claiming(members: Mapping[str, bytes], size: int) -> bytes:
    """A zip whose last member claims to unpack to `size` bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
        package.filelist[-1].file_size = size
    return buffer.getvalue()


def twice_named() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        package.writestr("a.csv", text(rows("twice")))
        package.writestr("a.csv", text([HEADER, ["王五", "5"]]))
    return buffer.getvalue()


def far_cell() -> bytes:
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return rewritten(xlsx({"甲": ROWS}), SHEET, "</sheetData>", row)


def giant_dimension() -> bytes:
    return rewritten(xlsx({"甲": rows("giant")}), SHEET, 'ref="A1:B3"', 'ref="A1:XFD1048576"')


def named_twice() -> bytes:
    return rewritten(xlsx({"甲": rows("named twice"), "乙": ROWS}), "xl/workbook.xml", "乙", "甲")


def named_in_sql() -> bytes:
    return rewritten(xlsx({"甲": [[SQL], HEADER, [FORMULA, SQL]]}), "xl/workbook.xml", "甲", SQL)


def damaged(content: bytes, seed: int) -> bytes:
    """A content some bits of which are wrong."""
    draw, spoiled = random.Random(seed), bytearray(content)
    for place in draw.sample(range(100, len(content)), 40):
        spoiled[place] ^= 1 << draw.randrange(8)
    return bytes(spoiled)


def entities(uri: str) -> str:
    """A document type that makes &lol9; three gigabytes, and &out; a file outside."""
    laughs = "".join(f'<!ENTITY lol{i} "{f"&lol{i - 1};" * 10}">' for i in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY lol0 "lol">{laughs}<!ENTITY out SYSTEM "{uri}">]>'


def workbook_with_entities(uri: str) -> bytes:
    texts = "".join(f"<si><t>{t}</t></si>" for t in (*HEADER, "张三&lol9;", "1&out;", "李四", "2"))
    strings = f'<?xml version="1.0"?>{entities(uri)}<sst xmlns="{MAIN}">{texts}</sst>'
    return zipped({**parts(xlsx({"甲": ROWS})), "xl/sharedStrings.xml": strings.encode()})


def spreadsheetml_with_entities(uri: str) -> bytes:
    lines = [HEADER, ["张三&lol9;", "&out;"]]
    cells = [[f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in line] for line in lines]
    table = "".join(f"<Row>{''.join(row)}</Row>" for row in cells)
    sheet = f'<Worksheet ss:Name="甲"><Table>{table}</Table></Worksheet>'
    return f'<?xml version="1.0"?>{entities(uri)}<Workbook xmlns="{SS}" xmlns:ss="{SS}">{sheet}</Workbook>'.encode()


def many_worksheets() -> bytes:
    return f'<?xml version="1.0"?><Workbook xmlns="{SS}">{"<Worksheet/>" * 10_001}</Workbook>'.encode()


def page_with_entities(uri: str) -> bytes:
    cells = [[f"<td>{c}</td>" for c in line] for line in [HEADER, ["张三", "1&out;"]]]
    table = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    active = f'<img src="{uri}"><iframe src="{uri}"></iframe><script src="{uri}">alert(1)</script>'
    return f"{entities(uri).replace('DOCTYPE x', 'DOCTYPE html')}<html>{active}<table>{table}</table></html>".encode()


def link(folder: Path, name: str) -> None:
    (folder / name).symlink_to(outside(folder))


def link_to_folder(folder: Path, name: str) -> None:
    (folder / name).symlink_to(outside(folder).parent)


def pipe(folder: Path, name: str) -> None:
    os.mkfifo(folder / name)


def named_in_gbk(folder: Path, name: str) -> None:
    put(folder, os.fsdecode(name.encode("gb18030")), text(rows("old")))


FILES = [
    # Archives
    file("bomb.zip", lambda: claiming({"a.csv": b"0" * 1000}, 5 << 30), "failed", "zip bomb: "),
    file("ratio.zip", lambda: claiming({"a.csv": bytes(1 << 20)}, 300 << 20), "failed", "zip bomb: "),
    file("liar.zip", lambda: claiming({"a.csv": text(ROWS) * 1000}, 100), "failed", "zip member is damaged"),
    file("nested.zip", lambda: zipped({"a.zip": zipped({"a.csv": text(ROWS)})}), "failed", "a zip inside a zip"),
    file("climbing.zip", lambda: zipped({"../../../../climbed.csv": text(rows("up"))}), "read", accepted=2),
    file("absolute.zip", lambda: zipped({"/climbed.csv": text(rows("root"))}), "read", accepted=2),
    file("twice named.zip", twice_named, "read superseded", accepted=3),
    file(
        "one bad member.zip",
        lambda: zipped({"好.csv": text(rows("member")), "坏.xlsx": far_cell()}),
        "read failed",
        "landing.worker_memory",
        2,
    ),
    # Workbooks and markup
    file("bomb.xlsx", lambda: claiming(parts(xlsx({"甲": ROWS})), 5 << 30), "failed", "zip bomb: "),
    file("far cell.xlsx", far_cell, "failed", "landing.worker_memory"),
    file("giant dimension.xlsx", giant_dimension, "read", accepted=2),
    file(
        "1000 sheets.xlsx", lambda: xlsx({"甲": rows("many"), **{str(i): [] for i in range(999)}}), "read empty", "", 2
    ),
    file("a sheet named twice.xlsx", named_twice, "read failed", "the same name", 2),
    file("truncated.xlsx", lambda: xlsx({"甲": ROWS})[:-500], "failed", "zip structure is damaged"),
    file("spoiled.xlsx", lambda: damaged(xlsx({"甲": ROWS}), 1), "failed", "damaged"),
    file("truncated.xls", lambda: xls({"甲": ROWS})[:1000], "failed", "damaged"),
    file("locked.xlsx", lambda: locked_xlsx(xlsx({"甲": ROWS}), "unknown"), "failed", "is encrypted"),
    file("nested.html", lambda: b"<html>" + b"<table><tr><td>" * 99_999, "failed", "larger than a sheet can be"),
    file("sheets.xml", many_worksheets, "failed", "larger than a sheet can be"),
    file("deep.geojson", lambda: b"[" * 1_000_000, "failed", "nested too deeply"),
    asking("entities.xlsx", workbook_with_entities, "failed", "damaged"),
    asking("entities.xls", spreadsheetml_with_entities, "failed", "declares a document type"),
    asking("entities.html", page_with_entities, "read", "", 1),
    # What is no file
    Hostile("link.csv", link, "failed", "a link"),
    Hostile("link", link_to_folder, "failed", "a link"),
    Hostile("pipe.csv", pipe, "failed", "a pipe"),
    # Texts
    file("empty.csv", lambda: b"", "failed", "empty (0 bytes)"),
    file("zeros.csv", lambda: bytes(100_000), "failed", "neither text nor a workbook"),
    file("nul.csv", lambda: text(ROWS * 20_000) + b"\0\xe7\x8e\x8b\0,3\n", "read", "2 NUL characters", 40_001),
    file("long line.csv", lambda: text(ROWS) + b"x" * (50 << 20), "failed", "a line is longer"),
    file("long name.csv", lambda: text([HEADER, [LONG, "1"]]), "read", "", 1),
    file("long cell.csv", lambda: text([*rows("long"), [LONG * 4, "1"]]), "read", "characters left out", 3),
    file(
        "card.csv", lambda: text([["姓名", SECRET, "身份证号", "370281198503121234"]]), "no_header", "one person's form"
    ),
    file("columns.csv", lambda: text([[*HEADER, *["列"] * 1_000_000], *ROWS]), "failed", "more than a sheet"),
    file("open quotes.csv", lambda: text(ROWS) + '"王五,3\n'.encode() * 99, "read", "never closed", 101),
    # Names and cells that are commands elsewhere
    file(f"{SQL}.csv", lambda: text([[*HEADER, SQL], [SQL, "1"], [FORMULA, "2"]]), "read", "drop", 2),
    file("a\n'\"\t.csv", lambda: text(rows("odd")), "read", "", 2),
    file("sql.xlsx", named_in_sql, "read", "", 1),
    Hostile("旧名.csv", named_in_gbk, "read", "", 2),
]
