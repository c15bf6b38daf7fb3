"""The truth behind the deliveries: who every row speaks of, and where everybody belongs each month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

TAGS = (
    "twin",
    "homonym_same_day",
    "father_son_one_address",
    "newborn_no_id",
    "renamed",
    "two_numbers",
    "id_missing",
    "id_wrong",
    "id_truncated",
    "id_fifteen",
    "id_written_oddly",
    "borrowed_number",
    "shared_number",
    "name_sound",
    "name_look",
    "name_traditional",
    "name_rare",
    "name_nick",
    "name_former",
    "name_unnamed",
    "birth_conflict",
    "address_stale",
    "twice",
    "dead_listed",
    "phone_shared",
)


def bit(tag: str) -> int:
    """The bit of a stratum tag."""
    return 1 << TAGS.index(tag)


def person_key(pids: NDArray[Any]) -> NDArray[Any]:
    """Names of true persons: P and eight digits."""
    return "P" + np.char.zfill(np.asarray(pids).astype(str), 8).astype(object)


def strata(bits: NDArray[Any]) -> pa.Array:
    """Bits to lists of tags, each distinct combination spelt out once."""
    distinct, inverse = np.unique(bits, return_inverse=True)
    lists = [[t for i, t in enumerate(TAGS) if int(b) >> i & 1] for b in distinct]
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(inverse))


def write_records(records: list[pd.DataFrame], target: Path) -> int:
    """`record.parquet`: month, path, sheet, row, role, true_person, strata. Returns the number of rows."""
    frame = pd.concat(records, ignore_index=True).sort_values(["month", "path", "sheet", "row", "role"], kind="stable")
    table = pa.table(
        {
            "month": pa.array(frame["month"], pa.string()),
            "path": pa.array(frame["path"], pa.string()),
            "sheet": pa.array(frame["sheet"], pa.string(), from_pandas=True),
            "row": pa.array(frame["row"], pa.int64()),
            "role": pa.array(frame["role"], pa.string()),
            "true_person": pa.array(person_key(frame["pid"].to_numpy()), pa.string()),
            "strata": strata(frame["tags"].to_numpy(dtype=np.int64)),
        }
    )
    pq.write_table(table, target)
    return len(frame)
