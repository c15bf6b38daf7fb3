"""一套表 of a village or a tract: its nine tables (contract.md 3.1) between a cover and what has to be signed."""

from __future__ import annotations

from assets.publish.books import Area, Edition
from assets.publish.cells import Book
from assets.publish.entry_sheets import CODES, title_of, write_codes, write_entry_sheets
from assets.publish.explained import TITLE as FILLING
from assets.publish.explained import write_filling
from assets.publish.front_sheets import AGREEMENT, SIGNATURES, write_agreement, write_cover, write_signatures
from assets.publish.reading import SHEETS
from assets.publish.receipt import TITLE as RECEIPT
from assets.publish.receipt import write_receipt
from assets.publish.sheets import write_indicators, write_roll, write_summary

ROLL, INDICATORS = "户主姓名底册", "指标解释"


def write_nine_tables(book: Book, edition: Edition, area: Area) -> None:
    """All sheets; those of a tract end with the receipt of its hand-over."""
    contents = _contents(area)
    write_cover(book, edition, area, "人口普查摸排\n一套表", contents)
    write_entry_sheets(book, edition, area)
    for title, table in _summaries(area):
        write_summary(book, edition, area, title, area.rows[table])
    write_roll(book, edition, area)
    write_indicators(book, edition, area)
    write_filling(book, edition, area)
    write_codes(book, edition, area)
    write_signatures(book, edition, area)
    write_agreement(book, edition, area)
    if area.tract:
        write_receipt(book, edition, area, 1 + len(contents))


def _contents(area: Area) -> list[tuple[str, object]]:
    """The sheets behind the cover, and how many lines those with data have."""
    entries = [(title_of(layout), len(area.rows[layout])) for layout in SHEETS]
    summaries = [(title, len(area.rows[table])) for title, table in _summaries(area)]
    others = [INDICATORS, FILLING, CODES, SIGNATURES, AGREEMENT, *([RECEIPT] if area.tract else [])]
    return [*entries, *summaries, (ROLL, len(area.rows["roll"])), *((name, None) for name in others)]


def _summaries(area: Area) -> list[tuple[str, str]]:
    """Titles of the summaries and the tables they show: the groups of a tract; groups and tracts of a village."""
    if area.tract:
        return [("分小组人口汇总表", "tract_groups")]
    return [("分小组人口汇总表", "groups"), ("分村(居)人口汇总表", "village"), ("分普查小区人口汇总表", "tracts")]
