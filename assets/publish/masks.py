"""What an analyst sees of a column, derived from its privacy class in the registry.

- `direct` (names, numbers, phones, addresses, texts as written) is left out;
- `key` (ids of persons, households, dwellings, records) becomes a pseudonym, the same in every month of a county;
- `quasi`: a birth date becomes a year and a five-year age band at the reference moment; all else (house numbers,
  schools, employers, notes) is left out;
- any other date in a table about persons is cut to the first of its month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assets.registry.tables import FieldSpec, TableSpec, describe, load_fields

BAND = 5


@dataclass(frozen=True)
class Masked:
    """One column of the analysis database: SQL over the columns of the full table, and its description."""

    name: str
    sql: str
    zh: str
    en: str


def masked(spec: TableSpec) -> list[Masked]:
    """The columns that are left of a table. The SQL reads the variables `pseudonym_key` and `reference`."""
    fields = load_fields()
    personal = any(fields[column].privacy == "key" for column in spec.columns)
    return [m for column in spec.columns for m in _masked(column, fields[column], describe(spec, column), personal)]


def _masked(column: str, field: FieldSpec, described: tuple[str, str], personal: bool) -> Iterator[Masked]:
    zh, en = described
    if field.privacy == "key":
        yield Masked(column, _pseudonym(column), f"{zh}（化名）", f"{en}, as a pseudonym")
    elif field.privacy == "quasi" and "birth_date" in column:
        age = f"greatest(datesub('year', \"{column}\", getvariable('reference')), 0)"
        yield Masked(column.replace("date", "year"), f'year("{column}")', f"{zh}（只到年）", f"{en}, the year alone")
        band = column.replace("birth_date", "age_band")
        yield Masked(band, f"{age} // {BAND} * {BAND}", f"{zh}所得五岁组的起点", "first year of the five-year age band")
    elif field.privacy == "none" and field.type == "DATE" and personal:
        month = f"date_trunc('month', \"{column}\")::date"
        yield Masked(column, month, f"{zh}（截至月）", f"{en}, cut to the month")
    elif field.privacy == "none":
        yield Masked(column, f'"{column}"', zh, en)


def _pseudonym(column: str) -> str:
    return f"left(sha256(getvariable('pseudonym_key') || \"{column}\"), 16)"
