"""The rows of `regions.csv` read: codes as they are cut, dates in every written form (contract.md section 5)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from assets.landing.dates import day_of
from assets.landing.delivery import Sheet
from assets.landing.places import tidy, whole_number

CODE = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|(\d{12})(?:000)?")
COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to")
FOREVER = frozenset({"", "长期", "至今", "无", "-", "--", "—", "/"})
"""What stands in a date column for no date."""

EMPTY = pa.schema(
    [
        ("path", pa.string()),
        ("sheet", pa.string()),
        ("rank", pa.int64()),
        ("row", pa.int64()),
        *((name, pa.string()) for name in (*COLUMNS, "code_read", "parent_read")),
        ("since", pa.date32()),
        ("until", pa.date32()),
        ("unread", pa.int64()),
    ]
).empty_table()


def region_code(text: str) -> str | None:
    """A region's code with 12 digits, from one with 2 (province), 4, 6, 9 or 12; None where it is none."""
    found = CODE.fullmatch(whole_number(text))
    return (found[1] or found[0]).ljust(12, "0") if found else None


def region_rows(copy: Path, sheet: Sheet, rank: int) -> pa.Table:
    """The rows of a sheet of regions as written and as read (`EMPTY`): codes with 12 digits, days, unread dates.

    Sheets of later files have the greater `rank`.
    """
    stored = pq.read_table(copy)
    held = {c: stored[c].combine_chunks() if c in stored.column_names else _nulls(len(stored)) for c in COLUMNS}
    days = {c: _mapped(held[c], _day, pa.date32()) for c in ("valid_from", "valid_to")}
    unread = [pc.and_(pc.is_null(days[c]), _mapped(held[c], _written, pa.bool_())).cast(pa.int64()) for c in days]
    read = {
        "code_read": _mapped(held["code"], region_code, pa.string()),
        "parent_read": _mapped(held["parent"], region_code, pa.string()),
        "since": days["valid_from"],
        "until": days["valid_to"],
        "unread": pc.add(*(pc.fill_null(u, 0) for u in unread)),
    }
    where = {"path": sheet.path, "sheet": sheet.account.sheet, "rank": rank}
    placed = {name: pa.array([value] * len(stored), EMPTY.schema.field(name).type) for name, value in where.items()}
    return pa.table({"row": stored["row"].cast(pa.int64()), **placed, **held, **read}).select(EMPTY.column_names)


def _mapped(texts: pa.Array, read: Callable[[str], object], kind: pa.DataType) -> pa.Array:
    """What is read from a column's texts, each distinct one once."""
    coded = texts.dictionary_encode()
    return pa.array([read(text) for text in coded.dictionary.to_pylist()], kind).take(coded.indices)


def _written(text: str) -> bool:
    return tidy(text) not in FOREVER


def _day(text: str) -> date | None:
    return day_of(text) if _written(text) else None


def _nulls(count: int) -> pa.Array:
    return pa.nulls(count, pa.string())
