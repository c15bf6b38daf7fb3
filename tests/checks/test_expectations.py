import duckdb
import pytest

from checks.expectations import Expected, at_least, frame, in_set, matches, not_null, validate
from checks.outcome import CheckCrashedError


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute(
        "create table t as select * from (values ('1', 'ab', 0.5), (null, '王某某', 0.9)) v (code, text, rate)"
    )
    return connection


def test_verdicts_come_in_the_order_asked(con: duckdb.DuckDBPyConnection) -> None:
    asked = [not_null("code", "a", "f"), in_set("code", ["1"], "b", "f"), matches("text", "^a", "c", "f")]
    found = validate("t", frame(con, "select * from t"), asked)
    assert [(v.expected.about, v.success, v.unexpected) for v in found] == [
        ("a", False, 1), ("b", True, 0), ("c", False, 1),
    ]  # fmt: skip


def test_null_is_not_asked(con: duckdb.DuckDBPyConnection) -> None:
    data = frame(con, "select null::double as rate")
    assert validate("t", data, [at_least("rate", 0.95, "a", "f")])[0].success


@pytest.mark.parametrize(("mostly", "success"), [(0.5, True), (0.51, False)])
def test_mostly_is_a_share_of_those_asked(con: duckdb.DuckDBPyConnection, mostly: float, success: bool) -> None:
    data = frame(con, "select unnest([true, false, null, null]) as ok")
    assert validate("t", data, [in_set("ok", [True], "a", "f", mostly)])[0].success is success


def test_a_crash_is_no_failure(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(CheckCrashedError, match="not_be_null on a crashed"):
        validate("t", frame(con, "select * from t"), [not_null("no_such_column", "a", "f")])


def test_a_crash_quotes_no_value(con: duckdb.DuckDBPyConnection) -> None:
    broken = Expected("expect_column_values_to_be_between", "a", "f", {"column": "text", "min_value": 1})
    with pytest.raises(CheckCrashedError) as caught:
        validate("t", frame(con, "select * from t"), [broken])
    assert "王某某" not in str(caught.value)
