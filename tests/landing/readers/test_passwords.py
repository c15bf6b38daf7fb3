"""Encrypted deliveries: opened with the county's passwords, else reported, and read once the password is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from assets.landing import intake
from assets.landing.account import SheetAccount, read_accounts
from assets.landing.parse import Task, parse_file
from assets.landing.work import Limits, is_done, work
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.sources import load_sources
from tests.landing.conftest import Build
from tests.landing.files import put, text, xlsx
from tests.landing.locked import aes_zip, locked_xls, locked_xlsx, locked_zip

ROWS = [["姓名", "身份证号", "学校名称"], ["张三", "1", "一中"], ["李四", "2", "一中"]]
WORD = "密码-wort-7"
LIMITS = Limits(60, 1 << 30)
FORMS: dict[str, Callable[[], bytes]] = {
    "a.xlsx": lambda: locked_xlsx(xlsx({"名册": ROWS}), WORD),
    "a.xls": lambda: locked_xls("名册", ROWS, WORD),
    "b.xls": lambda: locked_xlsx(xlsx({"名册": ROWS}), WORD),
    "a.zip": lambda: locked_zip("b.csv", text(ROWS), WORD.encode("gb18030")),
    "c.zip": lambda: aes_zip("b.xlsx", xlsx({"名册": ROWS}), WORD.encode()),
    "b.zip": lambda: locked_zip("b.xlsx", xlsx({"名册": ROWS}), WORD.encode()),
}


def task(folder: Path, name: str, content: bytes, passwords: tuple[str, ...], *, listed: bool = False) -> Task:
    source = None if listed else load_sources()["education_staff"]
    return Task(put(folder, name, content), "sha", source, folder / "parsed", "x", passwords)


def accounts(folder: Path) -> list[SheetAccount]:
    return [sheet for f in read_accounts(folder / "parsed" / "x") for sheet in f.sheets]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("passwords", [(), ("falsch-1", "falsch-2")], ids=["none", "wrong"])
def test_a_locked_file_is_reported_and_waits(tmp_path: Path, name: str, passwords: tuple[str, ...]) -> None:
    locked = task(tmp_path, name, FORMS[name](), passwords)
    parse_file(locked)
    (account,) = accounts(tmp_path)
    assert (account.status, account.rows, account.locked) == ("failed", 0, True)
    assert "[paths] secrets" in account.message
    assert ("none of 2 passwords" in account.message) == bool(passwords)
    assert "falsch" not in account.message + repr(locked)
    assert is_done(locked, LIMITS) == (not passwords)


@pytest.mark.parametrize("name", FORMS)
def test_the_right_password_among_others_opens_it(tmp_path: Path, name: str) -> None:
    opened = task(tmp_path, name, FORMS[name](), ("falsch", WORD))
    work(opened, LIMITS)
    (account,) = accounts(tmp_path)
    assert (account.status, account.accepted, account.locked) == ("read", 2, False)
    assert is_done(opened, LIMITS)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "b.zip", "c.zip"])
def test_sheets_of_a_locked_file_are_listed(tmp_path: Path, name: str) -> None:
    parse_file(task(tmp_path, name, FORMS[name](), (WORD,), listed=True))
    assert [(a.sheet, a.status) for a in accounts(tmp_path)] == [("名册", "not_read")]


def test_a_workbook_that_only_asks_for_changes_is_open(tmp_path: Path) -> None:
    parse_file(task(tmp_path, "a.xlsx", locked_xlsx(xlsx({"名册": ROWS}), "VelvetSweatshop"), ()))
    assert accounts(tmp_path)[0].accepted == 2


def test_a_month_reads_a_locked_file_again_when_the_secrets_change(land: Build, workspace: Workspace) -> None:
    put(workspace.raw, "2026-10/education_staff/a.xlsx", FORMS["a.xlsx"]())
    secrets = put(workspace.raw.parent, "secrets.toml", f'[files]\n"education_staff/*" = "{WORD}"'.encode())
    secrets.chmod(0o600)
    before = land("2026-10").execute("select status, accepted from landing.source_file").fetchall()
    run = Run(Month("2026-10"), Workspace(workspace.raw, workspace.warehouse, secrets), Rules())
    with duckdb.connect() as con:
        intake.build(con, run)
        after = con.execute("select status, accepted from landing.source_file").fetchall()
    assert (before, after) == ([("failed", 0)], [("read", 2)])
