"""The parser processes: started once, kept while there is work, each with a limit of its memory.

They are spawned (a fork would copy DuckDB's threads), write nothing but files, and end with the process that started
them, at an interrupt, or when they had nothing to do for IDLE_SECONDS.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock, Timer

from pebble import ProcessPool

IDLE_SECONDS = 10.0


class Workers:
    """One pool of parser processes that several months' deliveries share. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._kind = (0, 0)
        self._pool: ProcessPool | None = None
        self._idle = Timer(0, self.stop)

    @contextmanager
    def pool(self, count: int, memory: int) -> Iterator[ProcessPool]:
        """A pool of `count` processes of at most `memory` bytes each; its work is ended by any exception inside."""
        with self._lock:
            self._idle.cancel()
            try:
                yield self._started(count, memory)
            except BaseException:
                self.stop()
                raise
            self._idle = Timer(IDLE_SECONDS, self.stop)
            self._idle.daemon = True
            self._idle.start()

    def stop(self) -> None:
        """End the processes at once, whatever they do."""
        with self._lock:
            if self._pool:
                self._pool.stop()
                self._pool.join()
            self._pool = None

    def _started(self, count: int, memory: int) -> ProcessPool:
        if self._pool is None or not self._pool.active or self._kind != (count, memory):
            self.stop()
            self._kind = count, memory
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(count, initializer=confine, initargs=(memory,), context=spawn)
        return self._pool


def confine(memory: int) -> None:
    """Prepare a parser process: at most `memory` bytes, silent, without the collector of reference cycles.

    Cells make no cycles; the collector walks all of them again and again, and text is read twice as fast without.
    Native readers that run out of memory print a stack and abort: the account says it in one line instead.
    """
    gc.disable()
    os.environ["RUST_BACKTRACE"] = "0"
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(silence, stream.fileno())
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    ceiling = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (ceiling, hard))
