"""A county small enough to be made for the tests, and its rows read back from the files without `assets`."""

import csv
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from demo.__main__ import run

Rows = dict[tuple[str, str | None], dict[int, list[str]]]


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("county")
    run(300, 3, 7, "2026-08", folder)
    return folder


@pytest.fixture(scope="session")
def records(county: Path) -> pd.DataFrame:
    return pd.read_parquet(county / "demo" / "truth" / "record.parquet")


@pytest.fixture(scope="session")
def presence(county: Path) -> pd.DataFrame:
    return pd.read_parquet(county / "demo" / "truth" / "presence.parquet")


@pytest.fixture(scope="session")
def persons(county: Path) -> pd.DataFrame:
    return pd.read_parquet(county / "demo" / "truth" / "person.parquet")


@pytest.fixture(scope="session")
def delivered(county: Path) -> Rows:
    found: Rows = {}
    raw = county / "raw"
    files = (p for p in raw.rglob("*") if p.is_file() and "reference" not in p.parts and p.suffix != ".geojson")
    for file in sorted(files):
        path = file.relative_to(raw).as_posix()
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    found |= _file(f"{path}!{name}", archive.read(name))
        else:
            found |= _file(path, file.read_bytes())
    return found


def _file(path: str, data: bytes) -> Rows:
    if path.endswith((".csv", ".txt")):
        return {(path, None): _text(data, "\t" if path.endswith(".txt") else ",")}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets: Rows = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[path, name] = {i + 1: [str(v) for v in row] for i, row in enumerate(rows)}
    return sheets


def _text(data: bytes, delimiter: str) -> dict[int, list[str]]:
    encoding = "utf-16" if data[:2] == b"\xff\xfe" else "utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else "gb18030"
    reader = csv.reader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter)
    rows, start = {}, 1
    for row in reader:
        rows[start] = row
        start = reader.line_num + 1
    return rows
