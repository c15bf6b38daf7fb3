"""Writers of delimited text, and the line on which each record starts."""

from __future__ import annotations

import csv
import io

import numpy as np
from numpy.typing import NDArray

from demo.forms.sheet import Grid


def write(grid: Grid, delimiter: str, encoding: str) -> tuple[bytes, NDArray[np.int64]]:
    """The file's bytes and, per row of the grid, the 0-based line on which it starts (cells may hold line breaks)."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([["" if v is None else v for v in row] for row in grid.rows])
    extra = np.array([sum(v.count("\n") for v in row if isinstance(v, str)) for row in grid.rows], dtype=np.int64)
    starts = np.arange(len(grid.rows)) + np.concatenate([[0], np.cumsum(extra)[:-1]])
    return buffer.getvalue().encode(encoding), starts
