"""A county made by hand, from its records to its workbooks: two villages, one of everything that a table shows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.publish.views import write_code_list
from assets.publish.workbooks import write_workbooks
from assets.registry.sources import load_layouts
from assets.registry.tables import create, load_tables
from tests.people.county import A, B, County, number

NAMES = {person: f"张{person}" for person in "abcdefkm"} | {"b": "=李乙", "m": "@刘妹"}


def county(folder: Path) -> County:
    """A family of three one of whom is away, an empty hukou, a lodger, a guest, a mover to B, and what is vacant."""
    made = County(folder)
    for source in ("police_hukou", "survey"):
        made.scope(source, A, B)
    home = {"household_no": "1", "group_no": "2"}
    own = {"household_no": "001", "building_no": "1", "unit_no": "1", "group_no": "2", "layout": "survey_family"}
    for person, order, relation in (("a", 1, "02"), ("b", 2, "10"), ("c", 3, "20")):
        said = {"name": NAMES[person], "id_number": number("19800101", order), "relation": relation}
        made.hukou(person, **home, **said)
        away = {"state": "2", "away_address": "某省某市1号", "away_since": "2025-01-01"} if person == "c" else {}
        made.survey(person, **own, **said, **away)
    made.hukou("e", household_no=None, name=NAMES["e"])
    made.survey("e", state="3", layout="survey_empty_hukou", empty_hukou_listed=True, name=NAMES["e"])
    lodging = {"unit_name": "某厂", "household_no": "J1", "boarding": True, "building_no": "9", "unit_no": "101"}
    made.migrant("k", name=NAMES["k"])
    made.survey("k", layout="survey_collective", hukou_state="4", name=NAMES["k"], **lodging)
    made.migrant("m", name=NAMES["m"])
    made.survey("m", hukou_state="4", name=NAMES["m"], household_no="002", building_no="2", layout="survey_family")
    made.hukou("f", household_no=None, name=NAMES["f"])
    made.survey("f", B, hukou_state="2", name=NAMES["f"], household_no="003", layout="survey_family")
    made.hukou("d", B, household_no="4", name=NAMES["d"])
    made.survey("d", B, name=NAMES["d"], household_no="004", layout="survey_family")
    vacant = {"building_no": "3", "unit_no": "1", "address_key": f"{A}||3|1", "occupancy": "vacant"}
    sheet = {"month": "2026-08", "source": "survey", "path": "survey.xlsx", "region": A}
    made.add("place_record", record_id="v", layout="survey_vacant", row=2, kind="dwelling", **sheet, **vacant)
    made.add("place_record", record_id="s", layout="survey_estate", row=3, kind="estate", name="某苑", **sheet)
    return made


def written(made: County, folder: Path) -> duckdb.DuckDBPyConnection:
    """Build the floors and write the workbooks into a new folder."""
    con = made.build()
    for name, (_, layout) in load_layouts().items():
        columns = ", ".join(f"{column} varchar" for column in layout.columns)
        con.execute(f"create table if not exists landing.{name} (path varchar, sheet varchar, row bigint, {columns})")
    con.execute("""
        insert into landing.survey_empty_hukou (path, row, empty_reason, note)
        select path, row, '无房', '【空挂，查无下落】常回来【旧】' from linkage.record
        where layout = 'survey_empty_hukou'
    """)
    told = {"survey_vacant": (2, "vacant_reason", "房屋破旧"), "survey_estate": (3, "manager", "=物业")}
    for table, (row, column, said) in told.items():
        con.execute(f"insert into landing.{table} (path, row, {column}) values ('survey.xlsx', ?, ?)", [row, said])
    for floor in ("quality", "publish"):
        con.execute(f"create schema if not exists {floor}")
    con.execute(create(load_tables()["completeness"], "quality")[0])
    write_code_list(con)
    write_workbooks(con, made.run, "accepted", folder)
    return con
