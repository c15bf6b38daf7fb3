"""A hand-made month: every table of the registry, empty or with a few invented persons of two villages."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.tables import create, load_tables

COUNTY, TOWN = "421126000000", "421126100000"
VILLAGE, OTHER_VILLAGE = "421126100201", "421126100202"
FILE = "2026-10/police_hukou/a.csv"


def run_of(folder: Path, month: str = "2026-10", rules: Rules | None = None, previous: str | None = None) -> Run:
    """A run below a temporary folder."""
    workspace = Workspace(folder / "raw", folder / "warehouse")
    return Run(Month(month), workspace, rules or Rules(), Month(previous) if previous else None)


def empty_month(con: duckdb.DuckDBPyConnection) -> None:
    """Every table that a floor makes, without rows."""
    for spec in load_tables().values():
        if spec.floor != "publish":
            con.execute(f"create schema if not exists {spec.floor}")
            for statement in create(spec, spec.floor):
                con.execute(statement)


def put(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    """Insert one row; columns that are not named stay NULL."""
    marks = ", ".join("?" for _ in values)
    name = f"{load_tables()[table].floor}.{table}"
    con.execute(f"insert into {name} ({', '.join(values)}) values ({marks})", list(values.values()))


def add_person(con: duckdb.DuckDBPyConnection, key: str, region: str = VILLAGE, **values: Any) -> None:
    """One person of the roster with all 12 basic indicators valid, unless `values` says otherwise."""
    defaults = {
        "person_id": key, "name": f"甲{key}", "sex": "1", "birth_date": dt.date(1980, 5, 1), "birth_precision": "day",
        "id_number": f"42112619800501{key:0>4}", "id_status": "valid", "ethnic_group": "01", "marital_status": "20",
        "hukou_type": "2", "hukou_state": "1", "hukou_region": region, "hukou_address": "一组1号",
        "residence_state": "1", "residence_region": region, "residence_address": "一组1号", "life_state": "alive",
        "in_roster": True, "usual_resident": True, "population_category": "1", "household_id": f"h{region[-1]}",
        "relation": "02", "n_records": 1, "n_sources": 1, "sources": ["police_hukou"], "first_month": "2026-10",
        "last_seen_month": "2026-10",
    }  # fmt: skip
    row = {**defaults, **values}
    put(con, "person", **row)
    if row["in_roster"]:
        category = row["population_category"]
        put(con, "person_place", person_id=key, role="living", region=region, category=category, counted=True)


def add_record(con: duckdb.DuckDBPyConnection, key: str, row: int, **values: Any) -> None:
    """One record of role self and the raw row it came from."""
    defaults = {
        "record_id": f"r{key}", "month": "2026-10", "source": "police_hukou", "layout": "police_hukou", "path": FILE,
        "row": row, "role": "self", "source_record_key": f"k{key}", "as_of": dt.date(2026, 10, 31), "person_id": key,
        "link_method": "single", "name": f"甲{key}", "sex": "1", "id_status": "none",
    }  # fmt: skip
    put(con, "record", **{**defaults, **values})


def add_region(con: duckdb.DuckDBPyConnection) -> None:
    """A county, a town, two villages."""
    levels = {
        COUNTY: ("蕲春县", "county"),
        TOWN: ("甲镇", "town"),
        VILLAGE: ("乙村", "village"),
        OTHER_VILLAGE: ("丙村", "village"),
    }
    for code, (name, level) in levels.items():
        put(con, "region", code=code, region_name=name, level=level)


def small_month(con: duckdb.DuckDBPyConnection) -> None:
    """Four persons in the roster, one dead, one only mentioned; one of the four a child; two households, two villages."""
    empty_month(con)
    add_region(con)
    add_person(con, "01")
    add_person(con, "02", sex="2", relation="10")
    add_person(
        con, "03", birth_date=dt.date(2026, 3, 2), marital_status=None, relation="20", id_number=None, id_status="none"
    )
    add_person(con, "04", OTHER_VILLAGE, marital_status=None, id_number="42112619800501", id_status="truncated")
    add_person(con, "05", in_roster=False, life_state="dead", population_category=None, death_date=dt.date(2026, 9, 9))
    add_person(con, "06", in_roster=False, population_category=None)
    put(
        con,
        "person_child",
        parent_person_id="01",
        child_person_id="03",
        child_name="甲03",
        child_sex="1",
        birth_order=1,
    )
    put(
        con,
        "person_child",
        parent_person_id="02",
        child_person_id="03",
        child_name="甲03",
        child_sex="1",
        birth_order=1,
    )
    for number, village in enumerate((VILLAGE, OTHER_VILLAGE), start=1):
        household = f"h{number}"
        put(
            con,
            "household",
            household_id=household,
            kind="family",
            place="living",
            region=village,
            group_no=str(number),
        )
    for number in range(1, 7):
        add_record(con, f"0{number}", number + 1)
    put(con, "source_file", month="2026-10", source="police_hukou", layout="police_hukou", path=FILE, rows=8, accepted=6,
        rejected=1, skipped=1, status="read")  # fmt: skip
    put(con, "rejected_record", source="police_hukou", path=FILE, row=8, reason="nothing to identify", raw="{}")
