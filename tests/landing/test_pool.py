"""The process pool: the same outcome as without it, and a file that ends its worker costs only itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assets.landing import pool
from assets.landing.account import read_accounts
from assets.landing.parse import Task, parse_file
from assets.registry.sources import load_sources
from tests.landing.files import put, text

ROWS = [["姓名", "身份证号"], ["张三", "1"]]


def die_of_poison(task: Task) -> None:
    if "poison" in task.file.name:
        os._exit(1)
    parse_file(task)


def tasks(folder: Path, names: list[str]) -> list[Task]:
    source = load_sources()["education_staff"]
    files = [put(folder / "raw", name, text(ROWS)) for name in names]
    return [Task(f, f.stem, source, folder / "parsed", f.stem) for f in files]


def statuses(folder: Path, names: list[str]) -> list[str]:
    accounts = [read_accounts(folder / "parsed" / Path(name).stem) for name in names]
    return [files[0].sheets[0].status for files in accounts]


@pytest.fixture(autouse=True)
def _always_a_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "INLINE_BYTES", 0)


def test_many_files_at_once(tmp_path: Path) -> None:
    names = [f"{i}.csv" for i in range(6)]
    pool.parse_all(tasks(tmp_path, names), workers=2)
    assert statuses(tmp_path, names) == ["read"] * 6


def test_a_file_that_ends_its_worker_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "parse_file", die_of_poison)
    names = ["a.csv", "poison.csv", "b.csv", "c.csv"]
    pool.parse_all(tasks(tmp_path, names), workers=2)
    assert statuses(tmp_path, names) == ["read", "failed", "read", "read"]


def test_nothing_of_an_unfinished_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("assets.landing.parse._Reading.files", stop)
    (task,) = tasks(tmp_path, ["a.csv"])
    with pytest.raises(RuntimeError):
        pool.parse_all([task], workers=1)
    assert not (tmp_path / "parsed" / "a").exists()
    assert list((tmp_path / "parsed" / "aside").iterdir()) == []
