"""The grid's vacancies against who is listed in the dwellings, both ways."""

from tests.people.county import A, B, County
from tests.roster.comparison.asked import dwelling, findings, result


def test_vacant_to_the_grid_and_lived_in_to_the_survey(county: County) -> None:
    stated = dwelling(county, "grid_dwellings", "g1", use="住宅", occupancy="vacant")
    for person in "ab":
        county.survey(person, household_no="001", dwelling_code="g1")
    county.build()
    assert findings(county, "grid") == {("vacant_but_occupied", A, "a"), ("vacant_but_occupied", A, "b")}
    records = county.con.execute("select distinct record_id, dwelling_id from roster.comparison_finding").fetchall()
    assert records == [(stated, county.one("select dwelling_id from housing.dwelling"))]
    asked = "select findings, persons, dwellings from roster.comparison_result where finding = 'vacant_but_occupied'"
    assert county.one(f"{asked} and region = ?", A) == (2, 2, 1)


def test_occupied_to_the_grid_and_nobody_listed(county: County) -> None:
    dwelling(county, "grid_dwellings", "g1", use="住宅", occupancy="occupied")
    dwelling(county, "grid_dwellings", "g2", use="住宅", occupancy="occupied")
    dwelling(county, "grid_dwellings", "g3", use="商铺", occupancy="occupied")
    county.grid("a", dwelling_code="g1")
    county.build()
    assert findings(county, "grid") == {("occupied_but_nobody", A, "a"), ("occupied_but_nobody", A, None)}
    assert result(county, "grid", "occupied_but_nobody") == 1
    assert result(county, "grid", "occupied_but_nobody", B) == 0


def test_where_both_agree_there_is_no_finding(county: County) -> None:
    dwelling(county, "grid_dwellings", "g1", use="住宅", occupancy="occupied")
    dwelling(county, "grid_dwellings", "g2", use="住宅", occupancy="vacant")
    county.survey("a", dwelling_code="g1")
    county.build()
    assert findings(county, "grid") == set()
    assert result(county, "grid", "vacant_but_occupied") == 0
