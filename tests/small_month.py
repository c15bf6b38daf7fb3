"""A hand-made month: every table of the registry, empty or with a few invented persons of two villages."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.sources import load_layouts
from assets.registry.tables import create, ddl, load_tables

COUNTY, TOWN = "421126000000", "421126100000"
VILLAGE, OTHER_VILLAGE = "421126100201", "421126100202"
FILE = "2026-10/police_hukou/a.csv"


def run_of(folder: Path, month: str = "2026-10", rules: Rules | None = None, previous: str | None = None) -> Run:
    """A run below a temporary folder."""
    workspace = Workspace(folder / "raw", folder / "warehouse")
    return Run(Month(month), workspace, rules or Rules(), Month(previous) if previous else None)


def empty_month(con: duckdb.DuckDBPyConnection) -> None:
    """Every table that a floor makes, without rows: those of the registry, a table per layout, last month's state."""
    for spec in load_tables().values():
        if spec.floor != "publish":
            con.execute(f"create schema if not exists {spec.floor}")
            con.execute(create(spec, spec.floor)[0])
    for name, (_, layout) in load_layouts().items():
        columns = ", ".join(f"{column} varchar" for column in layout.columns)
        con.execute(f"create or replace table landing.{name} (path varchar, sheet varchar, row bigint, {columns})")
    con.execute("create or replace table landing.presence (path varchar, sheet varchar, n_rows bigint)")
    con.execute("create or replace table linkage._block (rule varchar, cut bigint, dropped bigint)")
    con.execute("create or replace table linkage._cut (component bigint, entities bigint)")
    con.execute("create or replace table linkage._entity (is_self boolean, full_name varchar)")
    con.execute("create schema if not exists previous")
    for name, spec in load_tables().items():
        if spec.state:
            con.execute(f"create or replace table previous.{name} ({ddl(spec)})")


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
        home = {"household_id": row["household_id"], "relation": row["relation"], "tract": f"{region}001"}
        put(con, "person_place", person_id=key, role="living", region=region, category=category, counted=True, **home)
        put(con, "person_home", person_id=key, role="living", **home)
        put(con, "change", month="2026-10", kind="opening", person_id=key, region=region, field="region", after=region,
            step=1)  # fmt: skip


def add_record(con: duckdb.DuckDBPyConnection, key: str, row: int, **values: Any) -> None:
    """One record of role self and the raw row it came from."""
    defaults = {
        "record_id": f"r{key}", "month": "2026-10", "source": "police_hukou", "layout": "police_hukou", "path": FILE,
        "row": row, "role": "self", "source_record_key": f"k{key}", "as_of": dt.date(2026, 10, 31), "pending": False,
        "person_id": key, "link_method": "single", "name": f"甲{key}", "sex": "1", "id_status": "none",
    }  # fmt: skip
    stored = {**defaults, **values}
    put(con, "record", **stored)
    if stored["role"] == "self":
        columns = [stored["path"], stored.get("sheet"), row]
        con.execute("insert into landing.police_hukou (path, sheet, row) values (?, ?, ?)", columns)


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


def add_village(con: duckdb.DuckDBPyConnection, region: str, persons: int, **values: Any) -> None:
    """Summary, group summary and roll of a village whose persons all have hukou and live there."""
    counts = {name: 0 for name in load_tables()["village_summary"].columns if name != "region"}
    counts |= {"households": 1, "registered": persons, "present": persons, "category_1": persons, **values}
    put(con, "village_summary", region=region, **counts)
    put(con, "group_summary", region=region, group_no="1", **counts)
    put(con, "tract_summary", tract=f"{region}001", region=region, group_no="1", **counts)
    put(con, "householder_roll", region=region, group_no="1", tract=f"{region}001", household_no="001", head_name="=甲",
        household_id=f"h{region[-1]}", household_kind="family", registered=persons, present=persons, away=0,
        address="一组1号")  # fmt: skip


def add_tract(con: duckdb.DuckDBPyConnection, region: str) -> None:
    """A village's only tract, given by the office, with its staff."""
    put(con, "tract", tract=f"{region}001", region=region, kind="given", dwellings=0)
    for role in ("enumerator", "supervisor"):
        put(con, "tract_staff", tract=f"{region}001", region=region, role=role, name="丁某", dwellings=0, households=1,
            persons=1, note="staff")  # fmt: skip


