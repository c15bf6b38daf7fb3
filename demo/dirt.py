"""Faults of the people who keep registers, at the rates of `profile.toml`. Every fault is told to the truth as a tag.

A fault is drawn per (source, person, copy), so it stays in a register month after month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from demo import identity, tables
from demo.draws import Draws
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


@dataclass
class Column:
    """One column of rows being spoilt: cells, who each row speaks of, the draws' key, and the tags so far."""

    cells: NDArray[Any]
    key: NDArray[Any]
    tags: NDArray[np.int64]
    draws: Draws
    tag: str
    rates: dict[str, float]

    def spoil(self, fault: str, change: Callable[[str, int], str | None], mark: str = "", where: Any = True) -> None:
        """Apply `change(value, 32 random bits)` to the fault's share of filled cells."""
        rate = self.rates.get(fault, 0.0) / 100
        if not rate:
            return
        name = f"{self.tag}/{fault}"
        mask = self.draws.hit(name, self.key, rate) & np.array([bool(v) for v in self.cells]) & where
        luck = (self.draws.bits(name + "#", self.key) >> np.uint64(32)).astype(np.int64)
        for i in np.nonzero(mask)[0]:
            new = change(self.cells[i], int(luck[i]))
            if mark and new != self.cells[i]:
                self.tags[i] |= bit(mark)
            self.cells[i] = new


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
    old = (born < np.datetime64("1975-01-01")) & np.array([bool(v) and len(v) == 18 for v in column.cells])
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


def _confused(table: str) -> Callable[[str, int], str]:
    pairs = tables.confusions(table)

    def change(text: str, luck: int) -> str:
        at = [i for i in range(len(text) - 1, -1, -1) if text[i] in pairs and (i > 0 or luck % 8 == 0)]
        if not at:
            return text
        spot = at[luck // 8 % len(at)]
        options = pairs[text[spot]]
        return text[:spot] + options[luck // 64 % len(options)] + text[spot + 1 :]

    return change


def _surname_variant(text: str, luck: int) -> str:
    options = tables.confusions("surname_variants").get(text[0], "")
    return options[luck % len(options)] + text[1:] if options else text


def _rare(text: str, luck: int) -> str:
    known = set(tables.lines("rare"))
    spots = [i for i, c in enumerate(text) if c in known]
    at = spots[0] if spots else len(text) - 1
    return text[:at] + ("?", "？", "*", "□", "〓", "\ue863")[luck % 6] + text[at + 1 :]


def _nick(text: str, luck: int) -> str:
    return ("小" + text[-1], text[0] + "先生", text[-1] + "妈妈", "老" + text[0], text[0] + "师傅")[luck % 5]


def _dots(text: str, luck: int) -> str:
    return text.replace("·", ("•", "・", "．", ".", "‧", "∙", "")[luck % 7])


def spoil_names(column: Column, former: NDArray[Any]) -> None:
    """Names: former ones, sound-alikes, look-alikes, traditional or unknown characters, nicknames, blanks inside."""
    share = column.rates.get("name_former", 0.0) / 100 / tables.profile()["population"]["renamed"]
    mask = column.draws.hit(f"{column.tag}/former", column.key, share)
    mask &= np.array([f is not None for f in former], dtype=bool)
    column.cells[mask] = former[mask]
    column.tags[mask] |= bit("name_former")
    column.spoil(
        "name_sound", lambda t, n: _surname_variant(t, n) if n % 6 == 0 else _confused("homophones")(t, n), "name_sound"
    )
    column.spoil("name_look", _confused("lookalikes"), "name_look")
    column.spoil("name_traditional", _confused("traditional"), "name_traditional")
    rare = set(tables.lines("rare"))
    with_rare = np.array([bool(v) and any(c in rare for c in v) for v in column.cells], dtype=bool)
    rare_share = {
        "rare": min(100.0, column.rates.get("name_rare", 0.0) / tables.profile()["population"]["rare_character"])
    }
    column.rates = {**column.rates, **rare_share, "dots": 60.0}
    column.spoil("rare", _rare, "name_rare", with_rare)
    column.spoil("dots", _dots, "", np.array([bool(v) and "·" in v for v in column.cells], dtype=bool))
    column.spoil("name_nick", _nick, "name_nick")
    short = np.array([bool(v) and len(v) == 2 for v in column.cells], dtype=bool)
    column.spoil("name_space", lambda t, n: t[0] + ("　", " ", "  ")[n % 3] + t[1], "", short)


def spoil_births(
    draws: Draws, tag: str, key: NDArray[Any], births: NDArray[Any], rate: float, tags: NDArray[np.int64]
) -> NDArray[Any]:
    """Birth dates that contradict the number: the lunar date, a year off, month and day confused."""
    mask = draws.hit(f"{tag}/birth", key, rate / 100) & ~np.isnat(births)
    kind = draws.integers(f"{tag}/birth#", key, 0, 4)
    lunar = draws.integers(f"{tag}/lunar", key, 20, 50)
    shift = np.choose(kind, [lunar, 365, -366, draws.integers(f"{tag}/near", key, 1, 10)])
    out = births.astype("datetime64[D]")
    out[mask] = out[mask] - shift[mask].astype("timedelta64[D]")
    tags[mask] |= bit("birth_conflict")
    return out


def spoil_phones(column: Column, shared: NDArray[Any]) -> None:
    """Phones: the family's one, none, or one written with blanks, a country code, or two in one cell."""
    known = np.array([s is not None for s in shared], dtype=bool)
    rate = column.rates.get("phone_shared", 0.0) / 100
    mask = column.draws.hit(f"{column.tag}/shared", column.key, rate) & known
    column.tags[mask & (column.cells != shared)] |= bit("phone_shared")
    column.cells[mask] = shared[mask]
    column.rates = {**column.rates, "style": 2.5}
    column.spoil("phone_blank", lambda _, n: None if n % 12 else "无")
    forms = (
        "{0} {1} {2}",
        "{0}-{1}-{2}",
        "+86{0}{1}{2}",
        "86{0}{1}{2}",
        "0{0}{1}{2}",
        "{0}{1}{2}；07135{1}{2}",
        "0719-72{1}",
    )
    column.spoil("style", lambda t, n: forms[n % 7].format(t[:3], t[3:7], t[7:11]) if len(t) >= 11 else t)
