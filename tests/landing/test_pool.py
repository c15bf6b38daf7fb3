"""The process pool: every file under limits of its own, and one that breaks them costs only itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from assets.landing import pool, work
from assets.landing.account import SheetAccount, read_accounts
from assets.landing.parse import Task, parse_file
from assets.landing.store import sheet_name
from assets.landing.workers import Workers
from assets.registry.rules import LandingRules
from assets.registry.sources import load_sources
from tests.landing.files import put, text, xlsx, zipped

ROWS = [["姓名", "身份证号"], ["张三", "1"]]
SECONDS = 4  # more than a good file takes on a busy machine
RULES = LandingRules(workers=2, file_seconds=SECONDS, worker_memory=1_000_000_000)


def die(_: Task) -> None:
    os._exit(1)


def dawdle(_: Task) -> None:
    time.sleep(600)


def devour(_: Task) -> None:
    bytearray(2_000_000_000)


def stumble(task: Task) -> None:
    raise KeyError(task.file.read_text("utf-8"))


def full_disk(_: Task) -> None:
    raise OSError(28, "No space left on device")


ACTS = {"die": die, "dawdle": dawdle, "devour": devour, "stumble": stumble, "full_disk": full_disk}


def misbehave(task: Task, limits: work.Limits) -> str | None:
    """Parse, but for the files and members whose name says what happens to their reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "parse_file", ACTS.get(Path(task.member or task.file.name).stem, parse_file))
        return work.work(task, limits)


def tasks(folder: Path, names: list[str]) -> list[Task]:
    source = load_sources()["education_staff"]
    files = [put(folder / "raw", f"{name}.csv", text(ROWS)) for name in names]
    return [Task(f, f.stem, source, folder / "parsed", f.stem) for f in files]


def sheet(folder: Path, name: str) -> SheetAccount:
    ((sheet,),) = [file.sheets for file in read_accounts(folder / "parsed" / name)]
    return sheet


def test_many_files_at_once(tmp_path: Path) -> None:
    names = [str(i) for i in range(6)]
    pool.parse_all(tasks(tmp_path, names), RULES.model_copy(update={"file_seconds": 60}))
    assert [sheet(tmp_path, name).status for name in names] == ["read"] * 6


def test_a_file_that_breaks_a_limit_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    good = [f"good {i}" for i in range(6)]
    pool.parse_all(tasks(tmp_path, ["die", "dawdle", *good, "devour", "stumble"]), RULES)
    assert [sheet(tmp_path, name).status for name in good] == ["read"] * 6
    failed = {name: sheet(tmp_path, name) for name in ("die", "dawdle", "devour", "stumble")}
    assert {(s.status, s.rows) for s in failed.values()} == {("failed", 0)}
    assert f"took more than {SECONDS} s (landing.file_seconds)" in failed["dawdle"].message
    assert "1 GB of memory (landing.worker_memory)" in failed["devour"].message
    assert "ended the reader" in failed["die"].message
    assert "KeyError in test_pool.py line" in failed["stumble"].message
    assert "张三" not in failed["stumble"].message
    assert not (tmp_path / "parsed" / "aside").exists()


def test_a_file_over_a_limit_is_tried_again_under_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tasks(tmp_path, ["devour"])
    with monkeypatch.context() as patch:
        patch.setattr(pool, "work", misbehave)
        pool.parse_all(given, RULES)
    pool.parse_all(given, RULES)
    assert sheet(tmp_path, "devour").status == "failed"
    pool.parse_all(given, RULES.model_copy(update={"file_seconds": SECONDS + 1}))
    assert sheet(tmp_path, "devour").status == "read"


@pytest.mark.parametrize("how", ["die", "dawdle", "devour", "stumble"])
def test_a_bad_member_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    (good,) = tasks(tmp_path, ["good"])
    book = xlsx({"甲": ROWS, "乙": [*ROWS, ["李四", "2"]]})
    package = zipped({"1.xlsx": book, f"{how}.csv": text(ROWS), "包/z.csv": text(ROWS), "坏.xlsx": b"PK\x03\x04 cut"})
    zip_task = Task(put(tmp_path / "raw", f"{how}.zip", package), "zip", good.source, good.parsed, "zip")
    pool.parse_all([zip_task, good], RULES)
    found = [(f.member, s.sheet, s.status, s.accepted) for f in read_accounts(good.parsed / "zip") for s in f.sheets]
    assert found == [
        ("1.xlsx", "甲", "read", 1), ("1.xlsx", "乙", "read", 2), (f"{how}.csv", None, "failed", 0),
        ("包/z.csv", None, "read", 1), ("坏.xlsx", None, "failed", 0),
    ]  # fmt: skip
    numbers = [s.number for f in read_accounts(good.parsed / "zip") for s in f.sheets if s.number]
    assert [pq.read_metadata(good.parsed / "zip" / sheet_name(n)).num_rows for n in numbers] == [1, 2, 1]
    assert sheet(tmp_path, "good").status == "read"
    assert sorted(p.name for p in good.parsed.iterdir()) == ["good", "zip"]
    assert not work.is_done(zip_task, work.Limits(SECONDS + 1.0, 1_000_000_000))
    assert work.is_done(zip_task, work.Limits(float(SECONDS), 1_000_000_000))


def test_a_file_that_is_gone_fails_alone_and_is_tried_again(tmp_path: Path) -> None:
    given = tasks(tmp_path, ["gone", "good"])
    content = given[0].file.read_bytes()
    given[0].file.unlink()
    pool.parse_all(given, RULES)
    assert (sheet(tmp_path, "gone").status, sheet(tmp_path, "good").status) == ("failed", "read")
    assert "cannot be read" in sheet(tmp_path, "gone").message
    given[0].file.write_bytes(content)
    pool.parse_all(given, RULES)
    assert sheet(tmp_path, "gone").status == "read"


def test_a_full_disk_ends_the_run_and_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "work", misbehave)
    with pytest.raises(OSError, match="No space left"):
        pool.parse_all(tasks(tmp_path, ["full_disk"]), RULES)
    assert not (tmp_path / "parsed" / "full_disk").exists()


def test_an_interrupt_ends_the_workers() -> None:
    workers = Workers()
    with pytest.raises(KeyboardInterrupt), workers.pool(1, 1_000_000_000) as running:
        worker = running.schedule(os.getpid).result()
        running.schedule(time.sleep, (600,))
        raise KeyboardInterrupt
    assert not Path(f"/proc/{worker}").exists()


KILLED = """
import os, sys, time
from assets.landing.workers import Workers
if __name__ == "__main__":
    with Workers().pool(1, 1_000_000_000) as running:
        print(running.schedule(os.getpid).result(), flush=True)
        time.sleep(600)
"""


def test_workers_do_not_outlive_a_killed_run(tmp_path: Path) -> None:
    script = put(tmp_path, "run.py", KILLED.encode())
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout
        worker = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while Path(f"/proc/{worker}/cmdline").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{worker}/cmdline").exists()
