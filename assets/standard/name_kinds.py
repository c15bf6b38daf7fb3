"""What a name that is no full name looks like: infants without one, forms of address, nicknames, masks."""

from __future__ import annotations

import re

from assets.standard.pinyin import surname_readings

UNKNOWN = "＊"
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
INFANT = re.compile(
    rf"^(?:(?P<surname>[{HAN}]{{1,2}}?)某某?|[{HAN}·]{{2,5}})之(?:(?:长|次|三|大|小|双)?[子女婴]|[大小二]宝)(?:[大小一二12AB]宝?|之.+)?$"
    rf"|^[{HAN}]{{2,3}}[大小二]宝$"
)
NEWBORN = re.compile(r"新生儿|婴儿|男婴|女婴|双胞胎|待取名|未取名|^(?:大|小|二|毛|宝)宝$")
TITLE = re.compile(
    r"(?:先生|女士|小姐|太太|师傅|老师|阿姨|叔叔|大爷|大妈|大娘|大叔|大哥|大姐|奶奶|爷爷|老板|医生|同志"
    r"|妈|爸|家属|老婆|老公|爱人|家长|母亲|父亲)$|^.女$|某|(?<=..)(?:妻|媳|婿|之[夫父母孙弟兄姐妹])$"
)
# 梅妈妈 is called by her own given name or by her child's, a wife by her husband's: no surname of theirs.
RELATIVE = re.compile(r"(?:[^大]妈|爸|奶奶|爷爷|家属|老婆|老公|爱人|家长|母亲|父亲|妻|媳|婿|之[夫父母孙弟兄姐妹])$")
FORM_OF_ADDRESS = re.compile(rf"^[小老阿大][{HAN}]$")


def is_infant(name: str) -> bool:
    """Whether a newborn has no name yet: 张某之子, 李丽之长女, 新生儿, 大宝."""
    return bool(INFANT.match(name) or NEWBORN.search(name))


def infant_surname(name: str) -> str | None:
    """张某之子 says the surname; 张丽之子 names a parent, so it says none."""
    found = INFANT.match(name)
    return found["surname"] if found else None


def is_partial(name: str, spoken: str) -> bool:
    """Whether a name is a form of address, a nickname, a mask or one character: 张先生, 小王, 春春, 李*, 李某某, 王.

    `spoken` has ＊ for each masked or illegible character: with nothing else behind the first, only a surname is known.
    """
    doubled = len(spoken) == 2 and spoken[0] == spoken[1] and spoken[0] not in surname_readings()
    nameless = not spoken[1:].strip(UNKNOWN)
    return doubled or nameless or bool(FORM_OF_ADDRESS.match(spoken) or TITLE.search(name))


def split_surname(key: str) -> str:
    """The surname of a comparison key: two characters where they are a compound surname, else the first."""
    return key[:2] if len(key) > 2 and key[:2] in surname_readings() else key[:1]


def known_surname(key: str) -> str | None:
    """The surname that a partial name begins with, if it is one: 张 of 张先生, none of 小王, 春春 or 梅妈妈."""
    surname = split_surname(key)
    theirs = not FORM_OF_ADDRESS.match(key) and not RELATIVE.search(key)
    return surname if theirs and surname in surname_readings() else None
