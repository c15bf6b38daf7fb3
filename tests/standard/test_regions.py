from pathlib import Path

import duckdb
import pytest

from assets.standard import raw, regions, text
from tests.small_month import run_of
from tests.standard.hand_made import COUNTY, GRIDS, LAST_DAY, OTHER, URBAN, VILLAGE, add
from tests.standard.lookups import texts


def read(con: duckdb.DuckDBPyConnection, code: str) -> tuple:
    text.install(con)
    regions.build(con, texts(con, [code]), COUNTY, LAST_DAY)
    return con.execute("select region, issue from std_region").fetchall()[0]


@pytest.mark.parametrize(
    ("code", "region", "issue"),
    [
        (VILLAGE, VILLAGE, None),
        (f" {VILLAGE}.0", VILLAGE, None),
        (OTHER, OTHER, None),
        (GRIDS[0][0], URBAN, None),
        (VILLAGE + "007", VILLAGE, None),
        ("421126", COUNTY, None),
        ("421126109", COUNTY, None),
        ("421126109000", COUNTY, None),
        ("421126100999", COUNTY, "unreadable"),
        ("421126100299", VILLAGE, "repaired"),
        ("520524", "520524", None),
        ("520524001002", "520524", None),
        ("42", "420000", None),
        ("1234", "123400", None),
        ("12345", None, "unreadable"),
        ("漕河镇", None, None),
    ],
)
def test_codes(landing: duckdb.DuckDBPyConnection, code: str, region: str | None, issue: str | None) -> None:
    assert read(landing, code) == (region, issue)


@pytest.mark.parametrize(
    ("new", "parent"),
    [
        ("421126100301", "421126100000"),  # renumbered under the same name
        ("421126100302", "421126100000"),  # the only village of its town that begins when the old one ends
    ],
)
def test_successors_of_a_merged_village(landing: duckdb.DuckDBPyConnection, new: str, parent: str) -> None:
    name = "旧村" if new.endswith("301") else "新村"
    landing.execute(
        "insert into landing.region values ('421126100300', '旧村', 'village', ?, null, '2023-12-31')", [parent]
    )
    landing.execute("insert into landing.region values (?, ?, 'village', ?, '2024-01-01', null)", [new, name, parent])
    assert read(landing, "421126100300") == (new, "repaired")


def test_two_possible_successors_are_none(landing: duckdb.DuckDBPyConnection) -> None:
    rows = [
        ("421126100300", None, "2023-12-31"),
        ("421126100301", "2024-01-01", None),
        ("421126100302", "2024-01-01", None),
    ]
    for code, since, until in rows:
        values = [code, f"村{code}", since, until]
        landing.execute("insert into landing.region values (?, ?, 'village', '421126100000', ?, ?)", values)
    assert read(landing, "421126100300") == (COUNTY, "unreadable")


def test_without_a_region_file_codes_stand_as_written(landing: duckdb.DuckDBPyConnection) -> None:
    landing.execute("delete from landing.region")
    assert read(landing, "421126100999") == ("421126100999", None)


def test_the_county_is_read_from_regions_or_scopes(landing: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    run = run_of(tmp_path)
    assert regions.county(landing, run) == COUNTY
    landing.execute("delete from landing.region")
    add(landing, "police_hukou", name="甲乙", scope="500112001001")
    raw.build(landing)
    assert regions.county(landing, run) == "500112"
