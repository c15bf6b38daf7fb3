"""Which scope a row or a sheet belongs to (contract.md section 1): from the row, else its sheet, else its file.

Scopes are codes where a code can be had: villages 12 digits, towns 9, grids as written; else a name; else WHOLE.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from assets.landing.account import SheetAccount
from assets.landing.dates import without_dates
from assets.landing.manifest import COUNTY
from assets.landing.places import TOWN, VILLAGE, Places, tidy, town_code, village_code
from assets.registry.headers import normalise
from assets.registry.sources import ScopeKind, Source

GRID = re.compile(r"(?<!\d)(?!20)(\d{13,18})(?!\d)")
# 户编码 of 全员人口: village 12, group 2, serial 4; a spreadsheet keeps its first 15 digits.
HOUSEHOLD = re.compile(r"(?!20)(\d)\.?(\d{8}(?!000)\d{3})(?:\d{6}|\d{0,3}[eE]\+17)")
HAN = re.compile(r"[\u3400-\u9fff]{2,}")
PLACE = re.compile(r"[\u3400-\u9fff]+?(?:街道|社区|镇|乡|村)")
# Words that files are called by, whatever they are of.
GENERIC = re.compile(
    r"第?[\d一二三四五六七八九十]+(?:月份?|[批次期]|季度)"
    r"|花名册|名册|名单|台账|登记|信息|统计|汇总|明细|人员|人口|户籍|数据|情况"
    r"|导出|报送|上报|采集|系统|最新|最终|终版|定稿|修改|更新|副本|全县|全市|全区|[0-9A-Za-z\W_]|[表册本份]"
)
WHOLE = "全部"  # the scope of rows and files that name no place at all: the source as a whole
PLAIN_SHEET = re.compile(r"(?i)^(sheet|工作表|表)\s*\d*(\s*\(\d+\))?$")
NUMERALS = "一二三四五六七八九十"
GROUP = re.compile(rf"(?<![-~、至,\d{NUMERALS}])第?(\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:村民)?小?组(?!长)")


class RowScope(NamedTuple):
    """What a row says of its scope: `named` in its scope columns; else what is `likely`, by its address or its town."""

    named: str | None = None
    likely: str | None = None


def row_scope(kind: ScopeKind | None, values: Sequence[str], address: str, places: Places) -> RowScope:
    """The scope that a row names, as written: a merged village by its old code.

    `values` are its scope columns, the best first, `address` the town and village that its address names.
    """
    texts = [tidy(value) for value in values]
    if kind not in ("village", "township"):
        return RowScope(next(filter(None, texts), None) if kind else None)
    named = next(filter(None, (_region(kind, text, texts, places) for text in texts)), None)
    if named or kind == "township":
        return RowScope(named)
    towns = (m[1] for text in texts if (m := TOWN.fullmatch(text)))
    return RowScope(None, places.village([address, *texts]) or next(towns, None) or places.town([address, *texts]))


def sheet_scope(kind: ScopeKind, path: str, account: SheetAccount, source: Source, places: Places) -> str:
    """Scope of the rows of a sheet that name none: a code in its titles, its name or the file's, then a name there.

    Where no code can be had it is what the file is called besides the words for what it holds; else WHOLE.
    """
    texts = [*account.titles, account.sheet or "", *file_names(path)]
    named = [account.sheet or "", *account.titles, *file_names(path)]
    found: str | None = None
    if kind == "village":
        found = village_code(texts) or places.village(named) or town_code(texts) or places.town(named)
    elif kind == "township":
        village = village_code(texts)
        found = places.current(village)[:9] if village else town_code(texts) or places.town(named)
    elif kind == "grid":
        found = next((m[1] for t in texts if (m := GRID.search(t))), None) or places.grid(named)
    return found or _called(path, account.sheet, source, by_sheet=kind in ("village", "township", "grid"))


def part_label(path: str) -> str:
    """What a file is called whatever the month: tells the files apart that hold parts of one export."""
    return "/".join(re.sub(r"[\W_]+", " ", without_dates(name)).strip() for name in file_names(path))


def file_names(path: str) -> list[str]:
    """Names that may tell where a file is from: its own, its folders', its zip's; not the month's and the source's."""
    county, *rest = PurePosixPath(path.replace("!", "/")).parts
    parts = rest[2:] if COUNTY.fullmatch(county) else rest[1:]
    return [PurePosixPath(part).stem for part in reversed(parts)]


def group_number(text: str | None) -> str | None:
    """A villager group as people write it: 1 for 1组, 01, 第一村民小组; other names stay as they are."""
    bare = tidy(text or "")
    if match := re.search(r"\d+", bare):
        return str(int(match[0]))
    if match := re.search(rf"[{NUMERALS}]{{1,3}}(?=(村民)?小?组|$)", bare):
        return str(_numeral(match[0]))
    return bare or None


def file_group(path: str, account: SheetAccount) -> str | None:
    """The one villager group that a file or sheet says it holds; None where it says none, or several."""
    texts = (unicodedata.normalize("NFKC", t) for t in (*account.titles, account.sheet or "", *file_names(path)))
    found = {group_number(match[1]) for text in texts for match in GROUP.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _region(kind: ScopeKind, text: str, context: Sequence[str], places: Places) -> str | None:
    code = VILLAGE.fullmatch(text)
    if kind == "village":
        if household := HOUSEHOLD.fullmatch(text):
            return household[1] + household[2]
        return code[1] if code else None if text.isdigit() else places.village([text, *context])
    town = TOWN.fullmatch(text)
    if code or town:
        return (places.current(code[1]) if code else town[1] if town else "")[:9]
    return None if text.isdigit() else places.town([text, *context])


def _called(path: str, sheet: str | None, source: Source, *, by_sheet: bool) -> str:
    """The place that a file is called after, and its sheet where the sheet's name says something."""
    words = _own_words(source)
    name = next(filter(None, (_place_in(name, words) for name in file_names(path))), "")
    tables = {normalise(name) for layout in source.layouts for name in layout.sheet_names}
    says = sheet and not PLAIN_SHEET.match(sheet.strip()) and normalise(sheet) not in tables
    own = sheet.strip() if by_sheet and says and sheet else ""
    return "/".join(filter(None, (name, own))) or WHOLE


def _place_in(name: str, words: re.Pattern[str]) -> str:
    rest = words.sub("", GENERIC.sub("", words.sub("", without_dates(name))))
    town = PLACE.match(rest)
    return town[0] if town else rest


def _own_words(source: Source) -> re.Pattern[str]:
    """The words for what a source's files hold."""
    labels = HAN.findall(unicodedata.normalize("NFKC", source.label_zh))
    sheets = (part for layout in source.layouts for name in layout.sheet_names for part in HAN.findall(name))
    return re.compile("|".join(sorted({*labels, *sheets}, key=lambda word: (-len(word), word))))


def _numeral(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    digit = {c: i + 1 for i, c in enumerate(NUMERALS)}
    if "十" not in text:
        return digit[text[-1]]
    return digit.get(tens, 1) * 10 + digit.get(ones, 0)
