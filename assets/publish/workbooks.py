"""One workbook per village with its 户主姓名底册, ready to print."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import re
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import duckdb
import xlsxwriter

from assets.publish.books import Edition, Village, read_edition, read_villages
from assets.publish.sheets import write_indicators, write_roll, write_summary
from assets.publish.styles import Styles
from assets.quality.acceptance import Acceptance
from assets.registry.run import Run

# From so many households on, starting processes costs less than it saves.
PARALLEL_FROM = 12_000
CHUNK = 8
FORBIDDEN = re.compile(r'[\\/:*?"<>|\s]')


def write_workbooks(con: duckdb.DuckDBPyConnection, run: Run, acceptance: Acceptance, folder: Path) -> int:
    """Write `<12 digits>_<village>_户主姓名底册.xlsx` for every village into a new folder; returns how many."""
    folder.mkdir()
    villages = read_villages(con)
    write = partial(write_workbook, folder, read_edition(con, run, acceptance))
    workers = run.rules.landing.workers or os.cpu_count() or 1
    if workers == 1 or sum(len(village.roll) for village in villages) < PARALLEL_FROM:
        for village in villages:
            write(village)
    else:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            list(pool.map(write, villages, chunksize=CHUNK))
    return len(villages)


def write_workbook(folder: Path, edition: Edition, village: Village) -> None:
    """Write one village's workbook; the same rows give the same bytes."""
    name = FORBIDDEN.sub("", village.name)
    book = xlsxwriter.Workbook(str(folder / f"{village.region}_{name}_户主姓名底册.xlsx"))
    moment = dt.datetime.fromisoformat(f"{edition.month}-01")
    book.set_properties({"title": f"{village.name}户主姓名底册", "author": "renpu", "created": moment})
    styles = Styles(book)
    write_roll(book, styles, edition, village)
    write_summary(book, styles, edition, village, "分村(居)人口汇总表", village.summary)
    write_summary(book, styles, edition, village, "分小组人口汇总表", village.groups)
    write_indicators(book, styles, edition, village)
    book.close()
