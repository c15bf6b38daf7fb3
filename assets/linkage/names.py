"""How two names agree: one list of levels, used by the number rules and by the model.

Every condition compares the columns `name, full_name, other, pinyin, sound, shape, surname, given` of side `_l` and
side `_r` with nothing but `=`, `substr` and `length` on characters, so that it means the same on every engine.
"""

from __future__ import annotations

COLUMNS = ("name", "full_name", "other", "pinyin", "sound", "shape", "surname", "given")
LETTERS = range(1, 5)
"""Positions compared one by one; the rest of a longer name is compared as a whole."""

NULL = "name_l is null or name_r is null"
EQUAL = "full_name_l = full_name_r"
FORMER = "full_name_l = other_r or other_l = full_name_r"
HOMOPHONE = "pinyin_l = pinyin_r and length(name_l) = length(name_r)"
SOUND_ALIKE = "sound_l = sound_r and length(name_l) = length(name_r)"
LOOKALIKE = "shape_l = shape_r"
SURNAME_CHANGED = "given_l = given_r and length(given_l) >= 2"


def _each_letter(condition: str) -> list[str]:
    return [condition.format(l=f"substr(name_l, {i}, 1)", r=f"substr(name_r, {i}, 1)") for i in LETTERS]


def _same_length_and_rest() -> str:
    return f"length(name_l) = length(name_r) and substr(name_l, {LETTERS[-1] + 1}) = substr(name_r, {LETTERS[-1] + 1})"


def unknown_character() -> str:
    """All characters known on both sides are equal and at least one is unknown (＊)."""
    letters = " and ".join(_each_letter("({l} = {r} or {l} = '＊' or {r} = '＊')"))
    return f"{_same_length_and_rest()} and {letters}"


def near() -> str:
    """Same length, exactly one character differs."""
    differing = " + ".join(_each_letter("({l} <> {r})::int"))
    return f"{_same_length_and_rest()} and length(name_l) >= 2 and {differing} = 1"


def one_character() -> str:
    """Same surname, exactly one of at least two given characters differs: siblings look like this."""
    return f"surname_l = surname_r and length(given_l) >= 2 and {near()}"


AGREEING = ("equal", "former", "unknown_character", "homophone", "sound_alike", "lookalike")
"""Levels at which two names may well be one name."""


def levels() -> dict[str, str]:
    """Level -> condition, the strongest agreement first; NULL names and disagreement are not among them."""
    return {
        "equal": EQUAL,
        "former": FORMER,
        "unknown_character": unknown_character(),
        "homophone": HOMOPHONE,
        "sound_alike": SOUND_ALIKE,
        "lookalike": LOOKALIKE,
        "one_character": one_character(),
        "surname_changed": SURNAME_CHANGED,
        "near": near(),
    }


def sides(left: str, right: str) -> str:
    """SQL of the compared columns of two aliases, as the levels name them."""
    return ", ".join(
        f"{alias}.{column} as {column}_{side}" for alias, side in ((left, "l"), (right, "r")) for column in COLUMNS
    )


def level_sql() -> str:
    """SQL of the level's name: `none` where a side has no name, `differs` where nothing agrees."""
    cases = " ".join(f"when {condition} then '{level}'" for level, condition in levels().items())
    return f"case when {NULL} then 'none' {cases} else 'differs' end"
