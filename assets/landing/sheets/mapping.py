"""Header labels -> columns of a layout. Headers are data; nothing here knows a department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from assets.registry.headers import load_headers, normalise
from assets.registry.sources import Layout, load_sources

REPLACED = "\ufffd"
LAST = 1000  # rank of a header that is only recognised by what is left of it
GROUP_SUFFIXES = ("基本信息", "基本情况", "信息", "情况")


@dataclass(frozen=True)
class Label:
    """What one column is called: its own header cell and the group above it in a two-row header ('' where none)."""

    own: str
    group: str = ""

    @property
    def text(self) -> str:
        """The header as reported to people."""
        return self.own or self.group

    def alternatives(self) -> Iterable[str]:
        """Normalised names it may be known by, the most specific first: 母亲+姓名, then 姓名, then without a note."""
        own, group = normalise(self.own), normalise(self.group)
        if own and group:
            yield group + own
            yield from (group.removesuffix(s) + own for s in GROUP_SUFFIXES if group.endswith(s))
        yield own or group
        yield (own or group).split("(")[0]


@dataclass(frozen=True)
class Vocabulary:
    """A layout with every header it is known by: normalised header -> column and rank (0 is the usual header).

    `ignored` are normalised headers that are known and on purpose not stored.
    """

    layout: Layout
    names: dict[str, tuple[str, int]]
    ignored: frozenset[str] = frozenset()

    @classmethod
    def of(cls, layout: Layout) -> Vocabulary:
        """The vocabulary of a layout."""
        names: dict[str, tuple[str, int]] = {}
        for column, spec in layout.columns.items():
            for rank, header in enumerate(spec.headers):
                names.setdefault(normalise(header), (column, rank))
        return cls(layout, names, frozenset(map(normalise, layout.ignored)))

    def column_of(self, label: Label) -> tuple[str, int] | None:
        """Column and rank of a label, or None."""
        known = (name for name in label.alternatives() if name in self.names or name in self.ignored)
        found = self.names.get(next(known, ""))
        return self._fitting(label) if found is None and REPLACED in label.text else found

    def knows(self, label: Label) -> bool:
        """Whether a label is the header of some column."""
        return any(name in self.names for name in label.alternatives()) or (
            REPLACED in label.text and self._fitting(label) is not None
        )

    def _fitting(self, label: Label) -> tuple[str, int] | None:
        """The only column with a name that fits a header of which characters were lost."""
        parts = normalise(label.text).split(REPLACED)
        pattern = re.compile(".".join(map(re.escape, parts)))
        fits = {self.names[name][0] for name in self.names if pattern.fullmatch(name)}
        return (fits.pop(), LAST) if any(parts) and len(fits) == 1 else None


def most_hits(vocabularies: Iterable[Vocabulary], records: Iterable[Sequence[str]]) -> int:
    """Header names of one layout in the best of some records: tells encodings and delimiters apart."""
    found = [set(map(normalise, record)) for record in records]
    return max((len(v.names.keys() & names) for v in vocabularies for names in found), default=0)


@dataclass(frozen=True)
class Mapping:
    """Which column of a sheet (0-based) is which column of the layout."""

    layout: Layout
    columns: dict[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        """Required columns that no header names."""
        return tuple(n for n, c in self.layout.columns.items() if c.required and n not in self.columns)

    @property
    def identifies(self) -> bool:
        """Whether any of the fields that identify a row is there."""
        return any(name in self.columns for name in self.layout.identifying)


def map_labels(labels: Sequence[Label], vocabulary: Vocabulary) -> Mapping:
    """The layout's columns among the labels; where two labels name one column, the more usual header wins."""
    found: dict[str, tuple[int, int]] = {}
    for place, label in enumerate(labels):
        if known := vocabulary.column_of(label):
            column, rank = known
            found[column] = min(found.get(column, (rank, place)), (rank, place))
    layout = vocabulary.layout
    return Mapping(layout, {c: found[c][1] for c in layout.columns if c in found})


def serial_columns(labels: Sequence[Label], mapping: Mapping) -> frozenset[int]:
    """Columns that only number the rows."""
    names = {normalise(s) for s in load_headers().serial}
    taken = set(mapping.columns.values())
    return frozenset(i for i, label in enumerate(labels) if i not in taken and normalise(label.text) in names)


def unknown_columns(labels: Sequence[Label], mapping: Mapping) -> list[int]:
    """Columns that have a header and are neither mapped, nor serial numbers, nor ignored on purpose."""
    passed = {*mapping.columns.values(), *serial_columns(labels, mapping)}
    ignored = set(map(normalise, mapping.layout.ignored))
    rest = (i for i, label in enumerate(labels) if i not in passed and label.text)
    return [i for i in rest if ignored.isdisjoint(labels[i].alternatives())]


def is_never_taken(label: Label) -> bool:
    """Whether a header speaks of what is never taken in: diagnoses, religion, temperature, criminal records."""
    name = normalise(label.group + label.own)
    return any(pattern in name for pattern in load_headers().never_taken)


@cache
def known_headers() -> frozenset[str]:
    """Every header name that the registry knows of any source, to tell a header row from rows of data."""
    headers, layouts = load_headers(), [x for source in load_sources().values() for x in source.layouts]
    own = [h for layout in layouts for column in layout.columns.values() for h in column.headers]
    ignored = [h for layout in layouts for h in layout.ignored]
    names = (*headers.serial, *(h for group in headers.columns.values() for h in group), *own, *ignored)
    return frozenset(map(normalise, names))
