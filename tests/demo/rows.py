"""The cells of the rows that the truth speaks of, by the layout's column names, found by the headers alone."""

import pandas as pd

from demo import tables
from tests.demo.readers import Rows

_TOP = 14


def plain(text: str) -> str:
    return text.strip("*：").removesuffix("（必填）")


def positions(rows: dict[int, list[str]], layout: str) -> dict[str, int]:
    """Where each column of the layout stands, from one header row or two."""
    found: dict[str, int] = {}
    for row in list(rows.values())[:_TOP]:
        for at, text in enumerate(row):
            for column, variants in tables.layouts()[layout].items():
                if plain(text) in variants and len([v for v in row if v]) > 2:
                    found.setdefault(column, at)
    return found


def _bare(text: str) -> str:
    """Without what keeps spreadsheets from rounding numbers."""
    return text.removeprefix("=").strip("\t\"'")


def told(truth: pd.DataFrame, delivered: Rows, source: str, layout: str = "") -> pd.DataFrame:
    """A row per truth row of the source: its cells (blank is ""), true_person, month, role, strata."""
    mine = truth[truth["path"].str.split("/").str[1] == source]
    found = []
    for (path, sheet), part in mine.fillna({"sheet": ""}).groupby(["path", "sheet"]):
        rows = delivered[str(path), str(sheet) or None]
        at = positions(delivered[str(path), str(sheet).removesuffix("(2)") or None], layout or source)
        cells = [{c: _bare(rows[r][i]) if i < len(rows[r]) else "" for c, i in at.items()} for r in part["row"]]
        found.append(pd.DataFrame(cells).assign(**{c: part[c].to_numpy() for c in part.columns if c != "row"}))
    return pd.concat(found, ignore_index=True).fillna("")
