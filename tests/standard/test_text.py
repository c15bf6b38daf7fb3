import duckdb
import pytest

from assets.standard import text


def one(con: duckdb.DuckDBPyConnection, macro: str, value: str | None) -> str | None:
    return con.execute(f"select {macro}(?)", [value]).fetchall()[0][0]


@pytest.mark.parametrize(
    ("written", "solid"),
    [
        ("４２１１２６", "421126"),
        (" 张　三\u200b ", "张三"),
        ('="0123"', "0123"),
        ("'0123", "0123"),
        ("a\u00a0\u202cb\ufeff\n", "ab"),
        ("（一）", "(一)"),
        ("  \u3000", None),
        (None, None),
    ],
)
def test_solid_takes_out_what_carries_no_meaning(
    con: duckdb.DuckDBPyConnection, written: str | None, solid: str | None
) -> None:
    assert one(con, "std_solid", written) == solid


@pytest.mark.parametrize("value", range(1, 100))
def test_a_number_in_chinese_and_in_figures_is_one(con: duckdb.DuckDBPyConnection, value: int) -> None:
    assert one(con, "std_number", text.chinese(value)) == str(value)
    assert one(con, "std_number", f"00{value}") == str(value)


@pytest.mark.parametrize(
    ("written", "count"), [("3", 3), (" 3人", 3), ("第二孩", 2), ("约30", 30), ("无", None), ("0", 0)]
)
def test_count(con: duckdb.DuckDBPyConnection, written: str, count: int | None) -> None:
    assert con.execute("select std_count(?)", [written]).fetchall() == [(count,)]


def test_placeholders_are_words_of_all_fields_and_of_one() -> None:
    assert text.placeholders("name")["未取名"] is False
    assert text.placeholders("phone")["13800000000"] is True
    assert "13800000000" not in text.placeholders("name")
    assert text.placeholders("name")["不详"] is False
