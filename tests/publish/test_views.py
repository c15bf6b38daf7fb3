from pathlib import Path

import duckdb
import pytest

from assets.publish.database import published_tables
from assets.registry.tables import load_fields
from tests.publish.published import publish, reader


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    return reader(publish(Path(tmp_path_factory.mktemp("warehouse"))))


def test_coded_columns_have_labels(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select sex, sex_label, sex_label_en, population_category_label from person_labelled where person_id = '02'"
    assert con.execute(sql).fetchall() == [("2", "女", "female", "户口在本村，现住本村")]


def test_a_view_has_the_rows_of_its_table(con: duckdb.DuckDBPyConnection) -> None:
    coded = [s for s in published_tables() if any(load_fields()[c].codes for c in s.columns)]
    assert coded
    for spec in coded:
        counts = [con.execute(f"select count(*) from {n}").fetchall() for n in (spec.table, f"{spec.table}_labelled")]
        assert counts[0] == counts[1], spec.table


def test_one_who_is_away_lives_where_the_row_says_he_went(tmp_path: Path) -> None:
    away = (
        "update linkage.record set residence_state = '2', away_address = '外地', residence_address = '家' where row = 3"
    )
    value = "update people.person_value set field = 'residence_address'"
    con = reader(publish(tmp_path, change=f"{away}; {value}"))
    assert con.execute("select value from person_value_text where person_id = '02'").fetchall() == [("外地",)]


def test_indicators_are_labelled(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select distinct indicator_label from completeness_labelled where indicator = 'policy'"
    assert con.execute(sql).fetchall() == [("政策属性",)]


def test_code_list_names_the_column(con: duckdb.DuckDBPyConnection) -> None:
    assert con.execute("select label_zh from code_list where field = 'child_sex' and code = '1'").fetchall() == [
        ("男",)
    ]


def test_values_are_spelled_out_with_their_place(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select value, won, source, path, sheet, row from person_value_text where person_id = '02' and field = 'name'"
    assert con.execute(sql).fetchall() == [("甲02", True, "police_hukou", "2026-10/police_hukou/a.csv", None, 3)]
