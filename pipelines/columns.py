"""Text in columns on a terminal, where a Chinese character takes two places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, set_cell_size

GAP = "  "


def padded(text: str, places: int, *, right: bool = False) -> str:
    """A text filled up with blanks to so many places."""
    blanks = " " * (places - cell_len(text))
    return blanks + text if right else text + blanks


def cut(text: str, places: int) -> str:
    """A text cut to so many places, with … where something was cut."""
    return text if cell_len(text) <= places else f"{set_cell_size(text, places - 1).rstrip()}…"


def aligned(rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> Iterator[str]:
    """Lines with the cells of every column under each other; `right` are columns that align at their right edge."""
    texts = [["" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*texts, strict=True)]
    for row in texts:
        cells = (padded(t, w, right=i in right) for i, (t, w) in enumerate(zip(row, widths, strict=True)))
        yield GAP.join(cells).rstrip()
