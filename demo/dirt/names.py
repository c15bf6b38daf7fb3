"""Names: sound-alikes, look-alikes, former and traditional forms, unknown characters, nicknames, notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

from demo import tables
from demo.dirt.column import Column
from demo.truth import bit


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
    spelt = lazy_pinyin(text[at])[0].upper()
    return text[:at] + ("?", "？", "*", "□", "〓", "\ue863", spelt)[luck % 7] + text[at + 1 :]


def _nick(text: str, luck: int) -> str:
    spelt = " ".join(lazy_pinyin(text)).upper()
    return ("小" + text[-1], text[0] + "先生", text[-1] + "妈妈", "老" + text[0], text[0] + "师傅", spelt)[luck % 6]


def _noted(text: str, luck: int) -> str:
    """What a clerk has left beside the name."""
    return ("{}（户主）", "{} 2", "1、{}", "（{}）", "{}。", "{}(已核实)", "{}同志")[luck % 7].format(text)


def _dots(text: str, luck: int) -> str:
    return text.replace("·", ("•", "・", "．", ".", "‧", "∙", "", "⋅", "･", " ")[luck % 10])


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
    forms = tables.profile()["forms"]
    by_hand = column.rates.get("name_space", 0.0) >= forms["noted_from"]
    column.rates = {**column.rates, **rare_share, "dots": forms["dot_variants"]}
    column.rates["noted"] = forms["name_notes"] if by_hand else 0.0
    column.spoil("rare", _rare, "name_rare", with_rare)
    column.spoil("dots", _dots, "", np.array([bool(v) and "·" in v for v in column.cells], dtype=bool))
    column.spoil("name_nick", _nick, "name_nick")
    column.spoil("noted", _noted)
    short = np.array([bool(v) and len(v) == 2 for v in column.cells], dtype=bool)
    column.spoil("name_space", lambda t, n: t[0] + ("　", " ", "  ")[n % 3] + t[1], "", short)
