"""What an office hands over, before it becomes files: sheets with their rows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass
class Part:
    """One sheet to be: its file's stem, its name, layout, rows, title and note rows, and its household column."""

    file: str
    sheet: str
    layout: str
    frame: pd.DataFrame
    title: str
    bundle: str = ""
    notes: tuple[str, ...] = ()
    blocks: str = ""


def split(frame: pd.DataFrame, layout: str, title: str, bundle: str = "") -> list[Part]:
    """Parts by the frame's columns `file` and `sheet`; `{}` in the title stands for the file's stem."""
    groups = frame.groupby(["file", "sheet"], sort=True)
    return [Part(str(f), str(s), layout, rows, title.format(f), bundle) for (f, s), rows in groups]
