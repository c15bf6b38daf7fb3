"""Relation to the householder (GB/T 4761-2008, two digits) from the slots of two members of one family."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo.families import C1, C2, C3, GF, GM, SB, H, W

_CHILD = {"1": {C1: "22", C2: "23", C3: "24"}, "2": {C1: "32", C2: "33", C3: "34"}}
_GRAND = {"1": "41", "2": "42"}


def _parents_child(slot: int, sex: str) -> str:
    return _CHILD[sex][slot]


def _of(head: int, slot: int, sex: str) -> str:
    """Relation of `slot` to the householder in slot `head`."""
    if head == slot:
        return "02"
    children = slot in (C1, C2, C3)
    if head in (H, W):
        if children:
            return _parents_child(slot, sex)
        table = {
            H: {W: "12", GF: "51", GM: "52", SB: "73" if sex == "1" else "77"},
            W: {H: "11", GF: "53", GM: "54", SB: "97"},
        }
        return table[head][slot]
    if head in (GF, GM):
        if children:
            return _GRAND[sex]
        own = {H: "20", W: "38", SB: "23" if sex == "1" else "33", GM: "12", GF: "11"}
        return own[slot]
    if children and head in (C1, C2, C3):
        return "73" if sex == "1" else "77"
    return "97"


def relations(head: NDArray[Any], slot: NDArray[Any], sex: NDArray[Any]) -> NDArray[Any]:
    """Relation codes for many members; `head` and `slot` are slots, `sex` codes."""
    code = head * 32 + slot * 2 + (sex == "1")
    distinct, inverse = np.unique(code, return_inverse=True)
    known = [_of(int(c) // 32, int(c) % 32 // 2, "1" if c % 2 else "2") for c in distinct]
    return np.array(known, dtype=object)[inverse] if len(known) else np.array([], dtype=object)


def head_slot(group: NDArray[Any], slot: NDArray[Any], order: tuple[int, ...]) -> NDArray[Any]:
    """Per row the slot of its group's householder: the first in `order` that is there."""
    rank = np.argsort(np.array(order))[slot] if len(slot) else slot
    _, inverse = np.unique(group, return_inverse=True)
    best = np.full(inverse.max() + 1 if len(inverse) else 0, 99)
    np.minimum.at(best, inverse, rank)
    return np.array(order)[best[inverse]]
