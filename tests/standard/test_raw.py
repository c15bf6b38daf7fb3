import duckdb

from assets.registry.sources import load_layouts
from assets.standard import raw
from tests.standard.hand_made import add


def test_every_layout_speaks_of_its_roles(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "health_births", certificate_no="1", name="甲", mother_name="乙", residence_address="某处")
    add(landing, "survey_household", household_no="1", head_name="丙", building_no="0002")
    raw.build(landing)
    found = landing.execute(
        "select layout, role, name, residence_address, own_key from std_raw order by all"
    ).fetchall()
    assert found == [
        ("health_births", "mother", "乙", "某处", "1"),
        ("health_births", "self", "甲", "某处", "1"),
        ("survey_household", "head", "丙", None, None),
    ]


def test_whatever_delivers_the_shape_is_one(landing: duckdb.DuckDBPyConnection) -> None:
    raw.build(landing)
    shapes = [landing.execute(f"describe {view}").fetchall() for view in (raw.PERSONS, raw.PLACES)]
    for name in load_layouts():
        add(landing, name)
    raw.build(landing)
    assert [landing.execute(f"describe {view}").fetchall() for view in (raw.PERSONS, raw.PLACES)] == shapes


def test_occurrences_are_the_cells_of_a_column(landing: duckdb.DuckDBPyConnection) -> None:
    add(landing, "grid_persons", name="甲", unit="1", room="101")
    add(landing, "police_hukou", name="甲", phone="139")
    raw.build(landing)
    for column in ("phone", "home", "stated_on"):
        written = raw.occurrences(raw.in_force(landing), "std_raw", column)
        cells = f"select layout, role, raw from ({written}) where raw is not null order by all"
        whole = f"select layout, role, {column} from std_raw where {column} is not null order by all"
        assert landing.execute(cells).fetchall() == landing.execute(whole).fetchall()


def test_a_column_of_no_layout_occurs_nowhere(landing: duckdb.DuckDBPyConnection) -> None:
    nowhere = raw.occurrences(raw.in_force(landing), "std_raw_place", "floors")
    assert landing.execute(f"select * from ({nowhere}) where raw is not null").fetchall() == []


def test_events_are_dated_by_what_happened() -> None:
    source, layout = load_layouts()["civil_deaths"]
    assert raw.stated_on(source, layout) == '"death_date"'
    source, layout = load_layouts()["health_births"]
    assert raw.stated_on(source, layout) == 'coalesce("issued_on", "birth_date")'
    source, layout = load_layouts()["survey_family"]
    assert raw.stated_on(source, layout) == raw.NOTHING
