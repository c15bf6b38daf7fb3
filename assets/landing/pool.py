"""Many files at once: worker processes (spawn, without DuckDB), a progress bar, and a bad file costs only itself."""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from tqdm import tqdm

from assets.landing.account import ACCOUNT, FileAccount, SheetAccount
from assets.landing.parse import Task, parse_file
from assets.landing.store import ASIDE, Shelf

INLINE_BYTES = 4 << 20  # less than this in all is parsed faster than workers start


def parse_all(tasks: Sequence[Task], workers: int) -> None:
    """Parse every task that is not parsed yet; `workers` 0 means one per core. The largest files come first."""
    for parsed in {t.parsed for t in tasks}:
        shutil.rmtree(parsed / ASIDE, ignore_errors=True)  # what a killed run left
    due = {t.folder: t for t in tasks if not (t.parsed / t.folder / ACCOUNT).is_file()}
    sizes = {folder: task.file.stat().st_size for folder, task in due.items()}
    ordered = sorted(due.values(), key=lambda t: (-sizes[t.folder], t.folder))
    count = min(workers or os.cpu_count() or 1, len(ordered))
    with tqdm(total=sum(sizes.values()), unit="B", unit_scale=True, desc="parse", disable=None) as bar:
        for task in _inline(ordered) if count < 2 or sum(sizes.values()) < INLINE_BYTES else _spread(ordered, count):
            bar.update(sizes[task.folder])


def _inline(tasks: Sequence[Task]) -> Iterator[Task]:
    for task in tasks:
        parse_file(task)
        yield task


def _spread(tasks: Sequence[Task], workers: int) -> Iterator[Task]:
    """Parse in a pool; where a file kills its worker, the files that were under way are tried one by one."""
    lost: list[Task] = []
    with _executor(workers) as executor:
        under_way: dict[Future[None], Task] = {executor.submit(parse_file, task): task for task in tasks}
        for future in as_completed(under_way):
            if isinstance(future.exception(), BrokenProcessPool):
                lost.append(under_way[future])
                continue
            future.result()
            yield under_way[future]
    for task in sorted(lost, key=lambda t: t.folder):
        _alone(task)
        yield task


def _alone(task: Task) -> None:
    with _executor(1) as executor:
        error = executor.submit(parse_file, task).exception()
    if isinstance(error, BrokenProcessPool):
        with Shelf(task.parsed, task.folder) as shelf:
            message = "reading this file ended the reader: damaged, or larger than the memory"
            shelf.accounts.append(FileAccount(None, task.sha256, (SheetAccount(None, "failed", message),)))
    elif error is not None:
        raise error


def _executor(workers: int) -> ProcessPoolExecutor:
    # Cells make no cycles: without the collector, which walks all of them again and again, text is read twice as fast.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=gc.disable)
