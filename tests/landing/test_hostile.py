"""Hostile files through the landing step: each costs at most itself, with one clear line, and the others go on."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.landing.conftest import Build
from tests.landing.files import put, text
from tests.landing.hostile import FILES, ROWS, SECRET, Hostile

FOLDER = "2026-10/education_staff"
LAYOUT = "education_staff"
MESSAGE_LENGTH = 400


def deliver(raw: Path, hostile: list[Hostile]) -> None:
    put(raw, f"{FOLDER}/good.csv", text(ROWS))
    for given in hostile:
        given.deliver(raw / FOLDER, given.name)


def check(con: duckdb.DuckDBPyConnection, hostile: Hostile) -> None:
    """The account of one file, whatever else was delivered."""
    sql = "select status, accepted, message from landing.source_file where path = $1 or starts_with(path, $1 || '!')"
    sheets = con.execute(sql, [f"{FOLDER}/{hostile.name}"]).fetchall()
    assert {status for status, _, _ in sheets} == set(hostile.status.split())
    assert sum(accepted for _, accepted, _ in sheets) == hostile.accepted
    messages = [message or "" for _, _, message in sheets]
    assert any(hostile.words in message for message in messages)
    assert all("\n" not in message and len(message) < MESSAGE_LENGTH and SECRET not in message for message in messages)


def check_rest(con: duckdb.DuckDBPyConnection, raw: Path) -> None:
    """What holds whatever was delivered."""
    good = con.execute("select status, accepted from landing.source_file where path like '%/good.csv'").fetchall()
    assert good == [("read", 2)]
    sql = "select path from landing.source_file where rows <> accepted + rejected + skipped"
    assert con.execute(sql).fetchall() == []
    assert con.execute("select path, sheet from landing.source_file group by all having count(*) > 1").fetchall() == []
    cells = con.execute(f"select columns(*)::varchar from landing.{LAYOUT}").fetchall()
    assert not any(SECRET in str(cell) for row in cells for cell in row)
    assert not [*raw.parent.rglob("climbed.csv"), *Path("/").glob("climbed.csv")]


@pytest.mark.parametrize("hostile", FILES, ids=lambda h: ascii(h.name))
def test_a_hostile_file(land: Build, raw: Path, hostile: Hostile) -> None:
    deliver(raw, [hostile])
    con = land("2026-10")
    check(con, hostile)
    check_rest(con, raw)


def test_all_hostile_files_in_one_month(land: Build, raw: Path) -> None:
    deliver(raw, FILES)
    con = land("2026-10")
    for hostile in FILES:
        check(con, hostile)
    check_rest(con, raw)
