"""Seconds of reading one file, in a process of its own."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from assets.landing.parse import Task, parse_file
from assets.registry.sources import load_sources
from benchmarks.landing.files import SOURCE

REPEATS = 3


def task(file: Path) -> Task:
    """Landing's task for a file."""
    return Task(file, file.name, load_sources()[SOURCE], file.parent / "parsed", file.name)


def parse(file: Path) -> None:
    """Landing's reading of one file."""
    parse_file(task(file))


def best(act: Callable[[Path], object], file: Path) -> float:
    """Seconds of the best of some runs, without the collector, as in landing's workers."""
    gc.disable()
    act(file)  # imports, caches of the registry
    seconds = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        act(file)
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def alone(act: Callable[[Path], object], file: Path) -> float:
    """The same in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(best, act, file).result()
