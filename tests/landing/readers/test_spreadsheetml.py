"""SpreadsheetML 2003 under .xls, through the reader of a source."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.landing.conftest import Parse
from tests.landing.markup import HEAD, NAMES, spreadsheetml

HEADER = ["姓名", "性别", "出生日期", "身份证号", "学校名称", "联系电话"]
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
FAR = '<Worksheet><Table><Row ss:Index="1048576"/></Table></Worksheet>'
FETCH = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def test_typed_cells_become_text(parse: Parse, stored) -> None:
    rows = [HEADER, ["张三", 1, dt.date(1985, 3, 12), 370281198503121234, "一&中\n东校区", 13800138000]]
    parse("education_staff", "a.xls", spreadsheetml({"名册": rows}))
    assert stored() == [
        {"row": 2, "name": "张三", "sex": "1", "birth_date": "1985-03-12", "id_number": "370281198503121234",
         "unit_name": "一&中\n东校区", "phone": "13800138000"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("370281198503121234", "370281198503121234"),
        ("370281198503121000", "3.70281198503121e+17"),
        ("3.7028119850312301E+17", "3.70281198503123e+17"),
        ("37028119850312", "37028119850312"),
    ],
    ids=["written out", "cut by Excel", "as Excel writes it", "short"],
)
def test_long_numbers_are_as_certain_as_they_were_written(parse: Parse, stored, number: str, text: str) -> None:
    book = spreadsheetml({"名册": [HEADER, ["张三", "", "", 1111, "一中"]]}).decode().replace("1111", number)
    parse("education_staff", "a.xls", book.encode())
    assert stored()[0]["id_number"] == text


def test_index_and_merges_place_the_cells(parse: Parse, stored) -> None:
    rows = [
        ["某村名册", "", "", ""],
        ["", "", "", ""],
        ["户号", "人员基本信息", "", "户籍地址"],
        ["", "姓名", "身份证号", ""],
        ["0001", "甲", "1", "某村1号"],
        ["", "乙", "2", ""],
        ["", "", "", ""],
        ["0002", "", "3", ""],
    ]
    merges = {"某村": [(0, 0, 0, 3), (2, 0, 3, 0), (2, 1, 2, 2), (2, 3, 3, 3), (4, 0, 5, 0), (4, 3, 5, 3)]}
    (account,) = parse("police_hukou", "a.xls", spreadsheetml({"某村": rows}, merges))
    assert (account.header_row, account.rows, account.skipped) == (3, 8, 5)
    assert [(r["row"], r.get("name"), r.get("household_no"), r.get("hukou_address")) for r in stored()] == [
        (5, "甲", "0001", "某村1号"),
        (6, "乙", "0001", "某村1号"),
        (8, None, "0002", None),
    ]


def test_every_worksheet_and_hidden_ones(parse: Parse) -> None:
    book = spreadsheetml({"一": [HEADER, ["甲", "", "", "1", "一中"]], "说明": [["填表说明"]], "空": []}, hidden=["一"])
    accounts = parse("education_staff", "a.xls", book)
    assert [(a.sheet, a.status) for a in accounts] == [("一", "read"), ("说明", "no_header"), ("空", "empty")]
    assert [a.message for a in accounts if "hidden" in a.message] == ["the sheet is hidden"]


def test_a_gbk_document_with_rich_text_and_comments(parse: Parse, stored) -> None:
    cells = "".join(f'<Cell><Data ss:Type="String">{h}</Data></Cell>' for h in HEADER)
    rich = '<ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>张</B><Font>三</Font></ss:Data>'
    name = f"<Cell>{rich}<Comment><ss:Data>批注</ss:Data></Comment></Cell>"
    row = f'{name}<Cell ss:Index="4"><Data ss:Type="Error">#N/A</Data></Cell>'
    sheet = f'<Worksheet ss:Name="一"><Table><Row>{cells}</Row><Row>{row}</Row></Table></Worksheet>'
    document = f"{HEAD}<Workbook {NAMES}>{sheet}</Workbook>".replace('"1.0"', '"1.0" encoding="GBK"')
    (account,) = parse("education_staff", "a.xls", document.encode("gb18030"))
    assert account.encoding == "gb18030"
    assert stored() == [{"row": 2, "name": "张三", "id_number": "#N/A"}]


def test_rows_that_stand_for_several(parse: Parse, stored) -> None:
    row = "".join(f"<Cell><Data>{h}</Data></Cell>" for h in HEADER)
    rows = f'<Row ss:Span="2"/><Row>{row}</Row><Row ss:Index="0"><Cell ss:Index="0"><Data>甲</Data></Cell></Row>'
    sheet = f"<Worksheet><Table>{rows}</Table></Worksheet>"
    (account,) = parse("education_staff", "a.xls", f"{HEAD}<Workbook {NAMES}>{sheet}</Workbook>".encode())
    assert (account.sheet, account.header_row, stored()) == ("表1", 4, [{"row": 5, "name": "甲"}])


def test_a_document_of_many_megabytes(parse: Parse) -> None:
    rows = [[*HEADER, "备注"], *([f"甲{i}", "", "", str(i), "一中", "", "长" * 500] for i in range(8000))]
    (account,) = parse("education_staff", "a.xls", spreadsheetml({"一": rows}))
    assert (account.status, account.accepted) == ("read", 8000)


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        (f'<?xml version="1.0"?>{BOMB}<Workbook {NAMES}>&b;</Workbook>', "declares a document type"),
        (f'<?xml version="1.0"?>{FETCH}<Workbook {NAMES}>&a;</Workbook>', "declares a document type"),
        (spreadsheetml({"一": [HEADER]}).decode()[:-30], "damaged"),
        (f"{HEAD}<Workbook {NAMES}/>", "without a worksheet"),
        (f'{HEAD}<Workbook {NAMES}><Worksheet><Row ss:Index="99999999"/></Worksheet></Workbook>', "larger"),
        (f"{HEAD}<Workbook {NAMES}>{FAR * 60}</Workbook>", "larger"),
        ('<?xml version="1.0"?><catalog><book/></catalog>', "no workbook"),
    ],
    ids=["bomb", "external entity", "cut off", "no worksheet", "declared rows", "many far rows", "other XML"],
)  # fmt: skip
def test_what_is_refused(parse: Parse, document: str, cause: str) -> None:
    (account,) = parse("education_staff", "a.xls", document.encode())
    assert account.status == "failed"
    assert cause in account.message
