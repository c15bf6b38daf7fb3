import duckdb
import pytest

from assets.standard import phones
from tests.standard.lookups import look_up


def read(con: duckdb.DuckDBPyConnection, raw: str) -> tuple:
    return look_up(con, lambda given: phones.build(con, given), "std_phone", "phone, issue", [raw])[raw]


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("13912345678", "13912345678"),
        ("139 1234 5678", "13912345678"),
        ("139-1234-5678", "13912345678"),
        ("+8613912345678", "13912345678"),
        ("0086-13912345678", "13912345678"),
        ("86-13912345678", "13912345678"),
        ("013912345678", "13912345678"),
        ("１３９１２３４５６７８", "13912345678"),
        ("1391234567813912345678", "13912345678"),
        ("13912345678;18612345678", "13912345678"),
        ("13912345678、18612345678", "13912345678"),
        ("13912345678 18612345678", "13912345678"),
        ("0713-7212345/13912345678", "13912345678"),
        ("13912345678（母亲）", "13912345678"),
        ("父亲13912345678", "13912345678"),
        ("0713-7212345", "07137212345"),
        ("(0532)82211456", "053282211456"),
        ("7212345", "7212345"),
        ("82211456转101", "82211456"),
        ("400-811-1234", "4008111234"),
        ("0086 139 1234 5678", "13912345678"),
        ("(+86)139-1234-5678", "13912345678"),
        ("13912345678/18612345678", "13912345678"),
        ("13912345678，18612345678", "13912345678"),
        ("父13912345678母18612345678", "13912345678"),
        ("139/1234/5678", "13912345678"),
        ("13912345678.0", "13912345678"),
        ("1.3912345678E+10", "13912345678"),
        ("0713-7212345-101", "07137212345"),
        ("区号0713－7212345", "07137212345"),
        ("72123456", "72123456"),
        ("\u202a13912345678\u202c", "13912345678"),
    ],
)
def test_written_forms(con: duckdb.DuckDBPyConnection, written: str, phone: str) -> None:
    assert read(con, written) == (phone, None)


def test_a_letter_for_a_figure_is_repaired(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, "139I2345O78") == ("13912345078", "repaired")


@pytest.mark.parametrize(
    "written",
    ["13800000000", "13900000000", "15511111111", "1.39E+10", "1391234567", "139123456789", "12345", "张三",
     "1.4E10", "713-7212345", "139****5678", "1391234567X", "13800138000"],
)  # fmt: skip
def test_what_is_no_number_is_an_issue(con: duckdb.DuckDBPyConnection, written: str) -> None:
    assert read(con, written) == (None, "unreadable")


@pytest.mark.parametrize("written", ["无", "-", "空号", "NULL", "不详", "没有手机", "#VALUE!"])
def test_a_word_that_says_nothing_is_none(con: duckdb.DuckDBPyConnection, written: str) -> None:
    assert read(con, written) == (None, None)
