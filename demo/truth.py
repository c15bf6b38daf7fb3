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
    "gate_only",
    "foreign",
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


_PLACE = ["month", "path", "sheet", "row"]


def _table(frame: pd.DataFrame) -> dict[str, pa.Array]:
    """Place, person and strata of the rows."""
    return {
        "month": pa.array(frame["month"], pa.string()),
        "path": pa.array(frame["path"], pa.string()),
        "sheet": pa.array(frame["sheet"], pa.string(), from_pandas=True),
        "row": pa.array(frame["row"], pa.int64()),
        "true_person": pa.array(person_key(frame["pid"].to_numpy()), pa.string()),
        "strata": strata(frame["tags"].to_numpy(dtype=np.int64)),
    }


def write_records(records: list[pd.DataFrame], target: Path) -> int:
    """`record.parquet`: month, path, sheet, row, true_person, strata, role, pending. Returns the number of rows.

    Pending rows (self-declarations nobody has reviewed) are no evidence for anything.
    """
    frame = pd.concat(records, ignore_index=True).sort_values([*_PLACE, "role"], kind="stable")
    more = {"role": pa.array(frame["role"], pa.string()), "pending": pa.array(frame["pending"], pa.bool_())}
    pq.write_table(pa.table(_table(frame) | more), target)
    return len(frame)


def write_presence(rows: list[pd.DataFrame], target: Path) -> None:
    """`presence.parquet`: month, path, sheet, row, true_person, strata of the rows written at gates."""
    frame = pd.concat(rows, ignore_index=True).sort_values(_PLACE, kind="stable")
    pq.write_table(pa.table(_table(frame)), target)
