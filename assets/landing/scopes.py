"""Which scope a row or a sheet belongs to (contract.md section 1): from the row, else its sheet, else its file.

Scopes are codes where a code can be had: villages 12 digits, towns 9, grids as written; else a name; else WHOLE.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from assets.landing.account import SheetAccount
from assets.landing.naming import called_after, file_names, unit_called
from assets.landing.places import FLOAT, TOWN, VILLAGE, Places, tidy, town_code, village_code, whole_number
from assets.registry.sources import ScopeKind, Source

GRID = re.compile(r"(?<!\d)(?!20)(\d{13,18})(?!\d)")
# 户编码 of 全员人口: village 12, group 2, serial 4; a spreadsheet keeps its first 15 digits.
HOUSEHOLD = re.compile(r"(?!20)(\d)\.?(\d{8}(?!000)\d{3})(?:\d{6}|\d{0,3}[eE]\+17)")
NUMERALS = "一二三四五六七八九十"
GROUP = re.compile(rf"(?<![-~、至,\d{NUMERALS}])第?(\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:村民)?小?组(?!长)")

TRACT = re.compile(r"普查小区(?:编号|代码)?:\s*([0-9A-Za-z-]+)")  # as the tract's own 一套表 says


class RowScope(NamedTuple):
    """What a row says of its scope: `named` in its scope columns; else what is `likely`, by its address or its town."""

    named: str | None = None
    likely: str | None = None


def row_scope(kind: ScopeKind | None, values: Sequence[str], address: str, places: Places) -> RowScope:
    """The scope that a row names, as written: a merged village by its old code.

    `values` are its scope columns, the best first, `address` the town and village that its address names.
    """
    texts = [whole_number(value) for value in values]
    if kind not in ("village", "township"):
        whole = (text for text in texts if text and not (kind == "grid" and FLOAT.fullmatch(text)))
        return RowScope(next(whole, None) if kind else None)
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
    elif kind in ("school", "unit"):
        found = unit_called(path, account, source)
    return found or called_after(path, account.sheet, source, by_sheet=kind in ("village", "township", "grid"))


def group_number(text: str | None) -> str | None:
    """A villager group as people write it: 1 for 1组, 01, 第一村民小组; other names stay as they are."""
    bare = tidy(text or "")
    if match := re.search(r"\d+", bare):
        return str(int(match[0]))
    if match := re.search(rf"[{NUMERALS}]{{1,3}}(?=(村民)?小?组|$)", bare):
        return str(_numeral(match[0]))
    return bare or None


def file_group(path: str, account: SheetAccount) -> str | None:
    """The one part of a village that a sheet says it holds: a census tract in a title, or a villager group anywhere.

    None where it says none, or several.
    """
    titles = [unicodedata.normalize("NFKC", title) for title in account.titles]
    if tracts := {match[1] for title in titles for match in TRACT.finditer(title)}:
        return f"普查小区{tracts.pop()}" if len(tracts) == 1 else None
    texts = (*titles, *(unicodedata.normalize("NFKC", t) for t in (account.sheet or "", *file_names(path))))
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


def _numeral(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    digit = {c: i + 1 for i, c in enumerate(NUMERALS)}
    if "十" not in text:
        return digit[text[-1]]
    return digit.get(tens, 1) * 10 + digit.get(ones, 0)
