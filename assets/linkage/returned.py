"""Decisions as they come back: a workbook or CSV that names pairs of records, with the answer and who gave it.

The columns are those of the pair workbooks (`renpu linkage sample`, `renpu linkage review`); 任务号 is made from the
keys of the pair, so that a key garbled on the way is noticed. A row without answer, checker or evidence is pending, as
with everything that comes back from the field (contract.md section 4).
"""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import openpyxl

from assets.landing.dates import day_of
from assets.landing.readers.cells import as_text
from assets.linkage.ledger import Decision, Key
from assets.registry.codes import load_codes

TASK = "任务号"
KEYS = ("来源A", "记录键A", "来源B", "记录键B")
ANSWER, BASIS, CHECKER, REVIEWER, DAY = "结论", "依据", "核查人", "复核人", "核查日期"
NEEDED = (*KEYS, ANSWER, BASIS, CHECKER, DAY)
Line = dict[str, str]


class ReturnedError(Exception):
    """The file cannot be entered; the message lists every mistake, a line each, and quotes nobody."""


@dataclass(frozen=True)
class Returned:
    """What a file says: decisions, and how many rows are still without an answer, a checker or evidence."""

    decisions: tuple[Decision, ...]
    pending: int


def task_number(a: Key, b: Key) -> str:
    """L and 10 hexadecimal digits of the two keys, in whatever order they come."""
    text = "\x1f".join(part for key in sorted((a, b)) for part in key)
    return "L" + hashlib.sha256(text.encode()).hexdigest()[:10].upper()


def read_returned(file: Path, known: Callable[[Collection[Key]], Collection[Key]]) -> Returned:
    """Read a returned file; `known` tells which of its records were ever linked. Raises ReturnedError."""
    mistakes: list[str] = []
    decisions: list[Decision] = []
    lines = list(_lines(file))
    filled = [(where, line) for where, line in lines if line[ANSWER] and line[CHECKER] and line[BASIS]]
    linked = known({(line[f"来源{x}"], line[f"记录键{x}"]) for _, line in filled for x in "AB"})
    for where, line in filled:
        if found := list(_mistakes(line, linked)):
            mistakes += [f"{where}: {text}" for text in found]
        else:
            decisions.append(_decision(line))
    if mistakes:
        raise ReturnedError("\n".join([f"{file.name}: nothing was entered, {len(mistakes)} mistakes", *mistakes]))
    return Returned(tuple(decisions), len(lines) - len(filled))


def answers() -> dict[str, str]:
    """Code of link_decision by everything that is understood as its answer."""
    return {text: c.code for c in load_codes()["link_decision"] for text in (c.code, c.label_zh, *c.variants[""])}


def _decision(line: Line) -> Decision:
    a, b = sorted(((line["来源A"], line["记录键A"]), (line["来源B"], line["记录键B"])))
    day = day_of(line[DAY])
    assert day is not None
    return Decision(answers()[line[ANSWER]], *a, *b, line[BASIS], line[CHECKER], line.get(REVIEWER) or None, day)


def _mistakes(line: Line, known: Collection[Key]) -> Iterator[str]:
    a, b = (line["来源A"], line["记录键A"]), (line["来源B"], line["记录键B"])
    if line[ANSWER] not in answers():
        labels = "、".join(c.label_zh for c in load_codes()["link_decision"])
        yield f"{ANSWER} is not an answer; write one of 是、否、不能确定 ({labels})"
    for name, key in zip("AB", (a, b), strict=True):
        if key not in known:
            yield f"来源{name} and 记录键{name} name no record that was ever linked; take both from the pair workbook"
    if a == b:
        yield "both sides are the same record"
    if line.get(TASK) and line[TASK] != task_number(a, b):
        yield f"{TASK} does not belong to these two records; put the row back as the workbook had it"
    if line.get(REVIEWER) and line[REVIEWER] == line[CHECKER]:
        yield f"{REVIEWER} is the {CHECKER}; a second person has to look, or leave it empty"
    if day_of(line[DAY]) is None:
        yield f"{DAY} is no day; write it as 2026-09-30"


def _lines(file: Path) -> Iterator[tuple[str, Line]]:
    """Every filled row below a header with all needed columns, with the place it stands at; a short one lacks cells."""
    found = False
    for sheet, rows in _sheets(file):
        head: list[str] = []
        for number, row in enumerate(rows, start=1):
            cells = [as_text(cell).strip() for cell in row]
            if not head and ANSWER in cells:
                head, found = _head(cells, f"{file.name} {sheet}".strip()), True
            elif head and any(cells):
                yield f"{sheet} row {number}".strip(), dict(zip_longest(head, cells, fillvalue=""))
    if not found:
        raise ReturnedError(f"{file.name}: no sheet has a row with the column {ANSWER}; hand in the pair workbook")


def _head(cells: list[str], where: str) -> list[str]:
    if lacks := [name for name in NEEDED if name not in cells]:
        raise ReturnedError(f"{where}: the columns {'、'.join(lacks)} are missing; hand in the workbook as it was made")
    return cells


def _sheets(file: Path) -> Iterator[tuple[str, Iterator[tuple[object, ...]]]]:
    if file.suffix.lower() == ".csv":
        yield "", iter(map(tuple, csv.reader(io.StringIO(_text(file)))))
        return
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, openpyxl.utils.exceptions.InvalidFileException):
        raise ReturnedError(f"{file.name} is neither an .xlsx workbook nor a .csv file: save it as one") from None
    for sheet in book.worksheets:
        yield sheet.title, sheet.iter_rows(values_only=True)
    book.close()


def _text(file: Path) -> str:
    """UTF-8, or what Excel writes in China."""
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReturnedError(f"{file.name}: neither UTF-8 nor GB18030; save it as CSV UTF-8")
