"""What must not matter: where a record stands, in which order it comes, how many threads there are, who else is."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assets.landing.presence import TABLE
from assets.linkage import build
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.tables import load_tables
from benchmarks.linkage.county import MONTH, County, standardized, take_in

NEXT = Month("2026-11")
PLACE = ("record_id", "of_record_id", "path", "sheet", "row")
KEYS = ("source", "source_record_key", "role")
# Every record elsewhere: other files, rows counted from the end, ids to match, and the table the other way round.
ELSEWHERE = """
    create or replace table standard.person_record as
    select * replace ('x' || md5(record_id || 'x') as record_id, 'x' || md5(of_record_id || 'x') as of_record_id,
        'file ' || md5(path || 'x') || '.csv' as path, 1000000 - row as row)
    from standard.person_record order by md5(record_id || 'y')
"""
# Another village: its people share no name, number, phone, home or key with anybody else.
UNRELATED = """
    select * replace ('v' || record_id as record_id, 'v' || of_record_id as of_record_id, 'v' || path as path,
        'v' || source_record_key as source_record_key, 'v' || scope as scope, '9' || phone as phone,
        '乜' || name_key as name_key, '乜' as surname, 'nie' || name_pinyin as name_pinyin,
        '乜' || former_name_key as former_name_key, '99' || substr(id_number, 3) as id_number,
        'v' || household_no as household_no, '99' || substr(residence_region, 3) as residence_region,
        '99' || substr(hukou_region, 3) as hukou_region, 'v' || residence_address_key as residence_address_key,
        'v' || hukou_address_key as hukou_address_key)
    from read_parquet('{village}')
"""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _standard(tmp_path_factory.mktemp("county"), 500, 17)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _standard(tmp_path_factory.mktemp("village"), 150, 19)


def _standard(folder: Path, persons: int, seed: int) -> Path:
    """`standard.person_record` of a demo month as a file."""
    county, file = standardized(persons, seed, folder), folder / "records.parquet"
    with duckdb.connect(str(county.database), read_only=True) as con:
        con.execute(f"copy standard.person_record to '{file}'")
    return file


def load(con: duckdb.DuckDBPyConnection, records: Path) -> None:
    con.execute("create schema if not exists standard; create schema if not exists landing")
    con.execute(f"create or replace table standard.person_record as from read_parquet('{records}')")
    con.execute(TABLE)


def link(con: duckdb.DuckDBPyConnection, folder: Path, previous: Month | None = None) -> None:
    """Link the month after `previous` and leave its state in `folder`."""
    run = Run(NEXT if previous else MONTH, Workspace(folder / "raw", folder), Rules(), previous)
    con.execute("create schema if not exists linkage")
    build.build(con, run)
    state = run.workspace.state(run.month)
    state.mkdir(parents=True, exist_ok=True)
    for spec in load_tables().values():
        if spec.state and spec.floor == "linkage":
            con.execute(f"copy linkage.{spec.table} to '{state / spec.table}.parquet'")


def said(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    """Every published table of the floor, row for row, but for where its records stand."""
    tables = {}
    for spec in load_tables().values():
        if spec.floor == "linkage":
            columns = [f'said."{c}"' for c in spec.columns if c not in PLACE]
            beside = ""
            if "record_id" in spec.columns and spec.table != "record":
                columns += [f"beside.{key}" for key in KEYS]
                beside = "join linkage.record as beside using (record_id)"
            sql = f"select {', '.join(columns)} from linkage.{spec.table} as said {beside} order by all"
            tables[spec.table] = con.execute(sql).fetchall()
    return tables


@pytest.fixture(scope="module")
def first(records: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[tuple[Any, ...]]], Path]:
    """The month as it stands, and the folder of its state."""
    folder = tmp_path_factory.mktemp("first")
    with duckdb.connect() as con:
        load(con, records)
        con.execute("set threads = 2")
        link(con, folder)
        return said(con), folder


def test_where_the_delivered_files_lie_changes_nothing_that_a_record_says(records, tmp_path):
    """Files in folders of their own, and so in another order; what order could do later, the next tests look at."""
    moved = County(500, 17, tmp_path)
    delivered = County(500, 17, records.parent / "500-17")
    shutil.copytree(delivered.folder / "data", moved.folder / "data")
    for file in [file for file in (moved.workspace.raw / MONTH.key).rglob("*") if file.is_file()]:
        folder = file.parent / hashlib.md5(file.name.encode(), usedforsecurity=False).hexdigest()
        folder.mkdir()
        file.rename(folder / file.name)
    take_in(moved)
    with duckdb.connect() as con:
        for name, county in (("here", delivered), ("there", moved)):
            con.execute(f"attach '{county.database}' as {name} (read_only)")
        for table in ("person_record", "place_record"):
            said = ", ".join(c for c in load_tables()[table].columns if c not in ("record_id", "of_record_id", "path"))
            for one, other in (("here", "there"), ("there", "here")):
                rows = [f"select {said} from {where}.standard.{table}" for where in (one, other)]
                lost = " except all ".join(rows)
                assert con.execute(f"select source, sheet, row from ({lost})").fetchall() == []
            assert con.execute(f"select count(*) > 100 from here.standard.{table}").fetchall() == [(True,)]


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_the_same_records_give_the_same_tables_to_the_last_bit(records, first, tmp_path, threads):
    with duckdb.connect() as con:
        load(con, records)
        con.execute(f"set threads = {threads}")
        link(con, tmp_path)
        assert said(con) == first[0]


def test_neither_files_nor_rows_nor_record_ids_change_anything(records, first, tmp_path):
    with duckdb.connect() as con:
        load(con, records)
        con.execute(ELSEWHERE)
        link(con, tmp_path)
        found = said(con)
    for table, rows in first[0].items():
        assert found[table] == rows, table


@pytest.mark.parametrize("held", ["[ns]*_[fr]*.parquet", "*.parquet"], ids=["frequencies held", "following month"])
def test_an_unrelated_village_changes_nobody_elses_id(records, village, first, tmp_path, held):
    for name in ("alone", "together"):
        state = Workspace(tmp_path, tmp_path / name).state(MONTH)
        state.mkdir(parents=True)
        for file in Workspace(tmp_path, first[1]).state(MONTH).glob(held):
            shutil.copy(file, state)
    with duckdb.connect() as con:
        load(con, records)
        link(con, tmp_path / "alone", MONTH)
        alone = persons(con)
        con.execute(f"insert into standard.person_record by name {UNRELATED.format(village=village)}")
        link(con, tmp_path / "together", MONTH)
        together = persons(con)
    assert len(together) > len(alone)
    assert {key: together[key] for key in alone} == alone


def persons(con: duckdb.DuckDBPyConnection) -> dict[tuple[Any, ...], str]:
    rows = con.execute(f"select {', '.join(KEYS)}, person_id from linkage.record").fetchall()
    return {tuple(key): person for *key, person in rows}
