"""What a database error quotes is not passed on."""

import duckdb
import pytest

from pipelines.masking import MaskedDatabaseError, masked


@pytest.mark.parametrize("sql", ["select '王小明'::integer", "select '110101199003070011x'::date", "select 王小明"])
def test_no_value_is_told(sql: str) -> None:
    with pytest.raises(MaskedDatabaseError) as told, masked():
        duckdb.connect().execute(sql)
    text = str(told.value)
    assert "王小明" not in text
    assert "19900307" not in text
    assert "Exception" in text


def test_the_column_is_still_named() -> None:
    with pytest.raises(MaskedDatabaseError, match='"birth_day"'), masked():
        duckdb.connect().execute('select "birth_day" from (select 1 as birth_date)')


def test_other_errors_pass() -> None:
    with pytest.raises(ValueError, match="as it is"), masked():
        raise ValueError("as it is")
