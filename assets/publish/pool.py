"""Files of many areas written one after the other, or by a pool of processes: the same files either way."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

from assets.registry.rules import Rules

Area = TypeVar("Area")


def write_each(write: Callable[[Area], None], areas: Iterable[Area], rules: Rules, *, parallel: bool) -> int:
    """Call `write` (which a process can be sent) with every area; returns how many there were.

    In parallel, areas are handed out as they are read, no more than two per process ahead, so that memory does not grow
    with the county.
    """
    workers = rules.landing.workers or os.cpu_count() or 1
    if workers == 1 or not parallel:
        return sum(1 for _ in map(write, areas))
    count, waiting = 0, deque[Future[None]]()
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for area in areas:
            if len(waiting) == 2 * workers:
                waiting.popleft().result()
            waiting.append(pool.submit(write, area))
            count += 1
        for future in waiting:
            future.result()
    return count
