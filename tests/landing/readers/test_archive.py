from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from assets.landing.account import read_accounts
from assets.landing.parse import Task, parse_file
from assets.landing.readers.archive import members
from assets.registry.sources import load_sources
from tests.landing.conftest import Parse
from tests.landing.files import put, text, xlsx, zipped

ROWS = [["姓名", "身份证号", "学校名称"], ["张三", "1", "一中"]]


def test_members_are_read_each_by_itself(parse: Parse, tmp_path) -> None:
    package = zipped(
        {
            "二中/名册.csv": text(ROWS),
            "__MACOSX/._一中.xlsx": b"clutter",
            "一中.xlsx": xlsx({"教师": ROWS, "说明": [["说明"]]}),
            "坏.xlsx": b"PK\x03\x04 cut off",
            "包.zip": zipped({"a.csv": text(ROWS)}),
        }
    )
    found = [(a.sheet, a.status) for a in parse("education_staff", "a.zip", package)]
    assert found == [("教师", "read"), ("说明", "no_header"), (None, "read"), (None, "failed"), (None, "failed")]


def test_a_member_by_itself_is_numbered_as_among_the_others(tmp_path: Path) -> None:
    package = zipped({"a.csv": text(ROWS), "b.xlsx": xlsx({"甲": ROWS, "乙": ROWS}), "c.csv": text(ROWS)})
    whole = Task(put(tmp_path, "a.zip", package), "sha", load_sources()["education_staff"], tmp_path, "whole")
    parse_file(whole)
    parse_file(replace(whole, folder="part", member="b.xlsx"))
    (alone,) = read_accounts(tmp_path / "part")
    assert alone == read_accounts(tmp_path / "whole")[1]
    assert len({s.number for f in read_accounts(tmp_path / "whole") for s in f.sheets}) == 4


def test_names_in_gb18030(parse: Parse, tmp_path) -> None:
    parse("education_staff", "a.zip", zipped({"漕河镇/名册.csv": text(ROWS)}, old_names=True))
    assert [f.member for f in read_accounts(tmp_path / "parsed" / "x")] == ["漕河镇/名册.csv"]


def test_an_encrypted_member_is_reported(parse: Parse) -> None:
    package = bytearray(zipped({"a.csv": text(ROWS)}))
    package[6] |= 1  # the flag in the local header, and in the directory
    package[package.index(b"PK\x01\x02") + 8] |= 1
    (account,) = parse("education_staff", "a.zip", bytes(package))
    assert account.status == "failed"
    assert "without a password" in account.message


def test_a_damaged_member_is_reported(parse: Parse) -> None:
    package = bytearray(zipped({"a.csv": text(ROWS * 50), "b.csv": text(ROWS)}))
    package[40:50] = bytes(10)
    found = [a.status for a in parse("education_staff", "a.zip", bytes(package))]
    assert found == ["failed", "read"]


@pytest.mark.parametrize("garbled", ["浜哄彛.csv", "äººå\x8f£.csv", "ÈË¿Ú.csv"])
def test_names_that_were_opened_in_the_wrong_encoding_come_back(garbled: str) -> None:
    assert [m.name for _, m in members(io.BytesIO(zipped({garbled: b""})))] == ["人口.csv"]


@pytest.mark.parametrize("name", ["张家庄_421126100001.csv", "联通用户.csv", "Zürich.csv", "data.csv"])
def test_names_that_are_right_stay(name: str) -> None:
    assert [m.name for _, m in members(io.BytesIO(zipped({name: b""})))] == [name]
