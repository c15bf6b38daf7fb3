"""Whatever the form, the rows that were written are the rows that are read, and the account adds up."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assets.landing.account import SheetAccount, read_accounts
from assets.landing.parse import Task, parse_file
from assets.registry.sources import load_sources
from tests.landing.files import put, text, xls, xlsx, zipped
from tests.landing.markup import spreadsheetml, webpage

COLUMNS = {
    "name": "姓名", "sex": "性别", "birth_date": "出生日期", "id_number": "公民身份号码",
    "residence_address": "现住地址", "phone": "联系电话",
}  # fmt: skip
IDENTIFYING = {"name", "id_number", "phone"}
VALUES = st.text("张三李四丁0123456789Xx -_,;|\"'\n\t（）号楼", max_size=12)
ROW = st.fixed_dictionaries(dict.fromkeys(COLUMNS, VALUES))
WORKBOOKS = {"xlsx": xlsx, "xls": xls, "xml": spreadsheetml}
SUFFIXES = ("csv", "xlsx", "xls")
TITLES = ["某镇流动人口登记表", "填报单位：某镇", "填报日期：2026年10月5日", "", "单位：人"]
FOOTERS = ["合计", "制表人：某某  审核人：某", "注：请如实填写", "", "填报日期：2026.11.3"]


@dataclass
class Form:
    """How a table is handed over."""

    kind: str
    encoding: str
    delimiter: str
    titles: list[str]
    footers: list[str]
    serial: bool
    two_rows: bool
    repeated: bool
    blanks: bool
    merged: bool
    in_zip: bool

    @property
    def merges(self) -> bool:
        """Whether the address is written once for all rows: in no text, and not across a repeated header."""
        return self.merged and self.kind != "csv" and not self.repeated


FORMS = st.builds(
    Form,
    kind=st.sampled_from(["csv", "xlsx", "xls", "page", "xml"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
    delimiter=st.sampled_from([",", "\t", "|", ";"]),
    titles=st.lists(st.sampled_from(TITLES), max_size=6),
    footers=st.lists(st.sampled_from(FOOTERS), max_size=3),
    serial=st.booleans(),
    two_rows=st.booleans(),
    repeated=st.booleans(),
    blanks=st.booleans(),
    merged=st.booleans(),
    in_zip=st.booleans(),
)


def header_rows(form: Form) -> list[list[str]]:
    """One row, or two with the sex and the birth date under a group."""
    names = [*(["序号"] if form.serial else []), *COLUMNS.values()]
    if not form.two_rows:
        return [names]
    grouped = {"性别": "基本情况", "出生日期": ""}
    return [[grouped.get(n, n) for n in names], [n if n in grouped else "" for n in names]]


def written(form: Form, rows: list[dict[str, str]]) -> tuple[list[list[str]], list[int]]:
    """All rows of the sheet, and the place (from 0) of every data row in it."""
    head = header_rows(form)
    lines = [[title] for title in form.titles] + head
    places = []
    for i, row in enumerate(rows):
        if form.repeated and i == len(rows) // 2:
            lines += head
        if form.blanks and i % 3 == 1:
            lines.append([])
        places.append(len(lines))
        lines.append([*([str(i + 1)] if form.serial else []), *(row[c] for c in COLUMNS)])
    return lines + [[footer] for footer in form.footers], places


def content(form: Form, lines: list[list[str]], places: list[int]) -> bytes:
    """The file's bytes."""
    if form.kind == "csv":
        return text(lines, form.delimiter, form.encoding)
    top = len(form.titles)
    group = top, 1 + form.serial, top, 2 + form.serial
    merges = {"表一": [group] if form.two_rows else []}
    if form.merges and len(places) > 1:
        address = form.serial + list(COLUMNS).index("residence_address")
        merges["表一"].append((places[0], address, places[-1], address))
    if form.kind == "page":
        return webpage([lines], merges["表一"], encoding=form.encoding)
    return WORKBOOKS[form.kind]({"表一": lines}, merges)


def shown(form: Form, value: str) -> str:
    """A value as the form can hold it: a page runs blanks together."""
    if form.kind != "page":
        return value
    lines = (" ".join(re.split("[ \t]+", line)).strip(" ") for line in value.split("\n"))
    return "\n".join(filter(None, lines))


def read(name: str, delivered: bytes) -> tuple[SheetAccount, list[dict[str, str]]]:
    """The account of the only sheet and its accepted rows, without empty cells."""
    with tempfile.TemporaryDirectory() as folder:
        file = put(Path(folder), name, delivered)
        parse_file(Task(file, "sha", load_sources()["police_migrants"], Path(folder), "x"))
        ((account,),) = [f.sheets for f in read_accounts(Path(folder) / "x")]
        found = duckdb.sql(f"select row, {', '.join(COLUMNS)} from read_parquet('{folder}/x/0001.parquet')").fetchall()
    return account, [dict(zip(["row", *COLUMNS], row, strict=True)) for row in found]


def starts(form: Form, lines: list[list[str]]) -> list[int]:
    """The number of every row: in a text file the line on which it starts."""
    numbers, line = [], 1
    for row in lines:
        numbers.append(line)
        line += 1 + (sum(cell.count("\n") for cell in row) if form.kind == "csv" else 0)
    return numbers


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(form=FORMS, rows=st.lists(ROW, max_size=12))
def test_what_is_written_is_read(form: Form, rows: list[dict[str, str]]) -> None:
    if form.merges:
        rows = [{**row, "residence_address": "" if i else row["residence_address"]} for i, row in enumerate(rows)]
    lines, places = written(form, rows)
    numbers = starts(form, lines)
    name, delivered = f"a.{form.kind if form.kind in SUFFIXES else 'xls'}", content(form, lines, places)
    if form.in_zip:
        name, delivered = "a.zip", zipped({f"子目录/{name}": delivered}, old_names=True)
    account, found = read(name, delivered)

    kept = [{c: shown(form, v) if v.strip() else None for c, v in row.items()} for row in rows]
    once = {"residence_address": kept[0]["residence_address"]} if form.merges and kept else {}
    expected = [
        {"row": numbers[place], **row, **once}
        for place, row in zip(places, kept, strict=True)
        if any(row[c] for c in IDENTIFYING)
    ]
    rejected = sum(any(row.values()) for row in kept) - len(expected)
    assert found == expected
    assert (account.accepted, account.rejected) == (len(expected), rejected)
    assert account.rows == account.accepted + account.rejected + account.skipped
    if form.kind == "csv":
        assert account.rows == len(lines)
