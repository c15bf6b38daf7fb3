"""Regions as people write them: province, city, county, township and village at the head of an address, by name.

Longest match, with or without the upper levels and the official suffixes, old names of a village included.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from assets.standard.data import read

TOWN_SUFFIX = re.compile("(?:街道办事处|街道办|办事处|街道|民族乡|镇|乡)$")
VILLAGE_SUFFIX = re.compile("(?:社区居民委员会|社区居委会|村民委员会|居民委员会|村委会|居委会|社区|村)$")
UPPER_SUFFIX = re.compile("(?:自治州|自治县|地区|市|县|区)$")
# Behind the name of a province or city: another county or district follows, not a street or an estate.
GOES_ON = re.compile(r"(?!路|街|大道|巷|小)[^0-9]{1,12}?(?:市|州|盟|旗|县|(?<!小)(?<!社)区)")
SHORTEST = 2


@dataclass(frozen=True)
class Head:
    """What the head of an address says; its first `length` characters are the region.

    `region`: 12 digits of the village, else 6 of the county or of a place elsewhere (zeros for what is not known);
    `villages`: the villages meant, several where the name stands in several towns and no town is written; `town`: the
    town (9 digits) where the address names it and no village.
    """

    length: int = 0
    region: str | None = None
    villages: tuple[str, ...] = ()
    town: str | None = None


def town_forms(name: str) -> set[str]:
    """阜安街道 -> 阜安街道, 阜安街道办事处, 阜安街道办, 阜安办事处, 阜安办, 阜安."""
    root = TOWN_SUFFIX.sub("", name)
    if len(root) < SHORTEST or root == name:
        return {name}
    street = name.endswith(("街道", "办事处", "街道办"))
    return {name, root} | {root + s for s in ("街道", "街道办", "街道办事处", "办事处", "办") if street}


def village_forms(name: str) -> set[str]:
    """梅畈村村民委员会 -> 梅畈村, 梅畈村委会, 梅畈村民委员会; 夏漕社区居民委员会 -> 夏漕社区, 夏漕居委会 …."""
    root = village_root(name)
    if root == name:
        return {name, name + "村"}
    rural = "村民" in name or "村委" in name or name.endswith("村")
    ends = ["社区居民委员会", "社区居委会", "社区", "居民委员会", "居委会"]
    ends += ["村", "村村民委员会", "村民委员会", "村村委会", "村委会"] if rural else []
    return {name} | {root + end for end in ends}


def village_root(name: str) -> str:
    """梅畈 of 梅畈村村民委员会: the name without what the office is called."""
    office = VILLAGE_SUFFIX.sub("", name)
    root = office.removesuffix("村").removesuffix("社区") if office != name else office
    return next(form for form in (root, office, name) if len(form) >= SHORTEST or form == name)


@dataclass
class Gazetteer:
    """Names of the county's regions, of those above it and of the provinces."""

    county: str
    upper: dict[str, str] = field(default_factory=dict)
    towns: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    villages: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def match(self, text: str) -> Head:
        """Read the head of an address (text without blanks)."""
        best, position, last = self._inside(text, 0), 0, ""
        while step := self._step(text, position):
            position, last = position + len(step), self.upper[step]
            best = max(best, self._inside(text, position), key=lambda head: (bool(head.villages), head.length))
        if best.region and (best.villages or best.length >= position):
            return best
        if last in ("", self.county):
            return Head(position, last or None)
        unclear = self.county.startswith(last.rstrip("0")) and not GOES_ON.match(text, position)
        return Head(position, None if unclear else last)

    def _inside(self, text: str, position: int) -> Head:
        village = _longest(text, position, self.villages)
        if village:
            codes = tuple(sorted(self.villages[village]))
            return Head(position + len(village), codes[0] if len(codes) == 1 else self.county, codes)
        town = _longest(text, position, self.towns)
        if not town:
            return Head()
        meant = self.towns[town]
        return Head(position + len(town), self.county, town=next(iter(meant)) if len(meant) == 1 else None)

    def _step(self, text: str, position: int) -> str:
        """The next upper name; one without its suffix (湖北, 上海) only where a lower name follows it."""
        step = _longest(text, position, self.upper)
        short = step and step[-1] not in "省市县区州盟旗"
        return "" if short and not self._follows(text, position + len(step)) else step

    def _follows(self, text: str, position: int) -> bool:
        known = self._inside(text, position).region or _longest(text, position, self.upper)
        return bool(known or GOES_ON.match(text, position))


def _longest(text: str, position: int, names: Iterable[str]) -> str:
    """The longest of the names that stands at `position`, or ''."""
    top = min(len(text) - position, 40)
    return next((s for n in range(top, 1, -1) if (s := text[position : position + n]) in names), "")


def load(con: duckdb.DuckDBPyConnection, county: str) -> Gazetteer:
    """The gazetteer of `landing.region`; names of expired villages lead to what stands in their place."""
    found = Gazetteer(county)
    for row in read("provinces"):
        found.upper |= {row["name"]: row["code"] + "0000", row["short"]: row["code"] + "0000"}
    rows = con.execute("""select distinct r.code, std_solid(r.region_name), coalesce(v.into_code, r.code)
        from landing.region r left join std_village v using (code)
        where regexp_full_match(r.code, '\\d{12}') and r.region_name is not null order by all""").fetchall()
    names = {code: name for code, name, _ in rows}
    for code, name, into in rows:
        _enter(found, code, name, into, names)
    inhabited = {into[:9] for code, _, into in rows if not code.endswith("000")}
    for codes in found.towns.values():
        codes &= inhabited
    return found


def _enter(found: Gazetteer, code: str, name: str, into: str, names: dict[str, str]) -> None:
    if code.endswith("000000"):
        short = UPPER_SUFFIX.sub("", name)
        found.upper |= {form: code[:6] for form in (name, short) if len(form) >= SHORTEST}
        return
    own = {name, name.removeprefix(names.get(code[:6] + "000000", ""))}
    if code.endswith("000"):
        for form in {form for n in own for form in town_forms(n)}:
            found.towns[form].add(code[:9])
        return
    town = names.get(code[:9] + "000", "")
    towns = {form for n in (town, town.removeprefix(names.get(code[:6] + "000000", ""))) if n for form in town_forms(n)}
    for n in own:
        for form in village_forms(n):
            found.villages[form].add(into)
        for form in {*village_forms(n), village_root(n)}:
            for t in towns:
                found.villages[t + form].add(into)
