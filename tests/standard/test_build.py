import duckdb
import pytest

from tests.standard.hand_made import GRIDS, URBAN, VILLAGE, add, landing, standardize

TABLES = ("person_record", "place_record", "value_issue")
ROWS = [
    ("police_hukou", {"name": "甲 甲", "hukou_region": VILLAGE, "hukou_address": "八斗地村1组21号", "sex": "男"}),
    ("survey_family", {"name": "甲甲", "scope": VILLAGE, "household_no": "1", "building_no": "0021", "unit_no": "1"}),
    ("survey_family", {"name": "甲甲", "scope": VILLAGE, "household_no": "1", "building_no": "0021", "unit_no": "1"}),
    ("grid_persons", {"name": "甲乙", "grid": GRIDS[0][0], "estate": "东桂苑", "building_no": "2", "room": "101"}),
    ("medical_insurance", {"name": "甲乙", "residence_address": "夏漕社区2号楼101"}),
    ("medical_insurance", {"name": "甲丙", "residence_address": "金岸新城2号楼101"}),
    ("social_insurance", {"name": "甲丙", "personal_no": "7", "insurance_kind": "养老"}),
    ("social_insurance", {"name": "甲丙", "personal_no": "7", "insurance_kind": "失业"}),
    (
        "grid_dwellings",
        {"dwelling_code": "1", "grid": GRIDS[0][0], "estate": "金岸新城", "building_no": "2", "room": "101"},
    ),
    ("survey_estate", {"scope": URBAN, "estate": "金岸新城"}),
]


def made(threads: int, rows: list[tuple[str, dict[str, str]]]) -> dict[str, list[tuple]]:
    """The three tables of a month; every row keeps the number that it has in `ROWS`, in whatever order it comes."""
    with landing() as con:
        con.execute(f"set threads = {threads}")
        for layout, values in rows:
            add(con, layout, row=2 + ROWS.index((layout, values)), **values)
        standardize(con)
        return {t: con.execute(f"select * from standard.{t} order by all").fetchall() for t in TABLES}


@pytest.mark.parametrize("threads", [1, 4])
def test_the_same_rows_give_the_same_tables_in_any_order(threads: int) -> None:
    rows = [row for i, row in enumerate(ROWS) if row not in ROWS[:i]]
    assert made(threads, rows) == made(2, list(reversed(rows)))


def test_nothing_is_lost(landing: duckdb.DuckDBPyConnection) -> None:
    for layout, values in ROWS:
        add(landing, layout, **values)
    standardize(landing)
    persons = landing.execute("select count(*) from standard.person_record where role = 'self'").fetchall()
    places = landing.execute("select count(*) from standard.place_record").fetchall()
    assert (persons, places) == ([(8,)], [(2,)])
