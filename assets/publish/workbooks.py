"""The workbooks of a month: of every village 一套表 and 户籍核对本, of every tract 一套表 with its 交接单.

    workbooks/<village>/<village>_一套表.xlsx
    workbooks/<village>/<village>_户籍核对本.xlsx
    workbooks/<village>/普查小区/<tract>_一套表.xlsx

where <village> is its 12 digits and its name. No name of a person stands in a path.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import duckdb

from assets.publish.books import Area, Edition, Village, read_edition, read_villages
from assets.publish.cells import Book
from assets.publish.files import file_name
from assets.publish.nine_tables import write_nine_tables
from assets.publish.police_book import TITLE, write_police_book
from assets.publish.pool import write_each
from assets.publish.reading import clear, prepare
from assets.quality.acceptance import Acceptance
from assets.registry.run import Run

# From so many persons listed on, starting processes costs less than it saves.
PARALLEL_FROM = 8_000
TRACTS = "普查小区"


def write_workbooks(con: duckdb.DuckDBPyConnection, run: Run, acceptance: Acceptance, folder: Path) -> int:
    """Write the workbooks of every village into a new folder, after `write_code_list`; returns of how many villages."""
    folder.mkdir()
    prepare(con)
    write = partial(write_village, folder, read_edition(con, run, acceptance))
    listed = con.execute("select count(*) from publish._person").fetchall()[0][0]
    written = write_each(write, read_villages(con), run.rules, parallel=listed >= PARALLEL_FROM)
    clear(con)
    return written


def write_village(folder: Path, edition: Edition, village: Village) -> None:
    """Write one village's workbooks; the same rows give the same bytes."""
    own = folder / f"{village.region}_{file_name(village.name)}"
    (own / TRACTS).mkdir(parents=True)
    created = dt.date.fromisoformat(f"{edition.month}-01")
    _nine_tables(own / f"{own.name}_一套表.xlsx", edition, village.whole(), created)
    with Book(own / f"{own.name}_{TITLE}.xlsx", f"{village.name}{TITLE}", created) as book:
        write_police_book(book, edition, village)
    for area in village.tracts():
        _nine_tables(own / TRACTS / f"{file_name(area.tract or '')}_一套表.xlsx", edition, area, created)


def _nine_tables(file: Path, edition: Edition, area: Area, created: dt.date) -> None:
    with Book(file, f"{area.title}一套表", created) as book:
        write_nine_tables(book, edition, area)
