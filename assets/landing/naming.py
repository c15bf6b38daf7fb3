"""What files and sheets are called: the place or unit in a name, without the words for what the file holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from assets.landing.account import SheetAccount
from assets.landing.dates import without_dates
from assets.landing.manifest import COUNTY
from assets.landing.places import tidy
from assets.registry.headers import normalise
from assets.registry.sources import Layout, Source

HAN = re.compile(r"[\u3400-\u9fff]{2,}")
# A place that a title names; 本村 is none, and 第二村民小组 only a part of one.
NAMED = re.compile(r"[\u3400-\u9fff]+?(?<![本全各该])(?:街道|社区|镇|乡|村)(?!民?小组)")
PLACE = re.compile(r"[\u3400-\u9fff]+?(?:街道|社区|镇|乡|村)")
# Words that files are called by, whatever they are of.
GENERIC = re.compile(
    r"第?[\d一二三四五六七八九十]+(?:月份?|[批次期]|季度)"
    r"|花名册|名册|名单|台账|登记|信息|统计|汇总|明细|人员|人口|户籍|数据|情况"
    r"|导出|报送|上报|采集|系统|最新|最终|终版|定稿|修改|更新|副本|全县|全市|全区|[0-9A-Za-z\W_]|[表册本份]"
)
WHOLE = "全部"  # the scope of rows and files that name no place at all: the source as a whole
PLAIN_SHEET = re.compile(r"(?i)^(sheet|工作表|表)\s*\d*(\s*\(\d+\))?$")
LIST_WORDS = re.compile(r"(人员|员工|职工|教职工|学生|工人)?(花名册|名册|名单|台账|登记表|明细表?|表)$")
# Sheets of parts of a unit, which is complete only as a whole.
PART = re.compile(r"([班级部科室组批期]|车间|教师|教工|职工|学生|员工|工人|人员)$|^[\d一二三四五六七八九十]+$")
UNIT = re.compile(
    r"(公司|集团|[厂矿场店铺行社院馆站所局]|企业|合作社|学校|[小中大]学|幼儿园|工地|项目部?|铁路段|工务段)$"
)


def part_label(path: str) -> str:
    """What a file is called whatever the month: tells the files apart that hold parts of one export."""
    return "/".join(re.sub(r"[\W_]+", " ", without_dates(name)).strip() for name in file_names(path))


def file_names(path: str) -> list[str]:
    """Names that may tell where a file is from: its own, its folders', its zip's; not the month's and the source's."""
    county, *rest = PurePosixPath(path.replace("!", "/")).parts
    parts = rest[2:] if COUNTY.fullmatch(county) else rest[1:]
    return [PurePosixPath(part).stem for part in reversed(parts)]


def called_after(path: str, sheet: str | None, source: Source, *, by_sheet: bool) -> str:
    """The place that a file is called after, and its sheet where the sheet's name says something; else WHOLE."""
    words = _own_words(source)
    name = next(filter(None, (_place_in(name, words) for name in file_names(path))), "")
    own = sheet.strip() if by_sheet and sheet and _says(sheet, source) else ""
    return "/".join(filter(None, (name, own))) or WHOLE


def unit_called(path: str, account: SheetAccount, source: Source) -> str | None:
    """The unit or school that a sheet's titles (`企业名称：甲厂`) or its own name say it is of; None where they do not.

    A sheet that is called like a unit stands by itself, so that it is the same in whatever file it comes; any other
    one within its file.
    """
    if titled := _titled(account.titles, source.layouts):
        return titled
    name = LIST_WORDS.sub("", tidy(account.sheet or ""))
    if UNIT.search(name):
        return name
    if not name or not _says(name, source) or PART.search(name) or not GENERIC.sub("", name):
        return None
    return called_after(path, name, source, by_sheet=True)


def places_named(titles: Iterable[str], layouts: Iterable[Layout]) -> set[str]:
    """The places that titles name in passing (`赵围村花名册`), and the unit or school that they are of."""
    text = unicodedata.normalize("NFKC", " ".join(titles))
    unit = _titled([text], layouts)
    return {match[0] for match in NAMED.finditer(text)} | ({unit} if unit else set())


def _titled(titles: Iterable[str], layouts: Iterable[Layout]) -> str | None:
    """What stands behind a header of a scope column in the titles, the best column first."""
    text = unicodedata.normalize("NFKC", " ".join(titles))
    for headers in (layout.columns[c].headers for layout in layouts for c in layout.scope):
        label = "|".join(map(re.escape, sorted(headers, key=lambda h: (-len(h), h))))
        if found := re.search(rf"(?<![\u3400-\u9fff])(?:{label}) ?: *([^\s:]+)(?!\S)", text):
            return tidy(found[1])
    return None


def _says(sheet: str, source: Source) -> bool:
    """Whether a sheet's name is more than the program's or the table's."""
    tables = {normalise(name) for layout in source.layouts for name in layout.sheet_names}
    return not PLAIN_SHEET.match(sheet.strip()) and normalise(sheet) not in tables


def _place_in(name: str, words: re.Pattern[str]) -> str:
    rest = words.sub("", GENERIC.sub("", words.sub("", without_dates(name))))
    town = PLACE.match(rest)
    return town[0] if town else rest


def _own_words(source: Source) -> re.Pattern[str]:
    """The words for what a source's files hold."""
    labels = HAN.findall(unicodedata.normalize("NFKC", source.label_zh))
    sheets = (part for layout in source.layouts for name in layout.sheet_names for part in HAN.findall(name))
    return re.compile("|".join(sorted({*labels, *sheets}, key=lambda word: (-len(word), word))))
