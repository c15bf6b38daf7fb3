"""The pinned model beside a new one, as tables for the terminal and as a page: levels and figures, no persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from assets.linkage.training.beside import Line, beside, gone, priors
from assets.linkage.training.by_hand import FEWEST
from assets.linkage.training.pinning import Side, Trained
from assets.linkage.training.trial import Judged

HEAD = ("level", "m old", "m new", "u old", "u new", "weight old", "weight new", "change", "m from", "u from")
TRIED = ("tested on", "model", "precision", "recall", "persons exactly right", "false pairs", "missed pairs")
STYLE = """
body { font: 14px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 24px; color: #222 }
table { border-collapse: collapse; margin: 12px 0 } th, td { border: 1px solid #c5ccd6; padding: 3px 8px }
th { background: #e4ecf5 } td:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums }
"""
Row = tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """`old` are the pinned settings; `judged` has (month, old model's result, new model's) of every month tested on."""

    old: dict[str, Any]
    new: Trained
    judged: Sequence[tuple[str, Judged, Judged]]

    @cached_property
    def lines(self) -> list[Line]:
        """Both models level by level."""
        return beside(self.old, self.new)

    @property
    def untrained(self) -> list[str]:
        """Levels with which the new model must not be pinned."""
        return [f"{line.comparison}.{line.level}" for line in self.lines if line.untrained]

    @property
    def notes(self) -> list[str]:
        """What a reader of the tables must know besides."""
        dropped = [".".join(key) for key in gone(self.old, self.new)]
        return [
            f"m: share of true pairs that reach the level; u: share of random pairs; weight: log2(m/u) in bits. "
            f"\"rare\": fewer than {FEWEST} pairs seen, a stated rate stands in (assets/linkage/training/by_hand.py).",
            f"untrained levels: {', '.join(self.untrained) or 'none'}",
            *([f"levels of the old model that are gone: {', '.join(dropped)}"] if dropped else []),
        ]  # fmt: skip

    def text(self) -> Iterator[str]:
        """Lines for a terminal."""
        yield from _aligned([HEAD, *self._levels()])
        yield ""
        yield from self.notes
        if self.judged:
            yield ""
            yield from _aligned([TRIED, *self._tried()])

    def page(self) -> str:
        """An HTML page that needs nothing beside it."""
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        tables = _table([HEAD, *self._levels()]) + notes
        tables += _table([TRIED, *self._tried()]) if self.judged else ""
        return (
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>renpu linkage train</title>'
            f"<style>{STYLE}</style></head><body><h1>The pinned model beside the new one</h1>{tables}</body></html>\n"
        )

    def _levels(self) -> Iterator[Row]:
        before, after = priors(self.old, self.new)
        yield "prior", *[""] * 4, f"{before:+.2f}", f"{after:+.2f}", f"{after - before:+.2f}", "", ""
        for line in self.lines:
            old, new = line.weight
            yield (
                f"{line.comparison}.{line.level}", *map(_share, (*line.m, *line.u)), _bits(old), _bits(new),
                _bits(line.change), *map(_from, line.sides),
            )  # fmt: skip

    def _tried(self) -> Iterator[Row]:
        for month, *both in self.judged:
            for name, found in zip(("old", "new"), both, strict=True):
                shares = (found.precision, found.recall, found.exactly)
                missed = (found.linked - found.right, found.true - found.right)
                yield month, name, *(f"{s:.4%}" if s is not None else "-" for s in shares), *(f"{n:,}" for n in missed)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3g}"


def _bits(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def _from(side: Side) -> str:
    return f"{side.pairs:,} pairs" if side.origin == "counted" else side.origin


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (text.ljust(w) if n == 0 else text.rjust(w) for n, (text, w) in
                          enumerate(zip(row, widths, strict=True)))  # fmt: skip
        yield "  ".join([first, *others]).rstrip()


def _table(rows: Sequence[Row]) -> str:
    def cells(row: Row, tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{escape(text)}</{tag}>" for text in row) + "</tr>"

    head, *body = rows
    return f"<table>{cells(head, 'th')}{''.join(cells(row, 'td') for row in body)}</table>"
