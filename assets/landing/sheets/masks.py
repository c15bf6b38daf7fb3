"""Masks over the rows of a chunk: Boolean columns, combined and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
