"""Identity numbers: taken from others, mistyped, shortened, oddly written, left out."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import identity, tables
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
    return text[:-1] + ("x", "Ｘ", "*", "Ⅹ", "x", "×")[luck % 6] if text.endswith("X") else text


def _junk(text: str, luck: int) -> str:
    extra = JUNK_TEXT[luck % len(JUNK_TEXT)]
    kind = luck // 8 % 4
    if kind == 0:
        return "'" + text
    return extra + text if kind == 1 else text + extra if kind == 2 else text[:6] + " " + text[6:14] + " " + text[14:]


def _theirs(text: str, luck: int) -> str:
    return text + ("(母亲)", "-1", "之子")[luck % 3]


def copy_errors(column: Column, pids: NDArray[Any], source: str) -> None:
    """One office's wrong digit that other offices have copied: the same wrong number of a person in all their lists."""
    copied = tables.profile()["copied"]
    if source not in copied["sources"]:
        return
    wrong = column.draws.hit("id/copied", pids, copied["share"])
    wrong &= np.array([bool(v) and len(v) == 18 for v in column.cells], dtype=bool)
    luck = (column.draws.bits("id/copied#", pids) >> np.uint64(32)).astype(np.int64)
    for i in np.nonzero(wrong)[0]:
        column.cells[i] = _one_digit(column.cells[i], int(luck[i]))
    column.tags[wrong] |= bit("id_wrong")


def spoil_numbers(column: Column, kin: NDArray[Any], strangers: NDArray[Any], born: NDArray[Any]) -> None:
    """Identity numbers: taken from kin, shared with a stranger, mistyped, shortened, oddly written, left out."""
    for fault, others, mark in (("id_other", kin, "borrowed_number"), ("id_same", strangers, "shared_number")):
        known = np.array([o is not None for o in others], dtype=bool)
        mask = column.draws.hit(f"{column.tag}/{fault}", column.key, column.rates.get(fault, 0.0) / 100) & known
        column.cells[mask] = others[mask]
        column.tags[mask] |= bit(mark)
        if fault == "id_other":
            column.rates = {**column.rates, "id_theirs": tables.profile()["forms"]["number_notes"]}
            column.spoil("id_theirs", _theirs, "", mask)
    column.spoil("id_digit", _one_digit, "id_wrong")
    column.spoil("id_swap", _swap, "id_wrong")
    column.spoil("id_length", _length, "id_wrong")
    _fifteen(column, born)
    column.spoil("id_x", lambda t, n: _odd_x(t, n), "id_written_oddly", _ends_with_x(column.cells, column))
    column.spoil("id_letter", _letter, "id_written_oddly")
    column.spoil("id_fullwidth", lambda t, _: t.translate(_FULL), "id_written_oddly")
    column.spoil("id_junk", _junk, "id_written_oddly")
    column.spoil("id_blank", lambda _, n: BLANKS[n % len(BLANKS)] or None, "id_missing")


def _fifteen(column: Column, born: NDArray[Any]) -> None:
    """15 digits: of those born before 1975, and of some born before the 18 came in October 1999."""
    whole = np.array([bool(v) and len(v) == 18 for v in column.cells], dtype=bool)
    old, young = born < np.datetime64("1975-01-01"), born < np.datetime64("1999-10-01")
    share = tables.profile()["forms"]["fifteen_young"]
    column.rates = {**column.rates, "fifteen_young": column.rates.get("id_fifteen", 0.0) * share}

    def short(text: str, _: int) -> str:
        return identity.fifteen(np.array([text], dtype=object))[0]

    column.spoil("id_fifteen", short, "id_fifteen", old & whole)
    column.spoil("fifteen_young", short, "id_fifteen", young & ~old & whole)


def _ends_with_x(values: NDArray[Any], column: Column) -> NDArray[np.bool_]:
    """The X rate is meant per X row, eleven times the share of all rows."""
    column.rates = {**column.rates, "id_x": min(100.0, column.rates.get("id_x", 0.0) * 11)}
    return np.array([bool(v) and v.endswith("X") for v in values], dtype=bool)
