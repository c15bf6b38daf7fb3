"""Names: cleaned, keyed for comparison, split into surname and given name, and told what kind they are."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

import duckdb
import opencc
import pyarrow as pa

from assets.standard import text
from assets.standard.data import read
from assets.standard.name_kinds import (
    HAN,
    NEWBORN,
    UNKNOWN,
    infant_surname,
    is_infant,
    is_partial,
    known_surname,
    split_surname,
)
from assets.standard.pinyin import given_pinyin, surname_pinyin

ANY_HAN = re.compile(f"[{HAN}]")
DOTS = str.maketrans(dict.fromkeys("•・．.‧∙⋅●˙﹒⸱᛫", "·"))
ILLEGIBLE = re.compile(r"[?？□〓*＊■▇△○×�某\ue000-\uf8ff]")
# '张三 2' is the second home of 张三 in the table of households, '张伟A' one of two of that name in a class
SERIAL = re.compile(rf"(?<=[{HAN}]{{2}})[-—_#]?(?:[(\[]?\d{{1,2}}[)\]]?|[A-Da-d])$")
REMARK = re.compile(r"[(\[【<][^)\]】>]*[)\]】>]$")
LONGEST = 50  # characters; what is longer is no name
LATIN_PART = re.compile(r"[A-Za-z]+")
# Two to four ordinary characters, none of which could be part of the forms above: most names are read here.
ORDINARY = re.compile(
    r"(?![小老阿大].$)(?!(.)\1$)[\u4e00-\u9fff]{2,4}"
    r"(?<![生士姐太傅师姨叔爷妈娘哥奶板志爸属婆公人长亲女宝])"
)
TELLING = re.compile("[某之婴儿胎取]")


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


@cache
def characters() -> dict[int, str]:
    """Code points that stand for another character: the old private use block, CJK radicals (str.translate table)."""
    return {int(row["code_point"][2:], 16): row["character"] for row in read("characters")}


def standardize(raw: str) -> Name:
    """Standardize one written name.

    Name: NFKC, radicals and private use characters mapped, blanks out, dots as ·, serial and remark cut off.
    Key: simplified, without dots, ＊ for each unknown character; NULL for infants that have no name yet.
    A text of more than 50 characters is no name: unreadable.
    Kinds: `full`, `infant` (张某之子, 未取名), `partial` (李女, 张先生, 小王), `foreign` (Latin and other letters).
    """
    if len(raw) > LONGEST:
        return Name(issue="unreadable")
    ordinary = ORDINARY.fullmatch(raw) and not TELLING.search(raw)
    name = raw if ordinary else _clean(raw)
    solid = text.BLANKS.sub("", name)
    key = solid.translate(SIMPLIFIED)
    known = text.placeholders("name").get(key.upper())
    if not solid or known is not None:
        return Name(name_kind="infant") if NEWBORN.search(key) else Name(issue="unreadable" if known else None)
    issue = "repaired" if name != raw else None
    if ordinary:
        return _full(name, key, key, issue)
    if is_infant(solid):
        return _infant(solid, issue)
    return _chinese(solid, issue) if ANY_HAN.search(solid) else _foreign(name, issue)


def _clean(raw: str) -> str:
    shown = unicodedata.normalize("NFKC", raw.translate(characters())).strip().strip("'\"=`")
    name = text.BLANKS.sub(" ", shown).strip().translate(DOTS)
    if ANY_HAN.search(name):
        name = SERIAL.sub("", REMARK.sub("", name.replace(" ", "")))
    return name


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
    spoken = ILLEGIBLE.sub(UNKNOWN, name.replace("·", "")).translate(SIMPLIFIED)
    key = LATIN_PART.sub(UNKNOWN, spoken)
    if not is_partial(name, spoken):
        return _full(name, key, spoken, issue)
    surname = known_surname(key)
    reading = surname_pinyin(surname) if surname else None
    return Name(name, key, surname, None, given_pinyin(spoken), reading, None, "partial", issue)


def _full(name: str, key: str, spoken: str, issue: str | None) -> Name:
    """`spoken` is the key with Latin parts left, that write a rare character by its pinyin (张WEI华)."""
    surname = split_surname(key)
    first, second = surname_pinyin(surname), given_pinyin(spoken[len(surname) :])
    return Name(name, key, surname, key[len(surname) :], first + second, first, second, "full", issue)


def build(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Make temp table `std_name` (raw and the columns of `Name`) from `texts` (raw)."""
    raw = [row[0] for row in con.execute(f"select raw from {texts} order by raw").fetchall()]
    columns = list(zip(*map(standardize, raw), strict=True)) or [()] * len(Name._fields)
    arrays = [pa.array(column, pa.string()) for column in (raw, *columns)]
    con.register("std_name_read", pa.table(arrays, names=["raw", *Name._fields]))
    con.execute("create or replace temp table std_name as select * from std_name_read")
    con.unregister("std_name_read")
