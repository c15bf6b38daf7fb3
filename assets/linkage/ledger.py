"""The ledger of decisions: what people said of two records, entered once and never changed.

One Parquet file per entry in `work/decisions/`, numbered; it belongs to no month, so that it outlives every replay.
A decision names its records by (source, source_record_key), which stay from month to month; a later row can withdraw
what was decided of a pair, and nothing is ever removed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.registry.run import Workspace
from assets.registry.tables import load_fields

COLUMNS = (
    "entry", "decision_id", "decision", "source_a", "source_record_key_a", "source_b", "source_record_key_b",
    "basis", "checker", "reviewer", "decided_on",
)  # fmt: skip


Key = tuple[str, str]
"""source, source_record_key"""


@dataclass(frozen=True)
class Decision:
    """One decision on two records; `decision` is a code of link_decision. The lesser record comes first."""

    decision: str
    source_a: str
    source_record_key_a: str
    source_b: str
    source_record_key_b: str
    basis: str
    checker: str
    reviewer: str | None
    decided_on: dt.date

    @property
    def decision_id(self) -> str:
        """D and 11 hexadecimal digits of the content: the same row handed in twice is one decision."""
        text = "\x1f".join(str(value) for value in asdict(self).values())
        return "D" + hashlib.sha256(text.encode()).hexdigest()[:11].upper()


class LedgerBusyError(Exception):
    """Somebody else entered decisions at the same moment."""


def folder(workspace: Workspace) -> Path:
    """Where the ledger's files stand."""
    return workspace.work / "decisions"


def enter(workspace: Workspace, decisions: Sequence[Decision]) -> int:
    """Append those that the ledger does not hold yet, as one file; how many. Raises LedgerBusyError.

    The file's number is taken before the others are read: what somebody enters from then on takes it too.
    """
    file = folder(workspace) / f"{len(_files(workspace)) + 1:06d}.parquet"
    with duckdb.connect() as con:
        load(con, workspace, "held")
        held = {name for (name,) in con.execute("select decision_id from held").fetchall()}
        entries = con.execute("select coalesce(max(entry), 0) from held").fetchall()[0][0]
    new = list({d.decision_id: d for d in decisions if d.decision_id not in held}.values())
    if new:
        rows = [{"entry": n, "decision_id": d.decision_id, **asdict(d)} for n, d in enumerate(new, start=entries + 1)]
        _write(file, rows)
    return len(new)


def known(workspace: Workspace, keys: Collection[Key]) -> set[Key]:
    """Those of `keys` (source, source_record_key) that were ever linked, published or not."""
    with duckdb.connect() as con:
        con.execute("create table asked (source varchar, source_record_key varchar)")
        if keys:
            con.executemany("insert into asked values (?, ?)", [list(key) for key in sorted(keys)])
        found: set[Key] = set()
        for linked in _linked(con, workspace):
            found |= set(
                con.execute(f"select * from asked semi join {linked} using (source, source_record_key)").fetchall()
            )
    return found


def _linked(con: duckdb.DuckDBPyConnection, workspace: Workspace) -> Iterator[str]:
    """The newest state and the newest working database, as tables that have the keys."""
    for file in sorted((workspace.work / "state").glob("*/membership.parquet"))[-1:]:
        con.execute("create temp table stored as select * from read_parquet(?)", [str(file)])
        yield "stored"
    for file in sorted((workspace.work / "months").glob("*.duckdb"))[-1:]:
        quoted = str(file).replace("'", "''")
        con.execute(f"attach '{quoted}' as month (read_only)")
        made = "from duckdb_views() where database_name = 'month' and schema_name = 'linkage' and view_name = 'record'"
        if con.execute(made).fetchall():
            yield "month.linkage.record"


def load(con: duckdb.DuckDBPyConnection, workspace: Workspace, table: str) -> None:
    """Make `table` with every decision ever entered, columns `COLUMNS`; empty where there is none."""
    typed = ", ".join(f"{column} {load_fields()[column].type}" for column in COLUMNS)
    con.execute(f"create or replace table {table} ({typed})")
    if files := [str(file) for file in _files(workspace)]:
        con.execute(f"insert into {table} by name select * from read_parquet(?)", [files])


def _files(workspace: Workspace) -> list[Path]:
    return sorted(folder(workspace).glob("*.parquet"))


def _write(file: Path, rows: list[dict[str, object]]) -> None:
    """Aside first; the link to the file's number fails where another process took it."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = file.parent / f".{os.getpid()}.aside"
    pq.write_table(pa.Table.from_pylist(rows, schema=_schema()), aside)
    try:
        os.link(aside, file)
    except FileExistsError:
        raise LedgerBusyError("decisions were being entered by somebody else: hand the file in again") from None
    finally:
        aside.unlink()


def _schema() -> pa.Schema:
    types = {"entry": pa.int32(), "decided_on": pa.date32()}
    return pa.schema([(column, types.get(column, pa.string())) for column in COLUMNS])
