"""The closed list of findings, and results that are the lists counted."""

import csv

import pytest

from assets.registry.codes import FOLDER, load_codes
from assets.roster.comparison.results import SOURCES
from checks.comparisons import QUERIES
from checks.queries import Query
from tests.people.county import A, B, C, County
from tests.roster.comparison.asked import dwelling

LISTINGS = {"difficulty", "group_of_note", "contradiction"}


def belongs() -> dict[str, set[str]]:
    with (FOLDER / "finding.csv").open(encoding="utf-8", newline="") as handle:
        return {row["code"]: set(row["belongs"].split("|")) for row in csv.DictReader(handle)}


def test_every_finding_belongs_to_a_comparison_or_a_list() -> None:
    comparisons = {c.code for c in load_codes()["comparison"]}
    assert comparisons == SOURCES.keys()
    places = set().union(*belongs().values())
    assert places == comparisons | LISTINGS


def test_there_are_eight_difficulties_and_five_groups() -> None:
    counted = {listing: sum(listing in places for places in belongs().values()) for listing in LISTINGS}
    assert counted["difficulty"] == 8
    assert counted["group_of_note"] == 5


def busy(county: County) -> County:
    """Somebody in every comparison."""
    dwelling(county, "grid_dwellings", "g1", use="住宅", occupancy="vacant")
    for person in ("a", "b", "c"):
        county.hukou(person, A)
    county.survey("a", A, dwelling_code="g1", state="1", hukou_state="1")
    county.survey("d", B, hukou_state="1", hukou_region="420101")
    county.record("social_insurance", "b", phone="13800000001")
    county.record("medical_insurance", "c", residence_region=C, residence_address="丙村1号", seen_month="2026-08")
    county.record("education_students", "e", boarding=True, residence_region=C)
    born = county.record("health_births", "f", birth_date="2026-05-01", residence_region=A)
    county.record("health_births", "a", role="mother", of_record_id=born)
    county.record("civil_deaths", "a", death_date="2026-06-10", life_status="dead", as_of="2026-06-10")
    county.record("special_units", "d", unit_name="航道处")
    county.build()
    return county


@pytest.mark.parametrize("query", QUERIES, ids=[q.name for q in QUERIES])
def test_what_was_built_passes_the_blocking_checks(county: County, query: Query) -> None:
    assert query.blocking
    assert busy(county).con.execute(query.sql).fetchall() == []


def test_findings_stand_in_the_list_that_they_belong_to(county: County) -> None:
    busy(county)
    allowed = belongs()
    rows = county.con.execute("""
        select distinct comparison, finding from roster.comparison_finding
        union select distinct listing, finding from roster.finding_summary
    """).fetchall()
    assert [(place, finding) for place, finding in rows if place not in allowed[finding]] == []
    assert {place for place, _ in rows} >= SOURCES.keys() - {"grid"}


def test_every_village_has_every_finding_of_a_comparison_that_was_made(county: County) -> None:
    busy(county)
    asked = (
        "select region, count(*) from roster.comparison_result where comparison = 'police' group by region order by 1"
    )
    expected = sum("police" in places for places in belongs().values())
    assert county.con.execute(asked).fetchall() == [(village, expected) for village in (A, B, C)]
