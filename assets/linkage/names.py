"""How two names agree: one list of levels, used by the number rules and by the model.

Every condition compares the columns `COLUMNS` of side `_l` and side `_r` with nothing but `=`, `substr` and `length` on
characters, so that it means the same on every engine. Who is only called 老王, 张先生, 小芳 or 芳芳 has no name, but a
surname or a last character by which he is called (`called_family`, `called_given`).
"""

from __future__ import annotations

COLUMNS = (
    "name", "full_name", "other", "pinyin", "sound", "shape", "surname", "given", "called_family", "called_given",
)  # fmt: skip
LETTERS = range(1, 5)
"""Positions compared one by one; the rest of a longer name is compared as a whole."""

UNCALLED = "(name_{0} is null and called_family_{0} is null and called_given_{0} is null)"
NULL = f"{UNCALLED.format('l')} or {UNCALLED.format('r')} or (name_l is null and name_r is null)"
EQUAL = "full_name_l = full_name_r"
FORMER = "full_name_l = other_r or other_l = full_name_r"
HOMOPHONE = "pinyin_l = pinyin_r and (length(name_l) = length(name_r) or surname_l is null or surname_r is null)"
"""Equal pinyin, or one side is written in it: ZHANG WEI has no surname of characters and is longer than 张伟."""
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


def called() -> str:
    """One side is called by the last character of the other's given name: 小芳 or 芳芳 for 王秀芳."""
    return " or ".join(f"called_given_{a} = substr(given_{b}, length(given_{b}), 1)" for a, b in ("lr", "rl"))


def doubled() -> str:
    """One side is the last character of the other's given name twice: 阳阳 for 杨祥阳, though 阳 is a surname too."""
    return " or ".join(
        f"(length(name_{a}) = 2 and given_{a} = surname_{a} and given_{a} = substr(given_{b}, length(given_{b}), 1))"
        for a, b in ("lr", "rl")
    )


CALLED_BY_SURNAME = "called_family_l = surname_r or called_family_r = surname_l"


def another() -> str:
    """Somebody else's name: no sound, former name or given character in common, whatever the surnames."""
    letters = " and ".join(
        f"(substr(name_l, {i}, 1) <> substr(name_r, {i}, 1) or substr(name_l, {i}, 1) = '')" for i in LETTERS[1:]
    )
    apart = f"(surname_l <> surname_r or length(name_l) <> length(name_r) or (length(given_l) >= 2 and {letters}))"
    return f"{apart} and given_l <> given_r and sound_l <> sound_r and not coalesce({FORMER}, false)"


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
        "called": called(),
        "called_by_surname": CALLED_BY_SURNAME,
        "called_otherwise": "name_l is null or name_r is null",
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
