"""How every sheet of a workbook begins: its title, the place with its code, the reference moment, the verdict."""

from __future__ import annotations

from assets.publish.books import Area, Edition
from assets.publish.cells import Book, Sheet


def headed(
    book: Book, edition: Edition, area: Area, title: str, width: int, *, returned: bool = False
) -> tuple[Sheet, int]:
    """A new sheet with its title, place and moment, and the verdict on a month below the standard; and its head row.

    The place is written as returned workbooks are understood: `村(居)代码：<12 digits>` (contract.md 3.1). A sheet that
    is `returned` names no day, which would be taken for the day on which it was filled in.
    """
    sheet = book.sheet(title)
    sheet.height(0, 36)
    sheet.merged(0, 0, width - 1, title, "title")
    tract = f"    普查小区：{area.tract}" if area.tract else ""
    sheet.put(1, 0, f"{area.place}    村(居)代码：{area.region}{tract}", "line")
    reference = f"参照月份：{edition.month}" if returned else f"参照时点：{edition.moment}"
    sheet.put(1, width - 1, reference, "line_right")
    sheet.height(1, 20)
    if not edition.note:
        return sheet, 2
    sheet.put(2, 0, verdict(edition), "warning")
    sheet.height(2, 20)
    return sheet, 3


def verdict(edition: Edition) -> str:
    """What a month below the standard says of itself."""
    below = f"全县低于 {edition.minimum:.0%} 的指标 {len(edition.below)} 项：{'、'.join(edition.below)}"
    return f"{edition.note}。{below}"


def paragraph(sheet: Sheet, row: int, width: int, text: str, height: float = 30, look: str = "paragraph") -> None:
    """A text over the whole width."""
    sheet.height(row, height)
    sheet.merged(row, 0, width - 1, text, look)
