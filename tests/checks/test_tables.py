from pathlib import Path

import duckdb
import pytest

from assets.registry.rules import LandingRules, Rules
from assets.registry.run import Run
from checks.outcome import CheckOutcome
from checks.tables import run_checks
from tests.small_month import FILE, VILLAGE, add_person, put, run_of, small_month


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    small_month(connection)
    return connection


def checked(con: duckdb.DuckDBPyConnection, run: Run) -> dict[str, CheckOutcome]:
    return {o.name: o for o in run_checks(con, run)}


def test_a_clean_month_lacks_only_the_other_sources(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    failed = [name for name, outcome in checked(con, run_of(tmp_path)).items() if not outcome.passed]
    assert failed == ["sources_present"]


@pytest.mark.parametrize(
    ("change", "name", "found"),
    [
        (f"update housing.household set tract = '{VILLAGE}002'", "tracts_cover", "1 of household in no tract"),
        ("update housing.tract set region = right(tract, 12)", "tracts_cover", "of person in no tract of the village"),
        ("update housing.tract set dwellings = 3", "tracts_add_up", f"{VILLAGE} (tracts 3, dwellings 0)"),
        (
            f"insert into housing.building by name select '{VILLAGE}' as region, '1' as building_no, '' as name, "
            """'{"type":"Point","coordinates":[115,30]}' as geometry""",
            "buildings_in_tracts",
            f"{VILLAGE} (1 buildings)",
        ),
        (
            f"insert into housing.dwelling by name select '{VILLAGE}' as region, '1' as building_no, '' as "
            f"building_name, '{VILLAGE}001' as tract, 'vacant' as occupancy",
            "buildings_in_tracts",
            f"{VILLAGE} (1 buildings)",
        ),
        (
            """update housing.tract set kind = 'drawn', geometry = '{"type":"MultiPolygon","coordinates":[]}'""",
            "tracts_hang_together",
            f"{VILLAGE} (1 tracts in pieces)",
        ),
        ("update landing.source_file set skipped = 0", "row_account", f"{FILE} (8 rows, 6 accepted, 1 rejected, 0"),
        ("update landing.source_file set skipped_header = 0", "row_account", "1 skipped (0 by reason)"),
        ("update landing.source_file set superseded = 2", "row_account", "6 in force, 2 superseded, 0 repeated"),
        ("delete from landing.police_hukou where row = 3", "rows_in_force", f"{FILE} (6 in force, 5 stored)"),
        (f"insert into landing.presence values ('{FILE}', null, 3)", "rows_in_force", "6 in force, 9 stored"),
        (
            "insert into landing.landing_delivery by name select 'a.csv' as path, 7 as in_force",
            "rows_in_force",
            "a.csv (7 in force, 0 stored)",
        ),
        ("insert into landing.presence values ('old.csv', null, 3)", "rows_in_force", "old.csv (0 in force, 3 stored)"),
        ("delete from landing.rejected_record", "rejected_rows", f"{FILE} (1 rejected, 0 kept)"),
        ("delete from linkage.record where row = 3", "rows_in_one_place", f"{FILE} (1 rows lost, 0 doubled)"),
        ("update linkage.record set row = 2 where row = 3", "rows_in_one_place", "(1 rows lost, 1 doubled)"),
        ("delete from roster.person_place where person_id = '01'", "counted_once", "1 (1 not counted, 0 counted more"),
        ("update roster.person set in_roster = false where person_id = '01'", "counted_once", "1 counted without"),
        ("update roster.person_place set household_id = 'h9'", "references_exist", "household_id (4 rows)"),
        ("update roster.village_summary set category_1 = 9", "cross_foots", f"{VILLAGE} (counted 3, categories 9"),
        ("update roster.village_summary set male = 9", "cross_foots", VILLAGE),
        ("update roster.group_summary set female = 9", "groups_add_up", VILLAGE),
        ("update roster.tract_summary set female = 9", "tract_sums_add_up", VILLAGE),
        ("update roster.householder_roll set present = 0", "roll_adds_up", "registered 3 of 3, present 0 of 3"),
        ("delete from roster.change where person_id = '01'", "change_account", f"{VILLAGE} (expected 2, found 3)"),
        ("insert into roster.change select * from roster.change", "moved_once", "opening (4 persons)"),
        ("update roster.change_account set removed = 1 where level = 'county'", "account_adds_up", "(open -1)"),
        ("update roster.change_account set births = 1, deaths = 1 where level = 'village'", "account_adds_up",
         "township is not the sum below it"),
        (f"delete from roster.change_account where region = '{VILLAGE}'", "account_adds_up", "closing 0, counted 3"),
        ("update roster.change set kind = 'added' where person_id = '01'", "transfer_looked_for", "(1 persons)"),
        ("update roster.monthly_cycle set items = 9 where cycle_measure = 'listed'", "cycle_foots",
         f"{VILLAGE} (steps 9, counted 3)"),
        ("delete from roster.monthly_cycle where cycle_measure = 'tract'", "cycle_foots", "tract (steps 0, table 2)"),
        ("update roster.unit_report set hukou_state = '9', counted = false", "units_lose_nobody", "(1 persons)"),
        ("update roster.unit_report set counted = false, unit_ground = 'community'", "units_lose_nobody",
         "police_hukou (1 rows)"),
    ],
)  # fmt: skip
def test_what_blocks(con: duckdb.DuckDBPyConnection, tmp_path: Path, change: str, name: str, found: str) -> None:
    con.execute(change)
    outcome = checked(con, run_of(tmp_path))[name]
    assert not outcome.passed
    assert outcome.blocking
    assert outcome.severity == "ERROR"
    assert found in outcome.message


def test_a_row_in_both_record_and_place_record_is_doubled(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(con, "place_record", record_id="q", month="2026-10", source="police_hukou", path=FILE, row=2, kind="dwelling")
    assert "1 doubled" in checked(con, run_of(tmp_path))["rows_in_one_place"].message


def test_a_redirect_ends_at_an_id_in_use(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(con, "person_redirect", old_person_id="99", person_id="98", month="2026-10", reason="merged")
    assert not checked(con, run_of(tmp_path))["redirects_end"].passed


def test_an_unread_file_is_named_and_the_month_goes_on(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    put(con, "source_file", month="2026-10", source="police_hukou", path="b.xlsx", sheet="甲", rows=0, accepted=0,
        rejected=0, skipped=0, status="failed", message="encrypted")  # fmt: skip
    outcome = checked(con, run_of(tmp_path))["files_read"]
    assert (outcome.passed, outcome.severity) == (False, "WARN")
    assert outcome.message.startswith("b.xlsx!甲 (encrypted).")


def test_a_sheet_of_notes_beside_one_that_was_read_is_no_trouble(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for path in (FILE, "c.xlsx"):
        put(con, "source_file", month="2026-10", source="police_hukou", path=path, sheet="说明", rows=0, accepted=0,
            rejected=0, skipped=0, status="no_header", message="seen: 甲某某")  # fmt: skip
    assert checked(con, run_of(tmp_path))["files_read"].message.startswith("c.xlsx!说明 (no header recognised). Send")


def shrunk(con: duckdb.DuckDBPyConnection, before: int, now: int) -> None:
    put(con, "scope_shrink", source="survey", layout="survey_persons", scope=VILLAGE, delivered_month="2026-10",
        rows=now, rows_before=before)  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "passed"),
    [(100, 79, False), (100, 80, True), (90, 71, True), (90, 70, False), (20, 1, True), (1000, 980, True)],
)
def test_a_scope_may_lose_20_percent_or_19_rows(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, before: int, now: int, passed: bool
) -> None:
    shrunk(con, before, now)
    assert checked(con, run_of(tmp_path))["scope_shrunk"].passed is passed


def test_a_confirmed_shrink_passes(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    shrunk(con, 100, 10)
    told = checked(con, run_of(tmp_path))["scope_shrunk"].message
    place = told.split(" (")[0]
    assert place == f"2026-10/survey/{VILLAGE}"
    rules = Rules(landing=LandingRules(confirmed_shrinks=(place,)))
    assert checked(con, run_of(tmp_path, rules=rules))["scope_shrunk"].passed


def test_scopes_carried_forward_are_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("update landing.source_scope set age_months = 2")
    outcome = checked(con, run_of(tmp_path))["scopes_fresh"]
    assert "police_hukou (1 of 1 villages sent nothing, the oldest for 2 months)" in outcome.message


def test_rows_that_wait_for_review_are_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("update linkage.record set pending = true where row = 3")
    outcome = checked(con, run_of(tmp_path))["pending_rows"]
    assert outcome.severity == "WARN"
    assert "police_hukou of 2026-10 (1 rows of 1 persons, 1 of them known by nothing else)" in outcome.message


def test_an_unknown_village_code_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute("update linkage.record set hukou_region = '421126100999' where row = 2")
    assert "police_hukou 421126100999 (1 records)" in checked(con, run_of(tmp_path))["known_regions"].message


def test_one_number_on_two_persons_is_told_unless_known(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    add_person(con, "07", id_number="421126198005010001")
    add_person(con, "08", id_number="421126198005010001")
    outcome = checked(con, run_of(tmp_path))["one_number_one_person"]
    assert (outcome.passed, outcome.counts) == (False, {"broken": 1})
    assert "421126198005010001" not in outcome.message
    pairs = "select a.person_id, b.person_id from roster.person a join roster.person b using (id_number)"
    con.execute(
        f"insert into linkage.possible_match (person_id_a, person_id_b) {pairs} where a.person_id < b.person_id"
    )
    assert checked(con, run_of(tmp_path))["one_number_one_person"].passed


def test_an_id_that_changes_without_an_event_is_told(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    old = {"source": "police_hukou", "source_record_key": "k", "valid_from": "2026-09"}
    put(con, "membership", **{**old, "valid_from": "2026-10", "person_id": "02"})
    con.execute("insert into previous.membership by name select 'police_hukou' as source, 'k' as source_record_key, "
                "'2026-09' as valid_from, '01' as person_id")  # fmt: skip
    assert not checked(con, run_of(tmp_path))["ids_are_stable"].passed
    put(con, "identity_event", month="2026-10", kind="merged", person_id="01", other_person_id="02")
    assert checked(con, run_of(tmp_path))["ids_are_stable"].passed


def test_only_five_places_are_named_and_all_are_counted(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for number in range(7):
        put(con, "source_file", month="2026-10", source="a", path=f"{number}.csv", rows=1, accepted=0, rejected=0,
            skipped=0, in_force=0, superseded=0, repeated=0, status="read")  # fmt: skip
    outcome = checked(con, run_of(tmp_path))["row_account"]
    assert outcome.counts == {"broken": 7}
    assert "and 2 more" in outcome.message
