"""Rows below a header that are form, not data: blank rows, footers, repeated headers and titles, comments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from assets.landing.sheets.footers import Footers
from assets.landing.sheets.header import Header
from assets.landing.sheets.mapping import serial_columns
from assets.landing.sheets.masks import any_of, filled, matches, none_of, within

COMMENT = (
    r"^[(（]?(必填|选填|可选|非必填|不填|示例|例如|例[:：]|如[:：]|格式|请(填|选|输)|填写|下拉|多个|同身份证|\d{1,2}\s*位|\d\s*[=＝]|"
    r"(?i:yyyy)|文本格式|日期格式)|分隔[)）]?$"
)
TITLE = 5  # characters of a lone cell above a header that are taken for its title, whatever it says
ABOVE_A_HEADER = rf"^[^·]{{{TITLE},}}$"  # 买买提·艾力 is a person
COMMENT_ROWS = 3  # a row of comments stands right under the header


class Form:
    """Tells the form of one sheet from its data; chunks have to come in order."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._serial = serial_columns(header.labels, header.mapping)
        self._footers = Footers(header)
        self._begun = False

    def masks(self, cells: Sequence[pa.Array], length: int) -> tuple[dict[str, pa.Array], list[str]]:
        """Which rows are no data, by reason (account.SKIPS), and the texts of the footers.

        A row with nothing but a serial number is blank; one that only names a group or a building is a title.
        """
        content = [c for i, c in enumerate(cells) if i not in self._serial]
        if not content:
            return {"blank": pa.array([True] * length)}, []
        footer, section = self._footers.masks(cells, content)
        repeated = self._repeated(cells, length)
        title = any_of([section, self._title(pc.coalesce(*cells), content), _above(repeated, content)])
        masks = {
            "footer": footer,
            "repeated_header": repeated,
            "title": title,
            "header": self._comment(content),
            "blank": pc.is_null(pc.coalesce(*content)),
        }
        said = [text for c in cells for text in c.filter(footer).to_pylist() if text] if pc.any(footer).as_py() else []
        return masks, said

    def _repeated(self, cells: Sequence[pa.Array], length: int) -> pa.Array:
        """Rows that say the header again, at a page break."""
        return any_of([self._equal(cells, row, length) for row in self._header.cells])

    def _equal(self, cells: Sequence[pa.Array], row: Sequence[str], length: int) -> pa.Array:
        named = [(cells[i], text) for i, text in enumerate(row) if text and i < len(cells)]
        if not named or not pc.any(_says(*named[0])).as_py():
            return none_of(length)
        hits = reduce(pc.add, [_says(c, text).cast(pa.int8()) for c, text in named])
        return pc.greater_equal(hits, (len(named) + 1) // 2)

    def _title(self, first: pa.Array, content: Sequence[pa.Array]) -> pa.Array:
        """Rows of one cell that repeat a title."""
        if not self._header.titles:
            return none_of(len(first))
        titles = pa.array(self._header.titles, pa.string())
        said = pc.is_in(pc.utf8_trim_whitespace(first), value_set=titles)
        return pc.and_(said, pc.less_equal(filled(content), 1))

    def _comment(self, content: Sequence[pa.Array]) -> pa.Array:
        length = len(content[0])
        if self._begun:
            return none_of(length)
        self._begun = True
        hits = reduce(pc.add, [matches(c.slice(0, COMMENT_ROWS), COMMENT).cast(pa.int16()) for c in content])
        return pa.concat_arrays([pc.greater_equal(hits, 2), none_of(length - len(hits))])


def _above(repeated: pa.Array, content: Sequence[pa.Array]) -> pa.Array:
    """Rows right above a repeated header whose only cell is too long for a name: `某村花名册（续）`."""
    next_one = pa.concat_arrays([repeated.slice(1), none_of(min(len(repeated), 1))])
    lone = within(next_one, content, lambda rows: pc.equal(filled(rows), 1))
    return within(lone, content, lambda rows: matches(pc.coalesce(*rows), ABOVE_A_HEADER))


def _says(cells: pa.Array, text: str) -> pa.Array:
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(cells), text), False)
