"""The tables of the account: files and sheets, rejected rows, and what the next month needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from assets.landing.account import SKIPS
from assets.landing.delivery import Sheet
from assets.landing.manifest import REFERENCE
from assets.landing.store import rejects_name
from assets.registry.run import Run
from assets.registry.sources import load_later_sources
from assets.registry.tables import create, load_tables

BY_PATH = "neither is dated, the path decided"
"""What is told where one of two files that speak of the same came to stand by its path alone."""

SOURCE_FILE = """
    insert into landing.source_file by name
    with counted as (
        select s.path, s.sheet, coalesce(sum(f.rows), 0)::bigint as in_force,
            any_value(s.accepted) - in_force as superseded
        from landing._sheet s left join landing._in_force f using (sheet_id)
        group by all
    ),
    winner as (
        select s.path, s.sheet, count(distinct w.path) - 1 as others, max_by(w.path, w.rank) as later,
            bool_or(s.undated and w.undated and s.month = w.month) as by_path
        from landing._delivered d
        join landing._sheet s using (sheet_id)
        join landing._in_force f on f.layout = d.layout and f.scope = d.scope and f.sheet_id <> d.sheet_id
        join landing._sheet w on w.sheet_id = f.sheet_id
        where d.register and not exists (
            from landing._in_force i where i.sheet_id = d.sheet_id and i.key is not distinct from d.key
        )
        group by all
    )
    select a.* exclude (place, rejects, status, message),
        coalesce(c.in_force, if(a.source = $reference, a.accepted, 0)) as in_force,
        coalesce(c.superseded, 0) as superseded,
        if(c.in_force is null and a.source <> $reference, a.accepted, 0) as repeated,
        if(c.superseded > 0 and c.in_force = 0, 'superseded', a.status) as status,
        nullif(concat_ws('; ', nullif(a.message, ''),
            if(c.superseded > 0, c.superseded || ' rows superseded by a later file of their scope'
                || coalesce(': ' || w.later || if(w.others > 0, ' and ' || w.others || ' more', ''), '')
                || if(w.by_path, $by_path, ''), null)), '') as message
    from _account a
    left join counted c on c.path = a.path and c.sheet is not distinct from a.sheet
    left join winner w on w.path = a.path and w.sheet is not distinct from a.sheet
    order by a.path, a.place
"""

DELIVERY = """
    insert into landing.landing_delivery by name
    select s.month, s.source, s.layout, s.path, s.sheet, s.parsed, sum(f.rows) as in_force
    from landing._sheet s join landing._in_force f using (sheet_id)
    group by s.sheet_id, s.month, s.source, s.layout, s.path, s.sheet, s.parsed
    order by s.sheet_id
"""

REJECTED = """
    insert into landing.rejected_record by name
    select a.source, a.path, a.sheet, r.row, r.reason, r.raw
    from read_parquet(?, filename = true) r join _account a on a.rejects = r.filename
    order by a.path, a.place, r.row
"""


def write_account(con: duckdb.DuckDBPyConnection, run: Run, arrived: Sequence[Sheet], repeats: set[str]) -> None:
    """Write the tables of the account for the sheets that `arrived`; `repeats` are files taken from another file."""
    for table in ("source_file", "rejected_record", "landing_delivery"):
        for statement in create(load_tables()[table], "landing"):
            con.execute(statement)
    account = _account(run.workspace.parsed, arrived, repeats)
    con.register("_account", account)
    con.execute(SOURCE_FILE, {"reference": REFERENCE, "by_path": f" ({BY_PATH})"})
    con.execute(DELIVERY)
    rejects = [r for r in account["rejects"].to_pylist() if r]
    if rejects:
        con.execute(REJECTED, [sorted(set(rejects))])
    con.unregister("_account")


def _account(parsed: Path, sheets: Sequence[Sheet], repeats: set[str]) -> pa.Table:
    rows = [_row(parsed, place, sheet, repeats) for place, sheet in enumerate(sheets)]
    return pa.Table.from_pylist(rows, schema=ACCOUNT)


def _row(parsed: Path, place: int, sheet: Sheet, repeats: set[str]) -> dict[str, object]:
    account = sheet.account
    repeated = sheet.path in repeats and account.status == "read"
    rejects = str(parsed / sheet.parsed / rejects_name(account.number or 0)) if account.rejected else None
    return {
        "place": place,
        "month": sheet.month,
        "source": sheet.source,
        "path": sheet.path,
        "sha256": sheet.sha256,
        "rejects": rejects,
        "status": "duplicate" if repeated else account.status,
        **{name: getattr(account, name) for name in PLAIN},
        **{f"skipped_{reason}": account.skips.get(reason, 0) for reason in SKIPS},
        "message": account.message or _unread_because(sheet),
    }


def _unread_because(sheet: Sheet) -> str:
    if sheet.account.status != "not_read":
        return ""
    if sheet.source in load_later_sources():
        return "a source that a later release reads"
    return "not used" if sheet.source == REFERENCE else "no source has the name of this folder"


PLAIN = ("layout", "sheet", "encoding", "header_row", "rows", "accepted", "rejected", "skipped", "message")
REASONS = tuple(f"skipped_{reason}" for reason in SKIPS)
NUMBERS = {"place", "header_row", "rows", "accepted", "rejected", "skipped", *REASONS}
ACCOUNT = pa.schema(
    [
        (name, pa.int64() if name in NUMBERS else pa.string())
        for name in ("place", "month", "source", "path", "sha256", "rejects", "status", *PLAIN, *REASONS)
    ]
)
