"""Printing workbooks, in other processes where there are many: the bytes depend on nothing but the sheets."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType

from demo.forms import workbook
from demo.forms.sheet import Grid


def render(form: str, grids: list[Grid]) -> bytes:
    """A workbook's bytes in its form (xlsx, xlsm or xls)."""
    return workbook.xls(grids) if form == "xls" else workbook.xlsx(grids)


class Press:
    """A pool of `workers` processes; with none, workbooks are printed at once in this one."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, mp_context=context) if workers else None

    def submit(self, form: str, grids: list[Grid]) -> Callable[[], bytes]:
        """Start printing; calling the result waits for the bytes."""
        if self._pool is None:
            data = render(form, grids)
            return lambda: data
        return self._pool.submit(render, form, grids).result

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
