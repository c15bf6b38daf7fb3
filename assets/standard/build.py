"""The standard floor of one month: `landing.<layout>` becomes person_record, place_record and value_issue."""

from __future__ import annotations

import duckdb

from assets.registry.run import Run
from assets.registry.tables import create, load_tables
from assets.standard import (
    addresses,
    codes,
    dates,
    gazetteer,
    id_numbers,
    issues,
    keys,
    located,
    names,
    phones,
    places,
    raw,
    records,
    regions,
    spots,
    text,
    told,
)
from assets.standard.raw import PERSONS, PLACES

TABLES = ("person_record", "place_record", "value_issue")


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the three tables of the floor in the month's working database.

    Distinct texts of one kind are standardized once in a temp table each and joined back; the temp tables are
    dropped in the end. Needs every layout of the registry as `landing.<layout>`, `landing.region` and
    `landing.grid_list`.
    """
    con.execute("create schema if not exists standard")
    for name in TABLES:
        for statement in create(load_tables()[name], "standard"):
            con.execute(statement)
    text.install(con)
    raw.build(con)
    _values(con, run)
    _places(con, run)
    records.build(con)
    places.build(con)
    keys.build(con)
    issues.build(con)
    records.finish(con)
    _clear(con)


def _values(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Names, numbers, dates, phones and codes: one lookup table each."""
    last_day = run.month.last_day
    person_names = [(PERSONS, "name"), (PERSONS, "former_name"), (PLACES, "head_name")]
    names.build(con, text.collect(con, "name", person_names))
    numbers = text.collect(con, "id", [(PERSONS, "id_number")])
    names.collect_numbers(con, numbers)
    id_numbers.build(con, numbers, last_day)
    dates.build(con, text.collect(con, "date", [(PERSONS, c) for c in records.DATES.values()]), last_day)
    phones.build(con, text.collect(con, "phone", [(PERSONS, "phone"), (PLACES, "phone")]))
    codes.build(con, PERSONS, codes.PERSON, "std_code")
    codes.build(con, PLACES, codes.PLACE, "std_place_code")


def _places(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Regions and addresses, then every record placed, then the spots that mean one dwelling."""
    coded = [(PERSONS, c) for c in regions.CODE_COLUMNS] + [(PLACES, c) for c in ("region", "grid", "scope")]
    county = regions.county(con, run)
    regions.build(con, text.collect(con, "region", coded), county, run.month.last_day)
    written = [(PERSONS, c) for c in (*issues.ADDRESSES, "estate", "village_text", "hukou_region")]
    written += [(PLACES, c) for c in ("address", "estate", "building_name")]
    addresses.build(con, text.collect(con, "address", written), gazetteer.load(con, county))
    told.install(con, county, text.collect(con, "home", [(PERSONS, "home"), (PLACES, "home")]))
    told.build(con)
    located.build(con)
    places.prepare(con)
    spots.build(con)


def _clear(con: duckdb.DuckDBPyConnection) -> None:
    """Drop the floor's temp views and tables (their names begin with std_)."""
    for kind, source in (("view", "duckdb_views()"), ("table", "duckdb_tables()")):
        name = f"{kind}_name"
        found = con.execute(f"select {name} from {source} where temporary and starts_with({name}, 'std_')").fetchall()
        for (leftover,) in found:
            con.execute(f'drop {kind} "{leftover}"')
