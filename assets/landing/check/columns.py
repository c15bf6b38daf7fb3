"""A sheet's columns one by one: mapped, form, never taken, or unknown with the columns they may stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.landing.check.nearest import SHOWN, Near, nearest, propose
from assets.landing.check.shapes import shape_of
from assets.landing.sheets import values
from assets.landing.sheets.header import Header
from assets.landing.sheets.mapping import Label, Mapping, Vocabulary, is_never_taken, serial_columns, unknown_columns
from assets.registry.headers import normalise
from assets.registry.labels import label_zh


@dataclass(frozen=True)
class ColumnFinding:
    """One column (`place` 0-based). `use`: mapped, serial, ignored, never taken, second header, unknown.

    `column` and `label_zh` are what it is mapped to; `shape` and `nearest` are told of unknown ones, `proposed` is the
    column that the ready-made mapping gives it.
    """

    place: int
    header: str
    use: str
    column: str | None = None
    label_zh: str | None = None
    shape: str | None = None
    nearest: tuple[tuple[str, str], ...] = ()
    proposed: str | None = None


def look_at_columns(header: Header, rows: Sequence[Sequence[str]]) -> tuple[ColumnFinding, ...]:
    """How every column with a header is understood; `rows` are some rows below it, of which only the shape is told."""
    mapping, labels = header.mapping, header.labels
    unknown = [i for i in unknown_columns(labels, mapping) if not is_never_taken(labels[i])]
    fresh = [i for i in unknown if not Vocabulary.of(mapping.layout).column_of(labels[i])]
    shapes = {i: shape_of(row[i] for row in rows if i < len(row)) for i in unknown}
    near = {i: nearest(labels[i], shapes[i], mapping.layout) for i in unknown}
    given = propose({i: near[i] for i in fresh}, mapping.columns)
    places = {place: column for column, place in mapping.columns.items()}
    return tuple(
        ColumnFinding(
            place=i,
            header=shown(label, labels),
            use=_use(i, header, unknown, fresh),
            column=places.get(i),
            label_zh=label_zh(mapping.layout, places[i]) if i in places else None,
            shape=shapes.get(i),
            nearest=_told(near.get(i, []), mapping),
            proposed=given[i].column if i in given else None,
        )
        for i, label in enumerate(labels)
        if label.text
    )


def shown(label: Label, labels: Sequence[Label]) -> str:
    """A header as `layouts.yaml` takes it: its own text, with the group above where that alone tells two apart."""
    own = normalise(label.own)
    alone = sum(normalise(other.own) == own for other in labels) == 1
    text = (label.own if alone else label.group + label.own) if own else label.group or label.own
    return values.shown(text)


def _use(place: int, header: Header, unknown: Sequence[int], fresh: Sequence[int]) -> str:
    if place in header.mapping.columns.values():
        return "mapped"
    if place in unknown:
        return "unknown" if place in fresh else "second header"
    if place in serial_columns(header.labels, header.mapping):
        return "serial"
    return "never taken" if is_never_taken(header.labels[place]) else "ignored"


def _told(near: Sequence[Near], mapping: Mapping) -> tuple[tuple[str, str], ...]:
    return tuple((n.column, label_zh(mapping.layout, n.column)) for n in near[:SHOWN])
