"""Printing workbooks, in other processes where there are many: the bytes depend on nothing but the sheets."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from types import TracebackType

from demo.forms import markup, workbook
from demo.forms.sheet import Grid
from demo.forms.style import Style


def render(style: Style, grids: list[Grid]) -> bytes:
    """A workbook's bytes in its form (xlsx, xlsm, xls, html or spreadsheetml)."""
    if style.form == "html":
        return markup.webpage(grids, style.encoding)
    if style.form == "spreadsheetml":
        return markup.spreadsheetml(grids)
    return workbook.xls(grids) if style.form == "xls" else workbook.xlsx(grids, style.trick == "mac")


class Press:
    """A pool of `workers` processes; with none, workbooks are printed at once in this one."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(workers, mp_context=context) if workers else None

    def submit(self, style: Style, grids: list[Grid]) -> Callable[[], bytes]:
        """Start printing; calling the result waits for the bytes."""
        if self._pool is None:
            data = render(style, grids)
            return lambda: data
        return self._pool.submit(render, style, grids).result

    def __enter__(self) -> Press:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
