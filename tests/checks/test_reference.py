from pathlib import Path

import duckdb

from checks.reference import REFERENCE_FILES
from tests.small_month import run_of, small_month


def test_a_missing_reference_file_is_told(tmp_path: Path) -> None:
    con = duckdb.connect()
    small_month(con)
    assert REFERENCE_FILES.check(con, run_of(tmp_path)).passed
    con.execute("delete from landing.source_file where layout = 'reference_regions'")
    told = REFERENCE_FILES.check(con, run_of(tmp_path))
    assert not told.passed
    assert not told.blocking
    assert told.message.startswith("regions.csv (missing or not readable; derived: 4 regions)")
