"""Identity numbers as the standard floor reads them."""

import duckdb

from assets.standard import id_numbers
from tests.standard.hand_made import LAST_DAY
from tests.standard.lookups import look_up

COLUMNS = "id_number, id_status, id_birth_date, id_sex, issue"


def read(con: duckdb.DuckDBPyConnection, *raw: str) -> dict[str, tuple]:
    return look_up(con, lambda given: id_numbers.build(con, given, LAST_DAY), "std_id", COLUMNS, raw)


def status(con: duckdb.DuckDBPyConnection, raw: str) -> str:
    return read(con, raw)[raw][1]
