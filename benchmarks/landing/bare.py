"""The bare readers: all cells of a file are read, nothing is understood and nothing kept."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv
import python_calamine
from lxml import etree

from benchmarks.landing.files import HEADER

BLOCK = 8 << 20


def calamine(file: Path) -> int:
    """Rows of a workbook as Python objects."""
    sheet = python_calamine.load_workbook(str(file)).get_sheet_by_index(0)
    return sum(1 for _ in sheet.iter_rows())


def arrow(source: Path | pa.BufferReader, encoding: str = "utf8") -> int:
    """Rows of a text in Arrow columns, in one thread."""
    read = pyarrow.csv.ReadOptions(use_threads=False, encoding=encoding, block_size=BLOCK)
    convert = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(HEADER, pa.string()))
    return sum(len(batch) for batch in pyarrow.csv.open_csv(source, read, convert_options=convert))


def csv_module(file: Path, encoding: str = "utf-8") -> int:
    """Rows of a text as Python objects."""
    with file.open(encoding=encoding, newline="") as handle:
        return sum(1 for _ in csv.reader(handle))


def arrow_unzipped(file: Path) -> int:
    """The same of a zip's members."""
    with zipfile.ZipFile(file) as package:
        return sum(arrow(pa.BufferReader(package.read(name))) for name in package.namelist())


def duckdb_parquet(file: Path) -> int:
    """A text through DuckDB into Parquet, in one thread."""
    with duckdb.connect(config={"threads": 1}) as con:
        target = file.with_suffix(".duckdb.parquet")
        copy = f"copy (from read_csv(?, all_varchar = true, header = true)) to '{target}'"
        return int(con.execute(copy, [str(file)]).fetchall()[0][0])


def page(file: Path) -> int:
    """Rows of a web page, through lxml's tree."""
    return sum(1 for _ in etree.parse(str(file), etree.HTMLParser(huge_tree=True)).iter("tr"))
