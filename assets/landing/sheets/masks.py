"""Masks over the rows of a chunk: Boolean columns, combined and counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc


def any_of(masks: Sequence[pa.Array]) -> pa.Array:
    """Rows that any of the masks takes."""
    return reduce(pc.or_, masks)


def first_reasons(masks: Mapping[str, pa.Array]) -> dict[str, int]:
    """How many rows each mask takes; a row that several take counts for the first."""
    counts, taken = {}, None
    for reason, mask in masks.items():
        fresh = mask if taken is None else pc.and_not(mask, taken)
        counts[reason] = count(fresh)
        taken = fresh if taken is None else pc.or_(taken, mask)
    return counts


def none_of(length: int) -> pa.Array:
    """A mask that takes no row."""
    return pc.fill_null(pa.nulls(length, pa.bool_()), False)


def count(mask: pa.Array) -> int:
    """How many rows a mask takes."""
    return int(pc.sum(mask).as_py() or 0)


def matches(cells: pa.Array, pattern: str) -> pa.Array:
    """Rows whose cell fits a pattern."""
    return pc.fill_null(pc.match_substring_regex(cells, pattern), False)


def filled(cells: Sequence[pa.Array]) -> pa.Array:
    """How many cells of each row hold something."""
    return reduce(pc.add, [pc.is_valid(c).cast(pa.int16()) for c in cells])


def within(mask: pa.Array, cells: Sequence[pa.Array], judge: Callable[[list[pa.Array]], pa.Array]) -> pa.Array:
    """The rows of a mask that pass a second look, which is taken at them alone."""
    if not pc.any(mask).as_py():
        return mask
    return pc.replace_with_mask(mask, mask, judge([c.filter(mask) for c in cells]))
