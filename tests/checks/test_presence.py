from pathlib import Path

import duckdb
import pytest

from checks.presence import PRESENCE_ACCOUNT, PRESENCE_KEYS
from tests.small_month import put, run_of, small_month

FILE = "2026-10/gate_scans/a.csv"


def test_gate_rows_that_presence_does_not_stand_for_stop_the_month(tmp_path: Path) -> None:
    con = duckdb.connect()
    small_month(con)
    put(con, "source_file", month="2026-10", source="gate_scans", layout="gate_scans", path=FILE, rows=4, accepted=3,
        rejected=0, skipped=1, skipped_header=1, in_force=3, superseded=0, repeated=0, status="read")  # fmt: skip
    put(con, "presence", source="gate_scans", path=FILE, first_row=2, last_row=3, n_rows=2, place="g")
    lost = PRESENCE_ACCOUNT.check(con, run_of(tmp_path))
    assert lost.blocking
    assert lost.message.startswith(f"{FILE} (2 in presence, 3 accepted)")
    put(con, "presence", source="gate_scans", path=FILE, first_row=4, last_row=4, n_rows=1, place="g")
    assert PRESENCE_ACCOUNT.check(con, run_of(tmp_path)).passed
    con.execute("delete from linkage.presence")
    assert not PRESENCE_ACCOUNT.check(con, run_of(tmp_path)).passed


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("", None),
        ("first_row = 2", f"{FILE} (2 rows, beginning on 1)"),
        ("first_row = null", f"{FILE} (2 rows, beginning on 1)"),
        ("n_rows = null", f"{FILE} (2 rows, beginning on 2)"),
    ],
)
def test_a_row_of_presence_without_its_key_stops_the_month(tmp_path: Path, change: str, found: str | None) -> None:
    con = duckdb.connect()
    small_month(con)
    for row in (2, 3):
        put(con, "presence", source="gate_scans", path=FILE, first_row=row, last_row=row, n_rows=1, place="g")
    if change:
        con.execute(f"update linkage.presence set {change} where first_row = 3")
    told = PRESENCE_KEYS.check(con, run_of(tmp_path))
    assert told.blocking
    assert told.passed == (found is None)
    assert found is None or told.message.startswith(found)
