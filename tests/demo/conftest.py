"""A county small enough to be made for the tests, and its rows read back from the files without `assets`."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from demo.__main__ import run
from tests.demo.readers import Rows, read


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
                    found |= read(f"{path}!{name}", archive.read(name))
        else:
            found |= read(path, file.read_bytes())
    return found
