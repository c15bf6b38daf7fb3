import duckdb
import pytest

from assets.registry.codes import load_codes
from assets.registry.indicators import load_indicators
from assets.registry.tables import FOLDER, TableSpec, create, describe, load_fields, load_tables

FLOORS = ["landing", "standard", "linkage", "people", "housing", "roster", "quality", "publish"]
TABLES = list(load_tables().values())
NAMES = [spec.table for spec in TABLES]


def test_every_field_is_used() -> None:
    used = {column for spec in TABLES for column in spec.columns}
    assert load_fields().keys() - used == set()


@pytest.mark.parametrize("spec", TABLES, ids=NAMES)
def test_every_column_is_a_field_and_described_in_both_languages(spec: TableSpec) -> None:
    assert spec.zh
    assert spec.en
    for column in spec.columns:
        zh, en = describe(spec, column)
        assert any("\u4e00" <= c <= "\u9fff" for c in zh), f"{spec.table}.{column} has no Chinese description"
        assert en.isascii() or "＊" in en, f"{spec.table}.{column} has no English description"


@pytest.mark.parametrize("spec", TABLES, ids=NAMES)
def test_a_table_names_only_its_own_columns_and_known_tables(spec: TableSpec) -> None:
    assert set(spec.key) | set(spec.required) | spec.describe.keys() <= set(spec.columns)
    assert len(spec.columns) == len(set(spec.columns))
    assert set(spec.reads) <= load_tables().keys()
    assert spec.floor in FLOORS


@pytest.mark.parametrize("spec", TABLES, ids=NAMES)
def test_a_table_reads_no_floor_above_it(spec: TableSpec) -> None:
    above = [name for name in spec.reads if FLOORS.index(load_tables()[name].floor) > FLOORS.index(spec.floor)]
    assert above == []


@pytest.mark.parametrize("spec", TABLES, ids=NAMES)
def test_it_can_be_created_and_its_comments_come_back(spec: TableSpec) -> None:
    con = duckdb.connect()
    con.execute(f"create schema {spec.floor}")
    for statement in create(spec, spec.floor):
        con.execute(statement)
    found = con.execute("select column_name, comment from duckdb_columns() where not internal").fetchall()
    assert dict(found) == {c: " | ".join(describe(spec, c)) for c in spec.columns}
    assert con.execute("select comment from duckdb_tables()").fetchall() == [(f"{spec.zh} | {spec.en}",)]


def test_coded_fields_have_a_list_and_every_list_is_used() -> None:
    named = {field.codes for field in load_fields().values() if field.codes}
    assert named <= load_codes().keys()


def test_a_field_is_described_once() -> None:
    lines = [line for file in (FOLDER / "fields").glob("*.yaml") for line in file.read_text("utf-8").splitlines()]
    names = [line.split(":")[0] for line in lines if line and not line.startswith(("#", " "))]
    assert sorted(names) == sorted(load_fields())


def test_the_core_indicators_are_the_nineteen_of_the_standard() -> None:
    indicators = load_indicators()
    assert [i.number for i in indicators] == list(range(1, 20))
    assert [sum(i.group == g for i in indicators) for g in ("basic", "birth", "death")] == [12, 6, 1]
    columns = {"person": load_tables()["person"].columns, "child": load_tables()["person_child"].columns}
    for i in indicators:
        assert set(i.columns) <= set(columns.get(i.of, columns["person"])), i.indicator
