"""Written dates brought to figures: words around them, Chinese numerals, letters for figures, odd separators."""

from __future__ import annotations

import re
import unicodedata

from assets.standard import lunar, text

TIME = re.compile(r"(?<=\d|日)[T ]*(?:[上下]午|[AaPp][Mm])? *\d{1,2}(:|时|点)\d{1,2}.*$")
# The solar calendar, what happened that day, the lunar date besides.
AROUND = re.compile(r"^[(]?(?:公历|阳历|新历)[)]?:?|[(](?:公历|阳历|新历)[)]$|(?:出)?生$")
LUNAR_BESIDES = re.compile(r"(?<=[\d日号])[(](?:农历|阴历|旧历)[^)]*[\d一二三四五六七八九十][^)]*[)]$")
AGE = re.compile(r"^[约虚]?(?:(?P<years>\d{1,2}|1[01]\d|120)[多来]?周?岁|\d{1,2}个月)(?:左右|大)?$")
NUMERAL = "〇零○Oo一二三四五六七八九十"
SPOKEN = re.compile(
    rf"^(?P<year>[{NUMERAL}]{{2}}|[{NUMERAL}]{{4}}|\d{{2}}|\d{{4}})年"
    rf"(?:(?P<month>[{NUMERAL}]{{1,3}}|\d{{1,2}})月(?:(?P<day>[{NUMERAL}]{{1,3}}|\d{{1,2}})[日号]?)?)?$"
)
LETTERS = re.compile(r"^[\dOoIl|]{4}[-./年][\dOoIl|]{1,2}[-./月][\dOoIl|]{1,2}日?$|^[\dOoIl|]{8}$")
FIGURES = str.maketrans("OoIl|", "00111")
SEPARATORS = re.compile(r"[,、。·*\u2010-\u2015\-]+|(?<=月)/")


def age(raw: str) -> int | None:
    """Years of an age written in place of a date: 45岁, 约45周岁, 60多岁; 0 for 3个月."""
    found = AGE.match(text.BLANKS.sub("", tidy(raw)))
    return int(found["years"] or 0) if found else None


def tidy(raw: str) -> str:
    """Half-width, without the quotes that an export leaves and without blanks at the ends."""
    return unicodedata.normalize("NFKC", raw).strip().strip("'\"=“”")


def bare(written: str) -> str:
    """A tidy text without its time of day, its blanks and the words around the date."""
    solid = text.BLANKS.sub("", TIME.sub("", written))
    return AROUND.sub("", LUNAR_BESIDES.sub("", solid))


def in_figures(solid: str) -> tuple[str, bool]:
    """A solar date in figures, and whether letters were read as figures.

    一九八五年三月十二日, 1985年三月12 and 1985年3月12日 alike; separators become `-`; other texts stay.
    """
    if LETTERS.match(solid):
        figures = solid.translate(FIGURES)
        return figures, figures != solid
    found = SPOKEN.match(solid)
    return (_spoken(found) if found else SEPARATORS.sub("-", solid)), False


def _spoken(found: re.Match[str]) -> str:
    year, month, day = found["year"].replace("o", "O"), found["month"], found["day"]
    try:
        parts = [f"{lunar.year_number(year):0{len(year)}d}年"]
        parts += [f"{lunar.number(part)}{unit}" for part, unit in ((month, "月"), (day, "日")) if part]
    except (KeyError, ValueError):
        return found[0]
    return "".join(parts)
