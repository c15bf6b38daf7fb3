import re
import zipfile

import duckdb
import openpyxl
import pytest

from assets.linkage.returned import read_returned
from assets.publish.pair_book import write_pairs
from assets.registry.month import Month
from tests.small_month import empty_month, put

A, B, C = ("grid_persons", "k1"), ("police_hukou", "k2"), ("survey", "k3")


@pytest.fixture
def book(tmp_path):
    con = duckdb.connect()
    empty_month(con)
    for (source, key), name, sex in ((A, "甲一", "1"), (B, "=乙二", None), (C, "丙三", "2")):
        put(con, "record", record_id=key, source=source, source_record_key=key, role="self", name=name, sex=sex,
            path="2026-08/x/a.xlsx", sheet="S", row=7, link_method="model")  # fmt: skip
    file = tmp_path / "pairs.xlsx"
    write_pairs(con, "核查表", Month("2026-08"), [(A, B), (B, C)], file)
    return file


def test_two_persons_stand_side_by_side_and_nothing_tells_what_the_model_thinks(book):
    sheet = openpyxl.load_workbook(book).active
    head = [cell.value for cell in sheet[4]]
    lines = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(5, 6)]
    assert {(line["姓名 甲"], line["姓名 乙"]) for line in lines} == {("甲一", "=乙二"), ("=乙二", "丙三")}
    assert all("a.xlsx!S 第7行" in line["来源和出处 甲"] for line in lines)
    assert not [name for name in head if re.search("概率|联结|model", name)]


def test_keys_are_hidden_answers_come_from_a_list_and_texts_are_no_formulas(book):
    sheet = openpyxl.load_workbook(book).active
    hidden = [name for name, dimension in sheet.column_dimensions.items() if dimension.hidden]
    assert hidden
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert lists == ['"是,否,不能确定"']
    assert b"<f>" not in zipfile.ZipFile(book).read("xl/worksheets/sheet1.xml").split(b"<conditionalFormatting")[0]


def test_it_is_private_and_comes_back_as_it_went_out(book):
    assert book.stat().st_mode & 0o777 == 0o640
    assert read_returned(book, {A, B, C}.intersection).pending == 2
    filled = openpyxl.load_workbook(book)
    head = [cell.value for cell in filled.active[4]]
    for name, value in (("结论", "否"), ("依据", "走访"), ("核查人", "张三"), ("核查日期", "2026-09-03")):
        filled.active.cell(5, head.index(name) + 1, value)
    filled.save(book)
    found = read_returned(book, {A, B, C}.intersection)
    assert ([d.decision for d in found.decisions], found.pending) == (["cannot_link"], 1)
