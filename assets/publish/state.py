"""What the next month builds on: one Parquet file per table that the registry marks as state."""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.linkage import kept
from assets.registry.tables import load_tables


def write_state(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write `<table>.parquet` of every state table, and what the linkage keeps (decision 56), into a new folder."""
    folder.mkdir(parents=True, mode=0o700)
    for spec in load_tables().values():
        if spec.state:
            order = ", ".join(f'"{column}"' for column in spec.key) or "all"
            file = str(folder / f"{spec.table}.parquet").replace("'", "''")
            con.execute(
                f"copy (select * from {spec.floor}.{spec.table} order by {order}) to '{file}' "
                "(format parquet, compression zstd)"
            )
    kept.write(con, folder)
