"""Which source a sheet is from, when no folder says it: by the headers it has, and by what it is called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from assets.landing.check.nearest import likeness
from assets.landing.readers.grid import Merge
from assets.landing.sheets.header import Header, find_header
from assets.landing.sheets.mapping import Label, Mapping, Vocabulary, map_labels
from assets.landing.sheets.values import PERSON, is_known, is_name_row, is_term
from assets.registry.headers import normalise
from assets.registry.overrides import Overrides, apply, known_sources
from assets.registry.sources import Source

CLOSE = 0.15  # a runner-up within this is told
INCOMPLETE = -0.3
OWN_WORD, SHARED_WORD = 0.5, 0.2
ALIKE = 0.6  # a cell so like a header is one, in a row of unfamiliar headers
FEW, HALF = 3, 0.5
DIGITS = re.compile(r"\d{4}")
LONGEST_HEADER = 16
MOST_IN_A_TITLE = 2


@dataclass(frozen=True)
class Candidate:
    """A source that a sheet may be from, with the header it would be read by; a higher score fits better."""

    source: Source
    header: Header
    score: float


class Catalogue:
    """All sources as this county writes them, and how telling each of their headers is."""

    def __init__(self, overrides: Overrides) -> None:
        self.sources = {name: apply(source, overrides) for name, source in known_sources().items()}
        self.vocabularies = {n: [Vocabulary.of(x) for x in s.layouts] for n, s in self.sources.items()}

    @cached_property
    def _weights(self) -> dict[str, float]:
        """Normalised header -> its weight: the fewer sources know it, the more it tells."""
        known = Counter(h for found in self.vocabularies.values() for h in {h for v in found for h in v.names})
        return {header: log(1 + len(self.sources) / count) for header, count in known.items()}

    @cached_property
    def _words(self) -> dict[str, set[str]]:
        """Words of sources' names -> the sources."""
        words: dict[str, set[str]] = {}
        for name, source in self.sources.items():
            sheets = (s for layout in source.layouts for s in layout.sheet_names)
            for word in (name, *re.findall(r"[\u3400-\u9fff]{2,}", source.label_zh), *map(normalise, sheets)):
                words.setdefault(word.upper(), set()).add(name)
        return words

    def candidates(
        self,
        head: Sequence[Sequence[str]],
        merges: Sequence[Merge],
        sheet: str | None,
        names: Sequence[str],
        only: Iterable[str] = (),
    ) -> list[Candidate]:
        """Sources that a sheet may be from, the likeliest first; `names` are its file's and folders', `only` limits.

        Where no header is recognised, the row whose cells are most like headers is taken, if any is.
        """
        among, called = list(only) or list(self.sources), [*names, sheet or "", *_titles(head)]
        found = [(name, h) for name in among if (h := find_header(head, merges, self.vocabularies[name], sheet))]
        whole = max((self._weight(h.labels, self._weights) for _, h in found), default=0.0)
        fits = [Candidate(self.sources[n], h, self._fit(n, h, whole) + self._named(n, called)) for n, h in found]
        if not fits:
            fits = [c for name in among if (c := self._alike(name, head, called))]
        return sorted(fits, key=lambda c: (-c.score, c.source.order, c.source.source))

    def _fit(self, name: str, header: Header, whole: float) -> float:
        """How much of all that the sheet's headers tell this layout knows."""
        own = next(v.names for v in self.vocabularies[name] if v.layout.layout == header.mapping.layout.layout)
        complete = not header.mapping.missing and header.mapping.identifies
        return self._weight(header.labels, own) / (whole or 1) + (0 if complete else INCOMPLETE)

    def _weight(self, labels: Sequence[Label], known: Container[str]) -> float:
        told = (
            (self._weights[h] for h in label.alternatives() if h in self._weights and h in known) for label in labels
        )
        return sum(max(weights, default=0.0) for weights in told)

    def _named(self, name: str, names: Sequence[str]) -> float:
        text = "|".join(map(normalise, names))
        said = [owners for word, owners in self._words.items() if name in owners and word in text]
        return max((OWN_WORD if len(owners) == 1 else SHARED_WORD for owners in said), default=0.0)

    def _alike(self, name: str, head: Sequence[Sequence[str]], names: Sequence[str]) -> Candidate | None:
        best: Candidate | None = None
        for top, row in enumerate(head):
            cells = [normalise(cell) for cell in row if cell]
            if len(cells) < FEW or any(map(_is_no_header, cells)) or not is_name_row(row, is_known):
                continue
            for vocabulary in self.vocabularies[name]:
                score = sum(likeness(cell, vocabulary.names) >= ALIKE for cell in cells) / len(cells)
                if score >= HALF and (best is None or score > best.score):
                    best = Candidate(self.sources[name], _header(head, top, vocabulary), score)
        return best and Candidate(best.source, best.header, best.score + INCOMPLETE + self._named(name, names))


def _titles(head: Sequence[Sequence[str]]) -> list[str]:
    """Texts of the rows that hold one or two cells only."""
    return [cell for row in head if sum(map(bool, row)) <= MOST_IN_A_TITLE for cell in row if cell]


def _is_no_header(cell: str) -> bool:
    """Numbers, sentences, and short words that are no terms: as likely as not they are somebody's."""
    return bool(DIGITS.search(cell)) or len(cell) > LONGEST_HEADER or bool(PERSON.fullmatch(cell) and not is_term(cell))


def _header(head: Sequence[Sequence[str]], top: int, vocabulary: Vocabulary) -> Header:
    labels = tuple(Label(cell) for cell in head[top])
    mapping: Mapping = map_labels(labels, vocabulary)
    titles = tuple(cell for row in head[:top] for cell in row if cell)
    return Header(top, 1, labels, mapping, (tuple(head[top]),), titles)
