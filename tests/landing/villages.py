"""Registers of villages delivered file by file, and what the landing floor says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from tests.landing.files import put, text

A, B, C = "421126100001", "421126100002", "421126100003"
POLICE = ["户号", "姓名", "公民身份号码", "户籍地址", "户籍地编码"]


def police(village: str, count: int, first: int = 0) -> list[list[str]]:
    return [["1", f"人{i}", str(i), "某村", village] for i in range(first, first + count)]


def deliver(raw: Path, path: str, rows: Sequence[Sequence[str]], header: Sequence[str] = POLICE) -> None:
    put(raw, path, text([header, *rows]))


def scopes(con: duckdb.DuckDBPyConnection, layout: str) -> dict[tuple[str, str], int]:
    """Rows in force by scope and month of delivery."""
    sql = f"select scope, month, count(*) from landing.{layout} group by all order by all"
    return {(scope, month): n for scope, month, n in con.execute(sql).fetchall()}


def files(con: duckdb.DuckDBPyConnection, columns: str = "path, sheet, status") -> list[tuple]:
    return con.execute(f"select {columns} from landing.source_file order by path, sheet").fetchall()
