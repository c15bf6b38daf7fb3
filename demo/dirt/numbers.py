"""Identity numbers: taken from others, mistyped, shortened, oddly written, left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import identity
from demo.dirt.column import Column
from demo.truth import bit

JUNK_TEXT = ("\u200b", "\ufeff", "\u202a", "\u00a0", " ", "\t")


BLANKS = (
    "",
    "",
    "",
    "",
    "",
    "",
    "无",
    "不详",
    "暂无",
    "/",
    "-",
    "待办",
    "000000",
    "111111111111111111",
    "NULL",
    "#N/A",
)

_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def _one_digit(text: str, luck: int) -> str:
    at = luck % (len(text) - 1)
    digit = str((int(text[at]) + 1 + luck // 32 % 9) % 10) if text[at].isdigit() else "0"
    return text[:at] + digit + text[at + 1 :]


def _swap(text: str, luck: int) -> str:
    at = luck % (len(text) - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _length(text: str, luck: int) -> str:
    at = luck % len(text)
    return text[:at] + text[at + 1 :] if luck // 64 % 2 else text[:at] + text[at] + text[at:]


def _letter(text: str, luck: int) -> str:
    return text.replace("0", "O", 1) if luck % 2 else text.replace("1", "lI"[luck // 2 % 2], 1)


def _odd_x(text: str, luck: int) -> str:
    return text[:-1] + ("x", "Ｘ", "*", "Ⅹ", "x")[luck % 5] if text.endswith("X") else text


def _junk(text: str, luck: int) -> str:
    extra = JUNK_TEXT[luck % len(JUNK_TEXT)]
    kind = luck // 8 % 4
    if kind == 0:
        return "'" + text
    return extra + text if kind == 1 else text + extra if kind == 2 else text[:6] + " " + text[6:14] + " " + text[14:]


def spoil_numbers(column: Column, kin: NDArray[Any], strangers: NDArray[Any], born: NDArray[Any]) -> None:
    """Identity numbers: taken from kin, shared with a stranger, mistyped, shortened, oddly written, left out."""
    for fault, others, mark in (("id_other", kin, "borrowed_number"), ("id_same", strangers, "shared_number")):
        known = np.array([o is not None for o in others], dtype=bool)
        mask = column.draws.hit(f"{column.tag}/{fault}", column.key, column.rates.get(fault, 0.0) / 100) & known
        column.cells[mask] = others[mask]
        column.tags[mask] |= bit(mark)
    column.spoil("id_digit", _one_digit, "id_wrong")
    column.spoil("id_swap", _swap, "id_wrong")
    column.spoil("id_length", _length, "id_wrong")
    old = (born < np.datetime64("1975-01-01")) & np.array([bool(v) and len(v) == 18 for v in column.cells], dtype=bool)
    column.spoil("id_fifteen", lambda t, _: identity.fifteen(np.array([t], dtype=object))[0], "id_fifteen", old)
    column.spoil("id_x", lambda t, n: _odd_x(t, n), "id_written_oddly", _ends_with_x(column.cells, column))
    column.spoil("id_letter", _letter, "id_written_oddly")
    column.spoil("id_fullwidth", lambda t, _: t.translate(_FULL), "id_written_oddly")
    column.spoil("id_junk", _junk, "id_written_oddly")
    column.spoil("id_blank", lambda _, n: BLANKS[n % len(BLANKS)] or None, "id_missing")


def _ends_with_x(values: NDArray[Any], column: Column) -> NDArray[np.bool_]:
    """The X rate is meant per X row, eleven times the share of all rows."""
    column.rates = {**column.rates, "id_x": min(100.0, column.rates.get("id_x", 0.0) * 11)}
    return np.array([bool(v) and v.endswith("X") for v in values], dtype=bool)
