"""Cells that are somebody's values and no header names: their row is no header, and nothing of it is shown to people.

A form filled in for one person (`姓名 | 张三 | 身份证号 | 3702…`) has header names too, beside the values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from assets.landing.sheets.mapping import known_headers
from assets.registry.headers import normalise

HAN = "\u3400-\u9fff"
NUMBER = re.compile(r"\d{7}|\d{2}[*×]{3}|\d\.\d+E\+?\d")  # of an ID card, a phone, one masked, one rounded by Excel
DATE = re.compile(r"(19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?")
MARKS = re.compile(r"[\s\-—_]")
LONG_NUMBER = re.compile(r"\d{6,}")  # no header holds one
TERM = re.compile(  # how header names begin or end, and hardly any name of a person
    r"[号码名期址间数称话地别态型系位人区况所划组点由舍因质途员式门次构度种级籍向住证岗姻类注历格务份谓音色状片限户额职]$|^(是否|有无|何|\d{4}年)"
)
PERSON = re.compile(  # the hundred surnames that the Ministry of Public Security counted most often in 2007
    "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    rf"[{HAN}·]{{1,3}}"
)
PAIRS = 2  # labels with a value behind each that make a form

Knows = Callable[[str], bool]


def is_value(cell: str) -> bool:
    """Whether a cell is an ID number, a phone number or a date, whole or masked; a note in brackets may hold one."""
    text = unicodedata.normalize("NFKC", cell).upper()
    text = MARKS.sub("", text.split("(")[0]) or text
    return NUMBER.search(text) is not None or DATE.fullmatch(unicodedata.normalize("NFKC", cell).strip()) is not None


def is_term(cell: str) -> bool:
    """Whether an unknown cell reads like the name of a column, rather than like a name or another word."""
    return TERM.search(normalise(cell).split("(")[0]) is not None


def is_form(row: Sequence[str], knows: Knows) -> bool:
    """Whether header names and values alternate in a row: a form of one person."""
    cells = [cell for cell in row if cell]
    told = [knows(cell) for cell in cells]
    values = [i for i in range(1, len(cells)) if told[i - 1] and not told[i] and not is_term(cells[i])]
    alone = [i for i in values if i + 1 == len(cells) or told[i + 1]]
    named = any(normalise(cells[i - 1]).endswith("姓名") and PERSON.fullmatch(cells[i]) for i in values)
    return named or len(alone) >= PAIRS or (sum(told) >= PAIRS and any(map(is_value, cells)))


def is_name_row(row: Sequence[str], knows: Knows) -> bool:
    """Whether no cell of a row is a value: only such a row is a header."""
    return not any(map(is_value, row)) and not is_form(row, knows)


def is_known(cell: str) -> bool:
    """Whether any source's column has this header."""
    return normalise(cell) in known_headers()


def shown(text: str) -> str:
    """A header as a message names it: without blanks, and without whatever looks like a number of somebody."""
    return LONG_NUMBER.sub("…", "".join(text.split()))
