"""Many files at once under limits of time and memory; a bad file costs only itself, and the others go on.

No file is opened by a reader in this process: 5 KB of workbook can ask for 500 GB of memory.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from pathlib import Path
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool
from tqdm import tqdm

from assets.landing.members import member_names, member_tasks, merge
from assets.landing.parse import Task
from assets.landing.store import ASIDE
from assets.landing.work import Limits, give_up, is_done, work
from assets.landing.workers import Workers
from assets.registry.rules import LandingRules

WORKERS = Workers()
T = TypeVar("T")


def parse_all(tasks: Sequence[Task], rules: LandingRules) -> None:
    """Parse every task that is not parsed yet, the largest files first.

    A file over `rules.file_seconds` or `rules.worker_memory`, or one that ends its reader, is stored as failed; it is
    tried again when a limit is changed. A zip is then read member by member, each under the limits, and only the
    members that break them fail. Raises OSError where the disk cannot be written.
    """
    limits = Limits(rules.file_seconds, int(rules.worker_memory))
    _sweep(tasks)
    due = {t.folder: t for t in tasks if not is_done(t, limits)}
    sizes = {folder: _size(task) for folder, task in due.items()}
    ordered = sorted(due.values(), key=lambda t: (-sizes[t.folder], t.folder))
    with tqdm(total=sum(sizes.values()), unit="B", unit_scale=True, desc="parse", disable=None) as bar:
        for task in _spread(ordered, rules.workers or os.cpu_count() or 1, limits) if ordered else ():
            bar.update(sizes[task.folder])
    _sweep(tasks)


def _sweep(tasks: Sequence[Task]) -> None:
    """Remove what killed workers, or a killed run, left unfinished."""
    for parsed in {t.parsed for t in tasks}:
        shutil.rmtree(parsed / ASIDE, ignore_errors=True)


def _size(task: Task) -> int:
    try:
        return task.file.lstat().st_size
    except OSError:
        return 0  # gone since: its reader says so


def _spread(tasks: Sequence[Task], count: int, limits: Limits) -> Iterator[Task]:
    with WORKERS.pool(count, limits.memory) as pool:
        for task, broken in _run(pool, tasks, limits):
            if broken:
                _by_member(pool, task, limits, broken)
            yield task


def _run(pool: ProcessPool, tasks: Sequence[Task], limits: Limits) -> Iterator[tuple[Task, str | None]]:
    """Every task as it ends, with what it broke."""
    under_way: dict[Future[str | None], Task] = {
        pool.schedule(work, (task, limits), timeout=limits.seconds): task for task in tasks
    }
    for future in as_completed(under_way):
        yield under_way[future], outcome(future, limits)


def outcome(future: Future[T], limits: Limits) -> T | str:
    """What a parser process brings back, or the one line that says which limit it broke."""
    try:
        return future.result()
    except TimeoutError:
        return limits.too_long()
    except (ProcessExpired, MemoryError):
        return limits.too_much()


def list_members(pool: ProcessPool, file: Path, limits: Limits) -> list[str]:
    """The members of a zip, listed by a parser process; none of any other file, or where that cannot be listed."""
    listed: Future[list[str]] = pool.schedule(member_names, (file,), timeout=limits.seconds)
    names = outcome(listed, limits)
    return names if isinstance(names, list) else []


def _by_member(pool: ProcessPool, task: Task, limits: Limits, broken: str) -> None:
    """Parse the members of a zip each by itself; any other file is given up."""
    parts = member_tasks(task, list_members(pool, task.file, limits) if task.source else [])
    if not parts:
        give_up(task, limits, broken)
        return
    for part, message in _run(pool, parts, limits):
        if message:
            give_up(part, limits, message)
    merge(task, parts)
