"""Names: cleaned, keyed for comparison, split into surname and given name, and told what kind they are."""

from __future__ import annotations

import re
from typing import NamedTuple

import duckdb
import opencc
import pyarrow as pa

from assets.standard import text
from assets.standard.name_cells import ANY_HAN, are_several, clean
from assets.standard.name_kinds import (
    NEWBORN,
    UNKNOWN,
    infant_surname,
    is_infant,
    is_partial,
    known_surname,
    split_surname,
)
from assets.standard.pinyin import given_pinyin, surname_pinyin

ILLEGIBLE = re.compile(r"[?？□〓*＊■▇△○×�某\ue000-\uf8ff]")
MASK = re.compile(r"(?<![A-Za-z])[Xx]{1,2}(?![A-Za-z])")
SIGNS = re.compile(rf"[^\w{UNKNOWN}]|_")  # of a key: no letter, figure or unknown character
LONGEST = 50  # characters; what is longer is no name
LATIN_PART = re.compile(r"[A-Za-z]+")
# Two to four ordinary characters, none of which could be part of the forms above: most names are read here.
ORDINARY = re.compile(
    r"(?![小老阿大].$)(?!(.)\1$)[\u4e00-\u9fff]{2,4}"
    r"(?<![生士姐太傅师姨叔爷妈娘哥奶板志爸属婆公人长亲女宝妻媳婿妇出世])"
)
TELLING = re.compile("[某之婴儿胎取故亡户挂名和与及跟]")


class Name(NamedTuple):
    """A name as stored, its comparison key, its parts and pinyin, its kind and the issue (see module names)."""

    name: str | None = None
    name_key: str | None = None
    surname: str | None = None
    given: str | None = None
    name_pinyin: str | None = None
    surname_pinyin: str | None = None
    given_pinyin: str | None = None
    name_kind: str | None = None
    issue: str | None = None


class _Simplified(dict[int, str]):
    """Code point -> simplified form, one character at a time (str.translate table)."""

    def __init__(self) -> None:
        self.converter = opencc.OpenCC("t2s")

    def __missing__(self, code_point: int) -> str:
        self[code_point] = self.converter.convert(chr(code_point))
        return self[code_point]


SIMPLIFIED = _Simplified()


def standardize(raw: str) -> Name:
    """Standardize one written name.

    Name: as `name_cells.clean` leaves it. Key: simplified, letters only, ＊ for each unknown character; NULL for
    infants that have no name yet, and for a cell with several persons: whose row it is nobody knows, `inconsistent`.
    A text of more than 50 characters is no name: unreadable.
    Kinds: `full`, `infant` (张某之子, 未取名), `partial` (李女, 张先生, 小王), `foreign` (Latin and other letters).
    """
    if len(raw) > LONGEST:
        return Name(issue="unreadable")
    ordinary = ORDINARY.fullmatch(raw) and not TELLING.search(raw)
    name = raw if ordinary else clean(raw)
    solid = text.BLANKS.sub("", name)
    key = solid.translate(SIMPLIFIED)
    known = text.placeholders("name").get(key.upper())
    if not solid or known is not None:
        return Name(name_kind="infant") if NEWBORN.search(key) else Name(issue="unreadable" if known else None)
    issue = "repaired" if name != raw else None
    if ordinary:
        return _full(name, key, key, issue)
    if are_several(solid):
        return Name(name, name_kind="partial", issue="inconsistent")
    if is_infant(solid):
        return _infant(solid, issue)
    return _chinese(solid, issue) if ANY_HAN.search(solid) else _foreign(name, issue)


def _infant(name: str, issue: str | None) -> Name:
    surname = infant_surname(name)
    reading = surname_pinyin(surname) if surname else None
    return Name(name, surname=surname, surname_pinyin=reading, name_kind="infant", issue=issue)


def _foreign(name: str, issue: str | None) -> Name:
    letters = "".join(c for c in name.upper() if c.isalpha())
    if len(letters) < 2:
        return Name(issue="unreadable")
    return Name(name, letters, name_pinyin=letters.lower(), name_kind="foreign", issue=issue)


def _chinese(name: str, issue: str | None) -> Name:
    masked = MASK.sub(lambda found: UNKNOWN * len(found[0]), ILLEGIBLE.sub(UNKNOWN, name))
    spoken = SIGNS.sub("", masked).translate(SIMPLIFIED)
    key = LATIN_PART.sub(UNKNOWN, spoken)
    if not is_partial(name, spoken):
        return _full(name, key, spoken, issue)
    surname = known_surname(key)
    reading = surname_pinyin(surname) if surname else None
    return Name(name, key, surname, None, given_pinyin(spoken), reading, None, "partial", issue)


def _full(name: str, key: str, spoken: str, issue: str | None) -> Name:
    """`spoken` is the key with Latin parts left, that write a rare character by its pinyin (张WEI华, WEI华)."""
    surname = split_surname(key)
    latin = LATIN_PART.match(spoken)
    first = latin[0].lower() if latin else surname_pinyin(surname)
    second = given_pinyin(spoken[latin.end() if latin else len(surname) :])
    return Name(name, key, surname, key[len(surname) :], first + second, first, second, "full", issue)


def build(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Make temp table `std_name` (raw and the columns of `Name`) from `texts` (raw)."""
    raw = [row[0] for row in con.execute(f"select raw from {texts} order by raw").fetchall()]
    columns = list(zip(*map(standardize, raw), strict=True)) or [()] * len(Name._fields)
    arrays = [pa.array(column, pa.string()) for column in (raw, *columns)]
    con.register("std_name_read", pa.table(arrays, names=["raw", *Name._fields]))
    con.execute("create or replace temp table std_name as select * from std_name_read")
    con.unregister("std_name_read")


def collect_numbers(con: duckdb.DuckDBPyConnection, numbers: str) -> None:
    """Make temp table `std_name_number` (raw, number): a number that stands in the cell of a name; add to `numbers`."""
    con.execute(r"""create or replace temp table std_name_number as
        select raw, regexp_extract(std_solid(raw), '\d{17}[\dXx]', 0) as number from std_name
        where regexp_matches(std_solid(raw), '^\D*\d{17}[\dXx]\D*$')""")
    con.execute(f"insert into {numbers} select number from std_name_number except select raw from {numbers}")
