"""Which scope a row or a sheet belongs to (contract.md section 1): from the row, else its sheet, else its file.

Scopes are codes where a code can be had: villages 12 digits, towns 9, grids as written; else a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from assets.landing.account import SheetAccount
from assets.landing.dates import without_dates
from assets.landing.places import TOWN, VILLAGE, Places, tidy, town_code, village_code
from assets.registry.headers import normalise
from assets.registry.sources import Layout, ScopeKind

GRID = re.compile(r"(?<!\d)(?!20)(\d{13,18})(?!\d)")
PLAIN_SHEET = re.compile(r"(?i)^(sheet|工作表|表)\s*\d*(\s*\(\d+\))?$")
NUMERALS = "一二三四五六七八九十"
GROUP = re.compile(rf"(?<![-~、至,\d{NUMERALS}])第?(\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:村民)?小?组(?!长)")


def row_scope(kind: ScopeKind, values: Sequence[str], places: Places) -> str | None:
    """Scope that a row names in its scope columns (`values`, the best first); None where it names none."""
    texts = [tidy(value) for value in values]
    if kind in ("village", "township"):
        return next(filter(None, (_region(kind, text, texts, places) for text in texts)), None)
    return next(filter(None, texts), None)


def sheet_scope(kind: ScopeKind, path: str, account: SheetAccount, layout: Layout, places: Places) -> str:
    """Scope of the rows of a sheet that name none: a code in its titles, its name or the file's, then a name there."""
    texts = [*account.titles, account.sheet or "", *file_names(path)]
    named = [account.sheet or "", *account.titles, *file_names(path)]
    if kind == "village":
        found = village_code(texts)
        found = places.current(found) if found else places.village(named)
    elif kind == "township":
        found = town_code(texts) or places.town(named)
    elif kind == "grid":
        found = next((m[1] for t in texts if (m := GRID.search(t))), None) or places.grid(named)
    else:
        found = None
    return found or _label(path, account.sheet, layout, by_sheet=kind in ("village", "township", "grid"))


def file_names(path: str) -> list[str]:
    """Names that may tell where a file is from: its own, its folders', its zip's; not the month's and the source's."""
    parts = PurePosixPath(path.replace("!", "/")).parts[2:]
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
        return places.current(code[1]) if code else None if text.isdigit() else places.village([text, *context])
    town = code or TOWN.fullmatch(text)
    return town[1][:9] if town else None if text.isdigit() else places.town([text, *context])


def _label(path: str, sheet: str | None, layout: Layout, *, by_sheet: bool) -> str:
    """What the file is called whatever the month, and its sheet where the sheet's name says something."""
    stem = re.sub(r"[\W_]+", " ", without_dates(file_names(path)[0])).strip() or layout.layout
    tables = {normalise(name) for name in layout.sheet_names}
    says = sheet and not PLAIN_SHEET.match(sheet.strip()) and normalise(sheet) not in tables
    return f"{stem}/{sheet}" if by_sheet and says else stem


def _numeral(text: str) -> int:
    tens, _, ones = text.rpartition("十")
    digit = {c: i + 1 for i, c in enumerate(NUMERALS)}
    if "十" not in text:
        return digit[text[-1]]
    return digit.get(tens, 1) * 10 + digit.get(ones, 0)
