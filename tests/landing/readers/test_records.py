"""Records of text, numbered by line: the fast reader and Python's csv module read the same, whatever the text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.landing.readers import blocks as blocks_module
from assets.landing.readers.blocks import blocks
from assets.landing.readers.lines import RECORD_LINES
from assets.landing.readers.records import records
from assets.landing.readers.sniff import UnreadableError

Records = list[tuple[int, list[str]]]
FIELD = st.text('张a1 ,"\t', max_size=4)
CELL = st.text('张a1 ,"\r\n', max_size=4)
WRITTEN = st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=40)
REGULAR = st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=10, max_size=60)
ANYTHING = st.text('a,"\r\n', max_size=80)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks_module, "HEAD", 16)
    monkeypatch.setattr(blocks_module, "BLOCK", 128)


def short(record: Sequence[str]) -> list[str]:
    """A record without the empty cells at its end: a blank line has as many of them as one likes."""
    return list(record[: max((i for i, cell in enumerate(record, 1) if cell), default=0)])


def by_csv(text: str) -> Records:
    """What the csv module alone reads; a record whose quotation marks break the rules costs its first line only."""
    lines, start, found = list(io.StringIO(text, newline="")), 0, []
    while start < len(lines):
        reader = csv.reader(lines[start:])
        record = next(reader)
        length = reader.line_num
        if length > 1 and not by_the_rules(lines[start : start + length]):
            record, length = next(csv.reader(lines[start : start + 1], quoting=csv.QUOTE_NONE)), 1
        found.append((start + 1, short(record)))
        start += length
    return found


def by_the_rules(lines: list[str]) -> bool:
    try:
        return len(lines) <= RECORD_LINES and len(list(csv.reader(lines, strict=True))) == 1
    except csv.Error:
        return False


def by_blocks(text: str, encoding: str = "utf-8", remarks: list[str] | None = None) -> tuple[Records, int]:
    """What is read from blocks, and how many records of it as whole columns."""
    found, fast = [], 0
    told = [] if remarks is None else remarks
    content = blocks(io.BytesIO(text.encode(encoding)), encoding, told, certain=encoding == "utf-8")
    for chunk in records(content, ",", told):
        rows = chunk.rows or zip_longest(*(c.to_pylist() for c in chunk.texts))
        found += list(zip(chunk.numbers, map(short, rows), strict=True))
        fast += 0 if chunk.rows else len(chunk)
    return found, fast


def delimited(rows: list[list[str]], *, all_quoted: bool = False) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL).writerows(rows)
    return buffer.getvalue()


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(ANYTHING, WRITTEN.map(delimited)))
def test_any_text_reads_as_by_the_csv_module(text: str) -> None:
    assert by_blocks(text)[0] == by_csv(text)


@settings(max_examples=100, deadline=None)
@given(rows=REGULAR, encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]), all_quoted=st.booleans())
def test_regular_text_is_read_by_columns(rows: list[list[str]], encoding: str, all_quoted: bool) -> None:
    text = delimited(rows, all_quoted=all_quoted)
    found, fast = by_blocks(text, encoding)
    assert found == list(enumerate(map(short, rows), 1))
    assert fast > 0 or len(text.encode(encoding)) <= 16 + 128


def test_after_a_ragged_block_columns_come_again() -> None:
    regular = [[str(i), "甲", "乙"] for i in range(60)]
    text = delimited([*regular, ["only one"], [], *regular])
    found, fast = by_blocks(text)
    assert found == by_csv(text)
    assert 80 < fast < 120


def test_a_cell_over_two_blocks() -> None:
    rows = [["a", "b\n" * 20, "c"], *([str(i), "", ""] for i in range(40))]
    found, fast = by_blocks(delimited(rows))
    assert [(n, r) for n, r in found if n in (1, 22, 23)] == [(1, rows[0]), (22, ["0"]), (23, ["1"])]
    assert fast > 0


def test_a_line_that_no_block_holds_is_refused() -> None:
    with pytest.raises(UnreadableError, match="a line is longer than 128 bytes"):
        by_blocks("a,b\n" + "x" * 1000)


def test_nul_characters_are_left_out_and_told() -> None:
    remarks: list[str] = []
    found = b"".join(blocks(io.BytesIO(b"a,b\x00\n\x001,2\n"), "utf-8", remarks, certain=True))
    assert (found, remarks) == (b"a,b\n1,2\n", ["2 NUL characters left out"])


def test_a_quotation_mark_that_stays_open_costs_its_own_line() -> None:
    rows = [["a", "b\nb", "c"], *([str(i), "乙", "丙"] for i in range(50))]
    remarks: list[str] = []
    text = delimited(rows[:25], all_quoted=True) + '"x","y,z\r\n' + delimited(rows[25:], all_quoted=True)
    found, _ = by_blocks(text, remarks=remarks)
    lines = [1, *range(3, 27), *range(28, 54)]
    assert found == sorted([*zip(lines, rows, strict=True), (27, ['"x"', '"y', "z"])])
    assert remarks == ["1 lines with a quotation mark that is never closed: it is read as it stands"]
