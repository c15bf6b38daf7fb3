"""Values that stand where header names could: the row is no header, and no message holds any of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assets.landing.check.inspect import inspect
from assets.landing.sheets.mapping import known_headers
from assets.landing.sheets.values import is_known, is_name_row
from assets.registry.overrides import Overrides
from tests.landing.conftest import Parse
from tests.landing.files import put, xlsx

FORMS = {
    "numbers": ["姓名", "张三丰", "身份证号", "370281198503121234", "联系电话", "13800138001"],
    "no numbers": ["姓名", "张三丰", "性别", "男", "民族", "汉"],
    "a name alone": ["姓名", "张三丰", "身份证号", "", "联系电话", "", "户籍地址", "现住地址"],
    "masked": ["姓名", "性别", "身份证号", "3702**********1234", "联系电话", "138****8001"],
    "a date": ["姓名", "性别", "身份证号", "出生日期", "1985年3月12日"],
    "rounded": ["姓名", "性别", "身份证号", "3.70281E+17"],
}


def is_told(text: str, row: list[str]) -> bool:
    """Whether a text holds anything of a row that is no header name."""
    return any(cell in text for cell in row if len(cell) > 1 and not is_known(cell))


@pytest.mark.parametrize("source", ["special_units", "police_hukou", "education_students", "survey"])
@pytest.mark.parametrize("kind", FORMS)
def test_a_form_of_one_person_is_no_list_and_is_not_shown(parse: Parse, source: str, kind: str) -> None:
    rows = [["人员登记表"], FORMS[kind], ["现住地址", "某某路1号", "备注", "好"]]
    (account,) = parse(source, "卡.xlsx", xlsx({"Sheet1": rows}))
    assert account.status == "no_header"
    assert "one person's form" in account.message
    assert not is_told(account.message, FORMS[kind])


@pytest.mark.parametrize("folder", ["special_units", "新到"])
@pytest.mark.parametrize("kind", FORMS)
def test_the_check_shows_nothing_of_a_form(tmp_path: Path, folder: str, kind: str) -> None:
    put(tmp_path, f"d/{folder}/a.xlsx", xlsx({"Sheet1": [["登记表"], FORMS[kind], ["现住地址", "某某路1号"]]}))
    assert not is_told(repr(list(inspect(tmp_path / "d", Overrides()))), FORMS[kind])


def test_of_a_row_that_is_no_header_only_known_names_are_shown(parse: Parse) -> None:
    (account,) = parse("survey", "a.xlsx", xlsx({"Sheet1": [["监护人姓名", "学籍号", "某某情况"], ["甲", "1", "2"]]}))
    assert account.message == "no header recognised; headers found: 监护人姓名, 学籍号 and 1 that no source has"


@pytest.mark.parametrize(
    "row",
    [
        ["姓名", "身份证号（如370281198503121234）", "联系电话(11位)"],
        ["姓名", "缴费档次", "证件号码", "险种类型", "联系电话", "人员性质"],
        ["姓名", "2025年", "身份证号", "2026年10月"],
    ],
)
def test_notes_and_unknown_columns_make_no_form(row: list[str]) -> None:
    assert is_name_row(row, is_known)


def test_the_registrys_headers_are_no_values() -> None:
    assert is_name_row(sorted(known_headers()), is_known)
