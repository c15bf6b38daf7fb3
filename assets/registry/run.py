"""What every step of a month is given: the month, the folders, the rules, and the state it builds on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.registry.month import Month
from assets.registry.rules import Rules


@dataclass(frozen=True)
class Workspace:
    """The two folders of a county: the drop folder and the warehouse (warehouse.md, Files).

    `secrets` is its private file of passwords (assets.registry.secret_file), None where it has none.
    """

    raw: Path
    warehouse: Path
    secrets: Path | None = None

    @property
    def work(self) -> Path:
        """Working state, the pipeline's alone (0700)."""
        return self.warehouse / "work"

    @property
    def parsed(self) -> Path:
        """Typed Parquet per delivered file and sheet, keyed by content."""
        return self.work / "parsed"

    def database(self, month: Month) -> Path:
        """The working database of one month: one schema per floor."""
        return self.work / "months" / f"{month}.duckdb"

    def state(self, month: Month) -> Path:
        """What the next month builds on, one Parquet file per table."""
        return self.work / "state" / str(month)

    def published(self, month: Month) -> Path:
        """The published month."""
        return self.warehouse / "published" / str(month)

    def state_before(self, month: Month) -> Month | None:
        """The newest month before this one that left a state, or None."""
        folder = self.work / "state"
        names = [p.name for p in folder.iterdir() if p.is_dir()] if folder.is_dir() else []
        earlier = sorted(n for n in names if len(n) == 7 and n < month.key)
        return Month(earlier[-1]) if earlier else None


@dataclass(frozen=True)
class Run:
    """One month's run. `previous` is the month whose stored state it builds on."""

    month: Month
    workspace: Workspace
    rules: Rules
    previous: Month | None = None

    def load_previous(self, con: duckdb.DuckDBPyConnection, table: str, ddl: str) -> str:
        """Make `previous.<table>` from last month's state, or empty with columns `ddl`; return its name.

        A stored file of an older release may lack columns, which come out NULL, or have some that are gone by now.
        """
        con.execute("create schema if not exists previous")
        con.execute(f"create or replace table previous.{table} ({ddl})")
        stored = self._stored(table)
        if stored is not None:
            wanted = con.execute(f"select column_name from (describe previous.{table})").fetchall()
            found = con.execute("select column_name from (describe from read_parquet(?))", [stored]).fetchall()
            columns = ", ".join(f'"{name}"' for (name,) in wanted if (name,) in found)
            con.execute(f"insert into previous.{table} by name select {columns} from read_parquet(?)", [stored])
        return f"previous.{table}"

    def see_previous(self, con: duckdb.DuckDBPyConnection, table: str, ddl: str) -> None:
        """Make `previous.<table>` a view of last month's file, or an empty table; `line` numbers its rows.

        For a large table, whose columns no release changed, of which a month asks for few columns or few rows.
        """
        con.execute("create schema if not exists previous")
        drop(con, "previous", table)
        stored = self._stored(table)
        if stored is None:
            con.execute(f"create table previous.{table} ({ddl}, line bigint)")
        else:
            file = stored.replace("'", "''")
            con.execute(f"""
                create view previous.{table} as
                select * rename (file_row_number as line) from read_parquet('{file}', file_row_number = true)
            """)

    def _stored(self, table: str) -> str | None:
        file = self.workspace.state(self.previous) / f"{table}.parquet" if self.previous else None
        return str(file) if file is not None and file.is_file() else None


def drop(con: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    """Drop a view, or a table that stands in its place."""
    for kind, known in (("view", "duckdb_views()"), ("table", "duckdb_tables()")):
        here = f"database_name = current_database() and schema_name = ? and {kind}_name = ?"
        if con.execute(f"from {known} where {here}", [schema, name]).fetchall():
            con.execute(f"drop {kind} {schema}.{name}")
