"""Rows below a header: what is data, what is form, what cannot be accepted. Whole columns at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.readers.grid import Chunk
from assets.landing.sheets.fill import Filler
from assets.landing.sheets.header import Header
from assets.landing.sheets.mapping import serial_columns

S = r"[\s\x{a0}\x{3000}]*"
FOOTER = (
    rf"^{S}[(（]?(本页|本表|本村|本组|全村|全组)?([合小总共累]{S}计){S}[)）:：]*{S}\d*{S}[人户条行]?$"
    rf"|^{S}(单位)?(制表|审核|填表|填报|统计|复核|经办|负责)(人|单位|日期|时间)?(签字|签名)?{S}([:：]|$)"
    rf"|^{S}(填报|填表)?单位{S}([:：]|[(（]{S}[盖公]章{S}[)）])|^{S}(注|说明|备注|附注){S}[:：]"
)
COMMENT = (
    r"^[(（]?(必填|选填|可选|非必填|不填|示例|例如|例[:：]|如[:：]|格式|请(填|选|输)|填写|下拉|多个|同身份证|\d{1,2}\s*位|\d\s*[=＝]|"
    r"(?i:yyyy)|文本格式|日期格式)|分隔[)）]?$"
)
LONGEST = 32_767  # characters of a cell in Excel
SHOWN = 100  # characters of a longer one that are kept with the rejected row
COMMENT_ROWS = 3  # a row of comments stands right under the header


@dataclass(frozen=True)
class Part:
    """One chunk read: accepted rows (row, then the layout's columns) and rejected rows (row, reason, raw).

    `skips` counts the rows that are no data by reason (account.SKIPS), `unnamed` those with a cell in a column that has
    no header; `footers` are the texts of the footer's cells.
    """

    accepted: pa.Table
    rejected: pa.Table
    skips: Dict[str, int]
    unnamed: int
    footers: Sequence[str]


class Body:
    """Reads the chunks of one sheet in order."""

    def __init__(self, header: Header, filler: Filler) -> None:
        self._header = header
        self._filler = filler
        self._columns = header.mapping.columns
        self._layout = header.mapping.layout
        self._serial = serial_columns(header.labels, header.mapping)
        self._begun = False

    def read(self, chunk: Chunk) -> Part:
        """One chunk of rows below the header."""
        cells = chunk.columns()
        numbers = pa.array(chunk.numbers, pa.int64())
        form, footers = self._form(cells, len(numbers))
        skips = _first_reasons(form)
        cells = self._filler.fill(cells, chunk.numbers)
        known = {name: self._cell(cells, name, len(numbers)) for name in self._layout.columns}
        identified = _any([pc.is_valid(known[name]) for name in self._layout.identifying if name in known])
        data = pc.invert(_any([_none(len(numbers)), *form.values()]))
        long = _longer(known.values(), len(numbers))
        accepted = pc.and_(data, pc.and_not(identified, long))
        rejected = pc.and_not(data, accepted)
        table = pa.table({"row": numbers, **known})
        unnamed = _any([pc.is_valid(c) for i, c in enumerate(cells) if not self._label(i)] or [_none(len(numbers))])
        return Part(
            table if pc.all(accepted).as_py() else table.filter(accepted),
            self._rejects(table.filter(rejected), long.filter(rejected)),
            skips,
            _count(pc.and_(unnamed, data)),
            footers,
        )

    def _label(self, place: int) -> str:
        return self._header.labels[place].text if place < len(self._header.labels) else ""

    def _cell(self, cells: Sequence[pa.Array], name: str, length: int) -> pa.Array:
        place = self._columns.get(name, len(cells))
        return cells[place] if place < len(cells) else pa.nulls(length, pa.string())

    def _form(self, cells: Sequence[pa.Array], length: int) -> tuple[dict[str, pa.Array], list[str]]:
        """Which rows are no data, by reason; a row with nothing but a serial number is blank."""
        content = [c for i, c in enumerate(cells) if i not in self._serial]
        if not content:
            return {"blank": pa.array([True] * length)}, []
        first, second = pc.coalesce(*cells), pc.coalesce(*content)
        footer = pc.or_(_matches(first, FOOTER), _matches(second, FOOTER))
        masks = {
            "footer": footer,
            "repeated_header": self._repeated(cells, length),
            "title": self._title(first, content),
            "header": self._comment(content),
            "blank": pc.is_null(second),
        }
        said = [text for c in cells for text in c.filter(footer).to_pylist() if text] if pc.any(footer).as_py() else []
        return masks, said

    def _repeated(self, cells: Sequence[pa.Array], length: int) -> pa.Array:
        """Rows that say the header again, at a page break."""
        return _any([self._equal(cells, row, length) for row in self._header.cells])

    def _equal(self, cells: Sequence[pa.Array], row: Sequence[str], length: int) -> pa.Array:
        named = [(cells[i], text) for i, text in enumerate(row) if text and i < len(cells)]
        if not named or not pc.any(_says(*named[0])).as_py():
            return _none(length)
        hits = reduce(pc.add, [_says(c, text).cast(pa.int8()) for c, text in named])
        return pc.greater_equal(hits, (len(named) + 1) // 2)

    def _title(self, first: pa.Array, content: Sequence[pa.Array]) -> pa.Array:
        """Rows of one cell that repeat a title."""
        if not self._header.titles:
            return _none(len(first))
        titles = pa.array(self._header.titles, pa.string())
        filled = reduce(pc.add, [pc.is_valid(c).cast(pa.int16()) for c in content])
        said = pc.is_in(pc.utf8_trim_whitespace(first), value_set=titles)
        return pc.and_(said, pc.less_equal(filled, 1))

    def _comment(self, content: Sequence[pa.Array]) -> pa.Array:
        length = len(content[0])
        if self._begun:
            return _none(length)
        self._begun = True
        hits = reduce(pc.add, [_matches(c.slice(0, COMMENT_ROWS), COMMENT).cast(pa.int16()) for c in content])
        return pa.concat_arrays([pc.greater_equal(hits, 2), _none(length - len(hits))])

    def _rejects(self, table: pa.Table, long: pa.Array) -> pa.Table:
        names = {c: self._header.labels[i].text for c, i in self._columns.items()}
        wanted = ", ".join(n for n in self._layout.identifying if n in self._columns)
        raws = [_raw(row, names) for row in table.to_pylist()]
        nameless = f"none of the fields that identify a row: {wanted}"
        reasons = pc.if_else(long, f"a cell has more than {LONGEST:,} characters", nameless)
        return pa.table({"row": table["row"], "reason": reasons, "raw": pa.array(raws, pa.string())})


def _raw(row: Dict[str, object], names: Dict[str, str]) -> str:
    cells = {names[c]: _shown(str(v)) for c, v in row.items() if c in names and v is not None}
    return json.dumps(cells, ensure_ascii=False)


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:SHOWN]}… ({len(text):,} characters)"


def _longer(cells: Iterable[pa.Array], length: int) -> pa.Array:
    """Rows with a cell longer than any table's. Bytes come at no cost, and are at least as many as characters."""
    large = [c for c in cells if (pc.max(pc.binary_length(c)).as_py() or 0) > LONGEST]
    return _any([_none(length), *(pc.fill_null(pc.greater(pc.utf8_length(c), LONGEST), False) for c in large)])


def _says(cells: pa.Array, text: str) -> pa.Array:
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(cells), text), False)


def _matches(cells: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(cells, pattern), False)


def _any(masks: Sequence[pa.Array]) -> pa.Array:
    return reduce(pc.or_, masks)


def _first_reasons(masks: Dict[str, pa.Array]) -> dict[str, int]:
    """How many rows each mask takes; a row that several take counts for the first."""
    counts, taken = {}, None
    for reason, mask in masks.items():
        fresh = mask if taken is None else pc.and_not(mask, taken)
        counts[reason] = _count(fresh)
        taken = fresh if taken is None else pc.or_(taken, mask)
    return counts


def _none(length: int) -> pa.Array:
    return pc.fill_null(pa.nulls(length, pa.bool_()), False)


def _count(mask: pa.Array) -> int:
    return int(pc.sum(mask).as_py() or 0)
