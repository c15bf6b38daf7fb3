"""What stands in a number's column and is no resident number: other documents, and words for none."""

import duckdb
import pytest

from tests.standard.numbers import read, status


@pytest.mark.parametrize(
    "document",
    [
        "82000020010610027X",
        "830000199508080327",
        "911124198108030024",
        "CAN110078101210",
        "M22678319",
        "E12345678",
        "H1234567801",
        "12345678",
        "南字第12345678号",
        "军官证12345678",
        "军1234567",
        "HA1234567",
        "K123456(7)",
    ],
)
def test_other_documents(con: duckdb.DuckDBPyConnection, document: str) -> None:
    assert read(con, document)[document][:2] == (document, "foreign")


def test_what_a_document_is_called_is_no_part_of_its_number(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "护照号：E12345678")["护照号：E12345678"] == ("E12345678", "foreign", None, None, "repaired")


def test_a_residence_permit_with_a_wrong_check_digit_is_wrong(con: duckdb.DuckDBPyConnection) -> None:
    assert status(con, "830000199508080328") == "invalid"


@pytest.mark.parametrize(
    ("written", "issue"),
    [
        ("不详", None),
        *((word, None) for word in ("待办", "无", "无号", "正在补办", "未落户", "x", "暂无", "#REF!")),
        ("/", None),
        ("NULL", None),
        ("111111111111111111", "unreadable"),
        ("老王", "unreadable"),
    ],
)
def test_placeholders(con: duckdb.DuckDBPyConnection, written: str, issue: str | None) -> None:
    assert read(con, written)[written] == (None, "none", None, None, issue)
