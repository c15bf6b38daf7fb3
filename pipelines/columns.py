"""Text in columns on a terminal, where a Chinese character takes two places."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

GAP = "  "


def width(text: str) -> int:
    """Places that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def padded(text: str, places: int, *, right: bool = False) -> str:
    """A text filled up with blanks to so many places."""
    blanks = " " * max(0, places - width(text))
    return blanks + text if right else text + blanks


def cut(text: str, places: int) -> str:
    """A text cut to so many places, with … where something was cut."""
    if width(text) <= places:
        return text
    kept = ""
    for character in text:
        if width(kept + character) >= places:
            break
        kept += character
    return f"{kept}…"


def aligned(rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> Iterator[str]:
    """Lines with the cells of every column under each other; `right` are columns that align at their right edge."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = (padded(t, w, right=i in right) for i, (t, w) in enumerate(zip(row, widths, strict=True)))
        yield GAP.join(cells).rstrip()
