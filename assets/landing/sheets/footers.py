"""Rows below the data that speak of the list: totals, signatures, notes, dates; and lone cells that head a section.

A row about somebody is never one: a post or a note in its first cell (`负责人`, `备注：外出`) makes no footer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.sheets.header import Header
from assets.landing.sheets.masks import any_of, filled, matches, none_of, within

S = r"[\s\x{a0}\x{3000}]*"
TOTAL = rf"^{S}[(（]?(本页|本表|本村|本组|全村|全组)?([合小总共累]{S}计){S}[)）:：]*{S}\d*{S}[人户条行]?$"
ROLE = rf"^{S}(单位)?(制表|审核|填表|填报|统计|复核|经办|负责)(人|单位|日期|时间)?(签字|签名)?{S}"
SIGNED = rf"{ROLE}([:：]|$)|^{S}(填报|填表)?单位{S}([:：]|[(（]{S}[盖公]章{S}[)）])|^{S}(注|说明|备注|附注){S}[:：]"
NUMBERED = r"^\D{0,2}\d{17}[\dXx]\D{0,2}$"  # a row with an ID number is about somebody, whatever its first cell says
SIX_DIGITS = r"^(\D*\d){6}"
LABEL = rf"[:：]{S}$|^{S}(联系)?电话{S}$|^{S}日期{S}$"
DATE = r"^\D{0,3}(19|20)\d{2}\D?[01]?\d\D?[0-3]?\d日?\D?$"
# Alone in its row: words about the list, a day, a page; the name of a group, village or building heads a section.
ALONE = (
    rf"[:：]|^{S}[(（].*[)）]{S}$|(19|20)\d{{2}}{S}[-./年]{S}\d{{1,2}}|^{S}第?{S}\d+{S}(页|/{S}\d+)"
    rf"|^{S}(以上|总|合|小|全|本|共).{{0,6}}[共计]?.{{0,6}}[\d一二三四五六七八九十百]+{S}[人户条名]"
)
SECTION = (
    r"[\d一二三四五六七八九十]+[组队]|[号\d一二三四五六七八九十][楼栋幢]|单元|"
    rf"(组|单元|社区|小区|网格|委员会|村委会|居委会|.{{2}}[村队]){S}$"
)


class Footers:
    """Tells footers and section heads of one sheet from its data."""

    def __init__(self, header: Header) -> None:
        mapping = header.mapping
        self._people = mapping.layout.produces != "place"
        self._name = mapping.columns.get("name")
        self._identifying = [mapping.columns[c] for c in mapping.layout.identifying if c in mapping.columns]
        self._numbers = [i for c, i in mapping.columns.items() if c.endswith(("id_number", "phone"))]

    def masks(self, cells: Sequence[pa.Array], content: Sequence[pa.Array]) -> tuple[pa.Array, pa.Array]:
        """Footers, and heads of sections; `content` are the cells without serial numbers."""
        first, second = pc.coalesce(*cells), pc.coalesce(*content)
        footer = within(pc.or_(_says(first, second, TOTAL), _says(first, second, SIGNED)), cells, self._speaks)
        if not self._people:
            return footer, none_of(len(first))
        lone = pc.equal(filled(content), 1)
        words = within(lone, cells, lambda few: pc.and_(self._heading(few), matches(pc.coalesce(*few), ALONE)))
        section = within(lone, cells, lambda few: pc.and_(self._heading(few), matches(pc.coalesce(*few), SECTION)))
        return pc.or_(footer, words), section

    def _heading(self, cells: Sequence[pa.Array]) -> pa.Array:
        """Rows whose only cell stands first, or where names stand."""
        named = self._name is not None and self._name < len(cells)
        return pc.or_(pc.is_valid(cells[0]), pc.is_valid(cells[self._name or 0]) if named else none_of(len(cells[0])))

    def _speaks(self, cells: Sequence[pa.Array]) -> pa.Array:
        """Which of the rows that begin like a footer are one."""
        first, form = pc.coalesce(*cells), [pc.or_(matches(c, SIGNED), matches(c, TOTAL)) for c in cells]
        labels = [pc.or_(mask, matches(c, LABEL)) for c, mask in zip(cells, form, strict=True)]
        values = [pc.if_else(mask, None, c) for c, mask in zip(cells, labels, strict=True)]
        signature = pc.greater(filled([pc.if_else(mask, "", None) for mask in labels]), 1)
        role = matches(first, rf"{ROLE}[:：]")
        named = [values[i] for i in self._identifying if i < len(cells)]
        told = pc.greater_equal(filled(named), 2) if named else none_of(len(first))
        full = pc.greater_equal(pc.multiply(filled(cells), 2), len(cells))
        posted = pc.and_not(pc.or_(told, full), pc.or_(role, matches(first, TOTAL)))
        return pc.and_not(pc.or_(signature, pc.invert(pc.or_(posted, self._numbered(values)))), _certain(values))

    def _numbered(self, cells: Sequence[pa.Array]) -> pa.Array:
        """Rows with six digits where an ID or phone number belongs, that are no date."""
        numbers = [cells[i] for i in self._numbers if i < len(cells)]
        found = [pc.and_not(matches(c, SIX_DIGITS), matches(c, DATE)) for c in numbers]
        return reduce(pc.or_, found, none_of(len(cells[0])))


def _certain(cells: Sequence[pa.Array]) -> pa.Array:
    return any_of([matches(c, NUMBERED) for c in cells])


def _says(first: pa.Array, second: pa.Array, pattern: str) -> pa.Array:
    return pc.or_(matches(first, pattern), matches(second, pattern))
