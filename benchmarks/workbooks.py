"""What the workbooks of a month cost: `python -m benchmarks.workbooks DATABASE MONTH` on a month's working database.

The database (`data/warehouse/work/months/<month>.duckdb`) is read, and the workbooks go into a folder that is deleted.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from pathlib import Path

import duckdb

from assets.publish.views import write_code_list
from assets.publish.workbooks import write_workbooks
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from benchmarks.markdown import table


def main() -> None:
    """Copy the database, write the workbooks, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("month")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(arguments.database, Path(folder) / "month.duckdb")
        with duckdb.connect(copy) as con:
            con.execute("set memory_limit = '2GB'")
            _measure(con, arguments.month, Path(folder))


def _measure(con: duckdb.DuckDBPyConnection, month: str, folder: Path) -> None:
    write_code_list(con)
    run = Run(Month(month), Workspace(folder / "raw", folder / "warehouse"), Rules())
    started, cpu = time.monotonic(), _cpu()
    villages = write_workbooks(con, run, "accepted", folder / "workbooks")
    wall, cpu = time.monotonic() - started, _cpu() - cpu
    files = [file.stat().st_size for file in (folder / "workbooks").rglob("*.xlsx")]
    listed = "select count(distinct (person_id, region)) from roster.person_place where length(region) = 12"
    persons = con.execute(f"{listed} and category is not null").fetchall()[0][0]
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    peak = " / ".join(f"{resource.getrusage(kind).ru_maxrss / 1024:,.0f}" for kind in kinds)
    heads = "persons listed, villages, workbooks, MB, wall s, CPU s, persons per CPU s, peak MB (own / a worker's)"
    speed, size = round(persons / cpu), sum(files) // 1_000_000
    table(heads, [[persons, villages, len(files), size, f"{wall:.1f}", f"{cpu:.1f}", speed, peak]])


def _cpu() -> float:
    """Seconds of this process and those that it started and that have ended."""
    usages = [resource.getrusage(kind) for kind in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    main()
