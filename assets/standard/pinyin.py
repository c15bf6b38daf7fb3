"""Toneless pinyin of names: a character table filled as characters occur, and the readings of surnames."""

from __future__ import annotations

from functools import cache

from pypinyin import lazy_pinyin

from assets.standard.data import read


class _Syllables(dict[int, str]):
    """Code point -> syllable; a character without a reading stands for itself (str.translate table)."""

    def __missing__(self, code_point: int) -> str:
        character = chr(code_point)
        syllables = lazy_pinyin(character)
        self[code_point] = syllables[0].lower() if syllables else character.lower()
        return self[code_point]


SYLLABLES = _Syllables()


@cache
def surname_readings() -> dict[str, str]:
    """Surname -> toneless pinyin, compound surnames included; 单 is shan, 曾 zeng, 尉迟 yuchi."""
    return {row["surname"]: row["pinyin"] or row["surname"].translate(SYLLABLES) for row in read("surnames")}


def given_pinyin(given: str) -> str:
    """Syllables of a given name, joined without a sign between them; ＊ (an unknown character) stays."""
    return given.translate(SYLLABLES)


def surname_pinyin(surname: str) -> str:
    """Syllables of a surname by its surname reading."""
    return surname_readings().get(surname) or surname.translate(SYLLABLES)
