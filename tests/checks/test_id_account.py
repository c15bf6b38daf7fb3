from pathlib import Path

import duckdb
import pytest

from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run
from checks.id_account import ID_ACCOUNT
from tests.linkage.conftest import County
from tests.small_month import empty_month, put, run_of

EVENTS = {"P1": "kept", "P2": "merged", "P3": "retired", "P4": "new", "P5": "split", "P6": "revived"}


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """A month in which of three persons one stayed, while three came."""
    made = duckdb.connect()
    empty_month(made)
    for person, kind in EVENTS.items():
        put(made, "identity_event", month="2026-10", kind=kind, person_id=person)
        if kind not in ("merged", "retired"):
            put(made, "membership", source="survey", source_record_key=person, person_id=person, valid_from="2026-10")
        if person <= "P3":
            made.execute("insert into previous.membership by name select 'survey' as source, ? as source_record_key, "
                         "? as person_id, '2026-09' as valid_from", [person, person])  # fmt: skip
    put(made, "identity_event", month="2026-10", kind="split", person_id="P1", other_person_id="P2")
    return made


def test_a_month_that_adds_up_passes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert ID_ACCOUNT.check(con, run_of(tmp_path)).passed


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("delete from linkage.identity_event where person_id = 'P3'", "before, but neither kept nor gone (1 ids)"),
        ("delete from linkage.identity_event where person_id = 'P4'", "now, but neither kept nor come (1 ids)"),
        ("delete from previous.membership where person_id = 'P1'", "kept, but not before and now (1 ids)"),
        ("update linkage.membership set person_id = 'P2' where person_id = 'P6'", "gone, but not before or still now"),
        ("update linkage.membership set valid_to = '2026-09' where person_id = 'P5'", "come, but before or not now"),
    ],
)
def test_what_does_not_add_up_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path, broken: str, said: str) -> None:
    con.execute(broken)
    found = ID_ACCOUNT.check(con, run_of(tmp_path))
    assert not found.passed
    assert said in found.message


def test_the_account_of_linked_months_closes_when_persons_come_go_part_and_return(tmp_path: Path) -> None:
    county = County(tmp_path)
    number, other = county.number("19850312", 1), county.number("19880712", 35)
    one = [county.say(s, "1", "王建国", id_number=number) for s in ("police_hukou", "medical_insurance", "survey")]
    gone = county.say("police_hukou", "2", "李秀英", id_number=county.number("19600312", 2))
    corrected = [*one[:2], county.say("survey", "1", "王建国", id_number=other)]
    months = {"2026-08": [*one, gone], "2026-09": corrected, "2026-10": [*one, gone]}
    previous = None
    for month, rows in months.items():
        county.link(rows, month, previous)
        run = Run(Month(month), county.workspace, Rules(), Month(previous) if previous else None)
        outcome = ID_ACCOUNT.check(county.con, run)
        assert outcome.passed, outcome.message
        previous = month
