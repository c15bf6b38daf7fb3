"""Rows per second of landing and of the bare readers: `python -m benchmarks.landing --rows 200000`.

Landing's figure is a whole file from bytes to Parquet and account: finding encoding, delimiter and header, mapping,
rows that are form, rejects. The bare reader only reads all cells of the same file. Every figure is the best of three
in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from assets.landing.pool import WORKERS, parse_all
from assets.registry.rules import LandingRules
from benchmarks.landing import bare, files
from benchmarks.landing.measure import alone, parse, task
from benchmarks.markdown import say, table
from pipelines.settings import PROJECT

FORMAT = "form, rows, s, rows/s, bare reader, its rows/s, ratio"
XLS_ROWS = 60_000  # the form ends at 65,536
POOL_FILES = 8

Write = Callable[[Path, int], None]
Read = Callable[[Path], int]


@dataclass(frozen=True)
class Subject:
    """A form: its file, how many rows it holds, and the bare reader it is measured against."""

    form: str
    file: Path
    rows: int
    reader: str
    read: Read


def subjects(folder: Path, rows: int) -> list[Subject]:
    """The files, written on the spot."""
    gbk_writer, gbk_reader = partial(files.write_csv, encoding="gb18030"), partial(bare.arrow, encoding="gb18030")
    plan: list[tuple[str, str, int, Write, str, Read]] = [
        ("xlsx", "a.xlsx", rows, files.write_xlsx, "python-calamine", bare.calamine),
        ("xls", "a.xls", min(rows, XLS_ROWS), files.write_xls, "python-calamine", bare.calamine),
        ("csv UTF-8", "a.csv", rows, files.write_csv, "pyarrow.csv", bare.arrow),
        ("csv UTF-8", "b.csv", rows, files.write_csv, "DuckDB to Parquet", bare.duckdb_parquet),
        ("csv UTF-8", "c.csv", rows, files.write_csv, "csv module", bare.csv_module),
        ("csv GB18030", "e.csv", rows, gbk_writer, "pyarrow.csv", gbk_reader),
        ("csv GB18030", "f.csv", rows, gbk_writer, "csv module", partial(bare.csv_module, encoding="gb18030")),
        ("web page named .xls", "page.xls", rows, files.write_page, "lxml", bare.page),
        ("zip of 2 csv", "d.zip", rows, files.write_zip, "zipfile, pyarrow.csv", bare.arrow_unzipped),
    ]
    found = []
    for form, name, count, write, reader, read in plan:
        write(folder / name, count)
        found.append(Subject(form, folder / name, count, reader, read))
    return found


def line(subject: Subject) -> list[Any]:
    """One line of the table."""
    ours, theirs = alone(parse, subject.file), alone(subject.read, subject.file)
    speeds = round(subject.rows / ours), round(subject.rows / theirs)
    return [subject.form, subject.rows, f"{ours:.2f}", speeds[0], subject.reader, speeds[1], f"{theirs / ours:.2f}"]


def pool_line(file: Path, rows: int) -> str:
    """Landing of several workbooks in its pool, beside the bare reader in the same pool."""
    rules = LandingRules(workers=os.cpu_count() or 1)
    warm = [task(file.with_name(f"warm {number}.xlsx")) for number in range(rules.workers)]
    copies = [file.with_name(f"{number}.xlsx") for number in range(POOL_FILES)]
    for copy in (*copies, *(given.file for given in warm)):
        shutil.copy(file, copy)
    parse_all(warm, rules)  # every worker is started and has everything imported
    with WORKERS.pool(rules.workers, int(rules.worker_memory)) as pool:
        started = time.perf_counter()
        list(pool.map(bare.calamine, copies).result())
        theirs = POOL_FILES * rows / (time.perf_counter() - started)
    started = time.perf_counter()
    parse_all([task(copy) for copy in copies], rules)
    ours = POOL_FILES * rows / (time.perf_counter() - started)
    return (
        f"Pool of {rules.workers}, {POOL_FILES} xlsx of {rows:,} rows each: {ours:,.0f} rows/s; "
        f"python-calamine in the same pool: {theirs:,.0f} rows/s; ratio {ours / theirs:.2f}"
    )


def main() -> None:
    """Make the files, print the table and the line for the pool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    folder = PROJECT / "build" / "bench-landing"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found = subjects(folder, rows)
    table(FORMAT, map(line, found))
    workbook = found[0]
    say(pool_line(workbook.file, workbook.rows))


if __name__ == "__main__":
    main()
