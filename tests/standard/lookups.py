"""Running one lookup of the floor over a few texts."""

from collections.abc import Callable, Iterable

import duckdb


def texts(con: duckdb.DuckDBPyConnection, raw: Iterable[str]) -> str:
    """A temp table `given` (raw) of distinct texts; returns its name."""
    con.execute("create or replace temp table given (raw varchar)")
    rows = [[text] for text in dict.fromkeys(raw)]
    if rows:
        con.executemany("insert into given values (?)", rows)
    return "given"


def look_up(
    con: duckdb.DuckDBPyConnection, build: Callable[[str], None], table: str, columns: str, raw: Iterable[str]
) -> dict[str, tuple]:
    """Text -> the columns of the lookup table that `build` makes of the texts."""
    build(texts(con, raw))
    return {row[0]: row[1:] for row in con.execute(f"select raw, {columns} from {table}").fetchall()}
