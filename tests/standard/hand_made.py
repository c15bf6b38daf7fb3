"""A hand-made landing floor: two villages and a township of an invented county, and rows as offices write them."""

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from assets.registry.month import Month
from assets.registry.sources import load_layouts
from assets.standard.build import build
from tests.small_month import run_of

MONTH = Month("2026-10")
LAST_DAY = MONTH.last_day
COUNTY = "421126"
VILLAGE, OTHER, URBAN = "421126100212", "421126100227", "421126100001"
REGIONS = [
    ("420000000000", "湖北省", "province", None, None, None),
    ("421100000000", "黄冈市", "city", "420000000000", None, None),
    ("421126000000", "蕲春县", "county", "421100000000", None, None),
    ("421126100000", "漕河镇", "town", "421126000000", None, None),
    ("421126109000", "青石镇", "town", "421126000000", None, None),
    (URBAN, "夏漕社区居民委员会", "village", "421126100000", None, None),
    (VILLAGE, "八斗地村村民委员会", "village", "421126100000", None, None),
    (OTHER, "魏小庄", "village", "421126100000", dt.date(2000, 1, 1), dt.date(2024, 12, 31)),
    (OTHER, "梅畈村村民委员会", "village", "421126100000", dt.date(2025, 1, 1), None),
    ("421126109202", "马河村村民委员会", "village", "421126109000", None, None),
    ("421126100230", "东坝村", "village", "421126100000", None, None),
    ("421126109230", "东坝村", "village", "421126109000", None, None),
    ("421126100299", "老湾村", "village", VILLAGE, dt.date(2000, 1, 1), dt.date(2020, 12, 31)),
]
GRIDS = [("421126100001001", URBAN, "夏漕社区第1网格"), ("421126100212001", VILLAGE, "八斗地村第1网格")]


def landing() -> duckdb.DuckDBPyConnection:
    """A connection with every layout as an empty table, and the regions and grids above."""
    con = duckdb.connect()
    con.execute("create schema landing")
    con.execute("""create table landing.region (code varchar, region_name varchar, level varchar, parent varchar,
        valid_from_date date, valid_to_date date)""")
    con.executemany("insert into landing.region values (?, ?, ?, ?, ?, ?)", [list(r) for r in REGIONS])
    con.execute("create table landing.grid_list (grid varchar, region varchar, name varchar)")
    con.executemany("insert into landing.grid_list values (?, ?, ?)", [list(g) for g in GRIDS])
    for name, (_, layout) in load_layouts().items():
        columns = ", ".join(f'"{c}" varchar' for c in layout.columns)
        con.execute(f"""create table landing.{name} (month varchar, source varchar, layout varchar, path varchar,
            sheet varchar, row bigint, scope varchar, {columns})""")
    return con


def add(con: duckdb.DuckDBPyConnection, layout: str, **values: Any) -> None:
    """One row of a layout as landing leaves it; the row number counts on."""
    count = con.execute(f"select count(*) from landing.{layout}").fetchall()[0][0]
    source = load_layouts()[layout][0].source
    base = {
        "month": MONTH.key,
        "source": source,
        "layout": layout,
        "path": f"2026-10/{source}/a.xlsx",
        "row": count + 2,
    }
    row = base | values
    names = ", ".join(f'"{c}"' for c in row)
    marks = ", ".join("?" for _ in row)
    con.execute(f"insert into landing.{layout} ({names}) values ({marks})", list(row.values()))


def standardize(con: duckdb.DuckDBPyConnection) -> None:
    """Run the floor, which reads and writes nothing but the connection."""
    build(con, run_of(Path("nowhere"), MONTH.key))


def records(con: duckdb.DuckDBPyConnection, columns: str, where: str = "true") -> list[tuple]:
    """Columns of standard.person_record, in the order of path, row and role."""
    return con.execute(
        f"select {columns} from standard.person_record where {where} order by layout, path, row, role desc"
    ).fetchall()


def issues(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    """(field, kind, original, stored) of standard.value_issue."""
    return con.execute(
        "select field, kind, original, stored from standard.value_issue order by field, kind, original"
    ).fetchall()