def add_account(con: duckdb.DuckDBPyConnection, persons: dict[str, int], outside: int) -> None:
    """The first month's account of the villages and their township, and the six steps as far as there are rows."""
    level = {VILLAGE: "village", OTHER_VILLAGE: "village", TOWN: "township", COUNTY: "county"}
    lines = [c for c in load_tables()["change_account"].columns if c not in ("month", "level", "region")]
    total = sum(persons.values())
    for region, kind in level.items():
        counts = dict.fromkeys(lines, 0) | dict.fromkeys(("opening", "closing"), persons.get(region, total))
        put(con, "change_account", month="2026-10", level=kind, region=region, **counts)
    steps = [("1", "add", "listed", region, n) for region, n in (persons | {COUNTY: outside}).items()]
    steps += [("1", "subtract", "left_out", COUNTY, outside), ("1", "subtract", "rejected", COUNTY, 1)]
    steps += [(step, "divide", measure, region, n if measure == "group_entry" else 1) for region, n in persons.items()
              for step, measure in (("4", "roll_line"), ("4", "tract"), ("6", "group_entry"))]  # fmt: skip
    for step, operation, measure, region, items in steps:
        put(con, "monthly_cycle", month="2026-10", cycle_step=step, operation=operation, cycle_measure=measure,
            region=region, ground="police_hukou", items=items)  # fmt: skip


def small_month(con: duckdb.DuckDBPyConnection) -> None:
    """Four persons in the roster (one a child), one dead, one only mentioned; a household in each of two villages."""
    empty_month(con)
    add_region(con)
    add_person(con, "01")
    add_person(con, "02", sex="2", relation="10")
    child = {"birth_date": dt.date(2026, 3, 2), "marital_status": None, "relation": "20"}
    add_person(con, "03", id_number=None, id_status="none", **child)
    add_person(con, "04", OTHER_VILLAGE, marital_status=None, id_number="42112619800501", id_status="truncated")
    add_person(con, "05", in_roster=False, life_state="dead", population_category=None, death_date=dt.date(2026, 9, 9))
    add_person(con, "06", in_roster=False, population_category=None)
    for parent in ("01", "02"):
        put(con, "person_child", person_id=parent, child_person_id="03", child_name="甲03", child_sex="1",
            birth_order=1)  # fmt: skip
    for number, village in enumerate((VILLAGE, OTHER_VILLAGE), start=1):
        put(con, "household", household_id=f"h{number}", kind="family", place="living", region=village,
            tract=f"{village}001", group_no=str(number), head_person_id="01" if number == 1 else "04")  # fmt: skip
        add_tract(con, village)
        add_village(con, village, persons=3 if number == 1 else 1)
    for number in range(1, 7):
        add_record(con, f"0{number}", row=number + 1)
        put(con, "person_value", person_id=f"0{number}", field="name", record_id=f"r0{number}", rank=1, won=True,
            rule="authority")  # fmt: skip
    put(con, "source_file", month="2026-10", source="police_hukou", layout="police_hukou", path=FILE, rows=8,
        accepted=6, rejected=1, skipped=1, skipped_header=1, in_force=6, superseded=0, repeated=0,
        status="read")  # fmt: skip
    for name in ("regions", "grids"):
        put(con, "source_file", month="2026-10", source="reference", layout=f"reference_{name}",
            path=f"reference/{name}.csv", rows=2, accepted=1, rejected=0, skipped=1, skipped_header=1, in_force=1,
            superseded=0, repeated=0, status="read")  # fmt: skip
    put(con, "source_scope", source="police_hukou", scope_kind="village", scope=VILLAGE, delivered_month="2026-10",
        age_months=0, path=FILE, rows=6)  # fmt: skip
    add_account(con, {VILLAGE: 3, OTHER_VILLAGE: 1}, outside=2)
    put(con, "unit_report", record_id="r01", source="police_hukou", person_id="01", region=VILLAGE, counted=True,
        unit_ground="only_here", hukou_state="1", residence_state="1")  # fmt: skip
    put(con, "rejected_record", source="police_hukou", path=FILE, row=8, reason="nothing to identify", raw="{}")
