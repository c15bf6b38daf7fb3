"""What else stands in the cell of a name: what an export, a note, a serial number or a form of address has left there.

It is taken out where nothing is guessed; what could as well be part of the name stays (张三女 may be called so).
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache

from assets.standard import text
from assets.standard.data import read
from assets.standard.name_kinds import HAN
from assets.standard.pinyin import surname_readings

ANY_HAN = re.compile(f"[{HAN}]")
# U+30FB and U+FF0E become · and . by NFKC
DOTS = str.maketrans(dict.fromkeys("•・．.‧∙⋅●˙﹒⸱᛫▪◦∘ᆞ⁃", "·"))
QUOTES = "'\"=`“”‘’「」"
OPEN, CLOSE = r"(\[【<《", r")\]】>》"
NOTED = rf"[{OPEN}][^{CLOSE}]*[{CLOSE}]"
STATE = "已故|已死亡|已亡|已去世|去世|死亡|已迁出|迁出|空挂户?|外出|户主|夫妇|一家"
# 张三 女: a blank, and no other one, stands between a name and the sex.
SEX_BEHIND = re.compile(rf"(?<=^[{HAN}]{{2}}) [男女]$|(?<=^[{HAN}]{{3}}) [男女]$")
ENCLOSED = re.compile(rf"^[{OPEN}]([^{OPEN}{CLOSE}]*)[{CLOSE}]$")
BESIDE = (
    re.compile(rf"^{NOTED}(?=.)|(?<=.){NOTED}(?=$|之[长次三大小双]?[子女婴])|[{CLOSE}]$"),
    re.compile(rf"^(?:(?:户主|人员|居民)?姓名|户主|本人)[:\-·]?(?=[{HAN}]{{2}})"),
    re.compile(rf"(?<=[{HAN}]{{2}})[/,、]?(?:曾用名|原名|又名|别名|小名|乳名)[:·]?[{HAN}]+$"),
    re.compile(rf"(?<=[{HAN}]{{2}})[-/,、:·_]?(?:{STATE})$|(?<=[{HAN}]{{2}})[/,、;_-][男女]$"),
    # '张三 2' is the second home of 张三 in the table of households, '张伟A' one of two of that name in a class
    re.compile(rf"(?<=[{HAN}]{{2}})[-—_#]?(?:[(\[]?\d{{1,2}}[)\]]?|[A-Da-d])$"),
    # a serial number in front; a telephone or identity number behind
    re.compile(rf"^\d{{1,4}}[.、·)\-]?(?=[{HAN}][{HAN}?？*＊□〓])|(?<=[{HAN}][{HAN}{CLOSE}])[:/,]?\d{{3,}}[Xx]?$"),
    re.compile(r"^[、,。;:★☆※#_\-·]+|[、,。;:_\-·]+$"),
)
ADDRESSED = re.compile(rf"^([{HAN}]{{2,3}})(?:先生|女士|老师|同志|师傅|医生)$")
NO_GIVEN_NAME = frozenset("老大小家氏某")
JOINED = re.compile(rf"^[{HAN}·]{{2,}}(?:[、/,;&+|\\][{HAN}·]{{2,}})+$")
AND = re.compile(rf"^([{HAN}]{{2,3}})[和与及跟]([{HAN}]{{2,3}})$")


@cache
def characters() -> dict[int, str]:
    """Code points that stand for another character: the old private use block, CJK radicals (str.translate table)."""
    return {int(row["code_point"][2:], 16): row["character"] for row in read("characters")}


def clean(raw: str) -> str:
    """A written name as it is stored: NFKC, radicals and private use characters mapped, dots as ·, blanks tidied.

    A name with Chinese characters loses its blanks and what stands beside it (`BESIDE`).
    """
    shown = unicodedata.normalize("NFKC", html.unescape(raw).translate(characters())).strip().strip(QUOTES)
    name = text.BLANKS.sub(" ", shown).strip().translate(DOTS)
    return _alone(SEX_BEHIND.sub("", name).replace(" ", "")) if ANY_HAN.search(name) else name


def _alone(name: str) -> str:
    """Taken out again and again: a note may stand behind a number that stands behind a note."""
    before = None
    while name != before:
        before, name = name, ENCLOSED.sub(r"\1", name)
        for pattern in BESIDE:
            name = pattern.sub("", name)
    found = ADDRESSED.match(name)
    return found[1] if found and _has_given_name(found[1]) else name


def _has_given_name(name: str) -> bool:
    known = surname_readings()
    return name[0] in known and name not in known and name[1] not in NO_GIVEN_NAME and name[0] not in "小老阿大"


def are_several(name: str) -> bool:
    """Whether a cell names more than one person: 张三、李四; 张三和李四."""
    both = AND.match(name)
    return bool(JOINED.match(name)) or bool(both and all(n[0] in surname_readings() for n in both.groups()))
