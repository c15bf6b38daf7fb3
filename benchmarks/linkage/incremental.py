"""What a month costs in which few records changed, against linking the same month in full, and whether both agree."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

from assets.linkage import kept
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.tables import load_tables
from benchmarks.linkage import machine
from benchmarks.linkage.county import MONTH, County
from benchmarks.markdown import table

Steps = dict[str, machine.Cost]
NEXT = Month("2026-11")
CHANGED = 50
"""One source row in so many changes from one month to the next (2 %)."""

# Every row has a fate of its own: most stay, the others come, go, move or get another phone, in equal parts.
_FATE = f"""
    create table fate as
    select record_id, case when hash(of_record_id || 'changes') % {CHANGED} > 0 then 'stays'
        else ['comes', 'goes', 'moves', 'calls'][1 + (hash(of_record_id || 'how') % 4)::integer] end as fate
    from (select record_id, coalesce(of_record_id, record_id) as of_record_id from month.standard.person_record)
"""
_BEFORE = """
    create or replace table standard.person_record as
    select said.* from month.standard.person_record as said join fate using (record_id) where fate <> 'comes'
"""

# The next month's files have other paths, so all record ids are new; a source's own keys stay.
_AFTER = """
    create or replace table standard.person_record as
    with mover as (
        select record_id, lead(residence_region) over near as region, lead(residence_address) over near as address,
            lead(residence_address_key) over near as address_key
        from month.standard.person_record join fate using (record_id) where fate = 'moves'
        window near as (partition by source order by record_id))
    select said.* replace (
        md5(said.record_id) as record_id, md5(said.of_record_id) as of_record_id, $month as month,
        replace(path, $last, $month) as path,
        if(fate = 'moves', coalesce(address, residence_address), residence_address) as residence_address,
        if(fate = 'moves', coalesce(address_key, residence_address_key), residence_address_key)
            as residence_address_key,
        if(fate = 'moves', coalesce(region, residence_region), residence_region) as residence_region,
        if(fate = 'calls' and phone is not null, '19' || lpad((hash(said.record_id) % 1000000000)::varchar, 9, '0'),
            phone) as phone)
    from month.standard.person_record as said join fate using (record_id) left join mover using (record_id)
    where fate <> 'goes'
"""
_DIFFERENT = """
    with one as (select person_id, list_sort(list(record_id)) as records from linked_after group by person_id),
    other as (select person_id, list_sort(list(record_id)) as records from linkage.record group by person_id)
    select count(*) from one full join other using (records) where one.person_id is null or other.person_id is null
"""


def report(county: County) -> None:
    """Link a month, change 2 % of its rows, link the next one on what was kept and again in full; print the costs.

    In full: with last month's persons and frequencies, and nothing else of its state.
    """
    with tempfile.TemporaryDirectory() as folder, machine.opened(county) as con:
        workspace = Workspace(Path(folder) / "raw", Path(folder) / "warehouse")
        state = workspace.state(MONTH)
        con.execute(_FATE)
        con.execute(_BEFORE)
        machine.link(con, Run(MONTH, workspace, Rules()))
        keeping = machine.timed(partial(_keep_state, con, state))
        con.execute(_AFTER, {"month": NEXT.key, "last": MONTH.key})
        following = machine.link(con, Run(NEXT, workspace, Rules(), MONTH))
        con.execute("create table linked_after as select record_id, person_id from linkage.record")
        for file in state.glob("linkage_*.parquet"):
            file.unlink()
        full = machine.link(con, Run(NEXT, workspace, Rules(), MONTH))
        different = con.execute(_DIFFERENT).fetchall()[0][0]
        fates = con.execute("select fate, count(*) from fate group by fate order by 2 desc, 1").fetchall()
    _show(fates, following, full, keeping, different)


def _show(fates: list[tuple[Any, ...]], following: Steps, full: Steps, keeping: machine.Cost, different: int) -> None:
    table("rows that, number", fates)
    steps = [(name, f"{following[name].cpu:.2f}", f"{full[name].cpu:.2f}") for name in full]
    table("step, following month CPU s, the same in full CPU s", steps)
    one, other = machine.total(following.values()), machine.total(full.values())
    costs = (f"{keeping.cpu:.1f}", f"{one.wall:.1f}", f"{other.wall:.1f}", f"{one.cpu:.1f}", f"{other.cpu:.1f}")
    table(
        "writing the state CPU s, following month wall s, in full wall s, following CPU s, in full CPU s,"
        " following per full, clusters that differ",
        [(*costs, one.cpu / other.cpu, different)],
    )


def _keep_state(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """What the linkage leaves to the next month."""
    folder.mkdir(parents=True)
    made = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'linkage' and database_name = current_database()"
    ).fetchall()
    for spec in load_tables().values():
        if spec.state and (spec.table,) in made:
            con.execute(f"copy linkage.{spec.table} to '{folder / spec.table}.parquet'")
    kept.write(con, folder)
