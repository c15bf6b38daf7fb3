"""Values as cells: dates in the file's way, codes spelt, numbers kept as numbers, blanks that are not blank."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import labels, tables
from demo.arrays import either
from demo.forms.style import Style

_EXCEL_ZERO = np.datetime64("1899-12-30")
_WRITTEN = {
    "compact": "{:04.0f}{:02.0f}{:02.0f}",
    "iso": "{:04.0f}-{:02.0f}-{:02.0f}",
    "slash": "{:.0f}/{:.0f}/{:.0f}",
    "dot": "{:.0f}.{:.0f}.{:.0f}",
    "short": "{:.0f}-{:.0f}-{:.0f}",
    "hanzi": "{:.0f}年{:.0f}月{:.0f}日",
}


def dates(values: Any, style: str) -> NDArray[Any]:
    """Dates in one of `style.DATES`; None for missing. Date cells stay datetime.date."""
    stamps = pd.DatetimeIndex(values)
    days = stamps.to_numpy().astype("datetime64[D]")
    missing = np.isnat(days)
    if style == "serial":
        plain: Any = [float(n) for n in either(missing, 0, (days - _EXCEL_ZERO).astype(np.int64))]
    elif style == "cell":
        plain = days.tolist()
    else:
        year, month, day = stamps.year.to_numpy(), stamps.month.to_numpy(), stamps.day.to_numpy()
        plain = [_WRITTEN[style].format(*t) for t in zip(year, month, day, strict=True)]
    out = np.array(plain, dtype=object)
    out[missing] = None
    return out


def _by_hand(style: Style, column: str, values: Any, cells: NDArray[Any], key: NDArray[Any]) -> NDArray[Any]:
    """Where sheets are made by hand, single dates in another form, and birth dates that are none."""
    forms = tables.profile()["forms"]
    if style.source not in forms["by_hand"]:
        return cells
    tag = f"{style.source}/{column}"
    filled = np.array([c is not None for c in cells], dtype=bool)
    other = filled & style.draws.hit(f"{tag}/mixed", key, forms["mixed_dates"] / 100)
    written = style.draws.choice(f"{tag}/mixed#", key, ["iso", "dot", "hanzi", "compact"])
    for name in np.unique(written[other].astype(str)):
        mask = other & (written == name)
        cells[mask] = dates(values[mask], name)
    if column == "birth_date":
        odd = np.nonzero(filled & style.draws.hit(f"{tag}/odd", key, forms["odd_births"] / 100))[0]
        kind = style.draws.integers(f"{tag}/odd#", key, 0, 9)
        for i in odd:
            cells[i] = _odd_birth(pd.Timestamp(values[i]), int(kind[i]))
    return cells


def _odd_birth(day: pd.Timestamp, kind: int) -> str:
    """A birth date without a day, with a two-digit year, a day that the month does not have, with a time, in words."""
    forms = (
        *("{0:04}{1:02}", "{0:04}.{1:02}", "{3:02}.{1}.{2}", "{0:04}年{1}月", "{0:04}-02-30", "{0:04}-{1:02}-00"),
        *("{0:04}-{1:02}-{2:02} 00:00:00", "{2:02}/{1:02}/{0:04}", "{4}年{5}月{6}日"),
    )
    words = ("".join("〇一二三四五六七八九"[int(c)] for c in str(day.year)), _spoken(day.month), _spoken(day.day))
    return forms[kind].format(day.year, day.month, day.day, day.year % 100, *words)


def _spoken(number: int) -> str:
    """A number from 1 to 31 in Chinese numerals: 十, 十二, 二十一."""
    tens, ones = divmod(number, 10)
    digits = " 一二三四五六七八九"
    return (digits[tens].replace("一", "") + "十" if tens else "") + digits[ones].strip()


def as_numbers(values: NDArray[Any], text: bool) -> NDArray[Any]:
    """ID numbers that went through a spreadsheet as numbers: workbooks keep a double, text what Excel showed."""

    def one(value: Any) -> Any:
        if not isinstance(value, str) or not value.isascii() or not value.isdigit():
            return value
        number = float(int(value))
        return f"{number:.5E}" if text and len(value) > 11 else value if text else number

    return np.array([one(v) for v in values], dtype=object)


def id_bits(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Which ID numbers lose digits when kept as numbers."""
    return np.array([isinstance(v, str) and v.isascii() and v.isdigit() and len(v) > 15 for v in values], dtype=bool)


def null_words(style: Style, column: str, values: NDArray[Any], key: NDArray[Any]) -> NDArray[Any]:
    """A few blanks say NULL, #N/A or 无 instead."""
    if column in ("name", "id_number", "birth_date"):
        return values
    share = tables.profile()["forms"]["null_words"] / 100
    blank = np.array([v is None for v in values], dtype=bool)
    mask = blank & style.draws.hit(f"{style.source}/{column}/null", key, share)
    values[mask] = style.draws.choice(f"{style.source}/null", key[mask], ["NULL", "#N/A", "无", "-", "/"])
    return values


def broken_lines(style: Style, values: NDArray[Any], key: NDArray[Any]) -> NDArray[Any]:
    """Some addresses carry a line break inside the cell."""
    mask = style.draws.hit(f"{style.source}/break", key, tables.profile()["forms"]["line_break"] / 100)
    mask &= np.array([isinstance(v, str) and len(v) > 12 for v in values], dtype=bool)
    values[mask] = np.array([v[:9] + "\n" + v[9:] for v in values[mask]], dtype=object)
    return values


def noted_addresses(style: Style, values: NDArray[Any], key: NDArray[Any]) -> NDArray[Any]:
    """Some addresses have a remark or a telephone behind them."""
    mask = style.draws.hit(f"{style.source}/noted", key, tables.profile()["forms"]["address_notes"] / 100)
    mask &= np.array([isinstance(v, str) and v[-1:] in "号室" for v in values], dtype=bool)
    luck = style.draws.integers(f"{style.source}/noted#", key, 0, 10**9)
    for i in np.nonzero(mask)[0]:
        values[i] += ("(老屋)", "（租）", " 13{:09}", "，电话：15{:09}")[int(luck[i]) % 4].format(int(luck[i]))
    return values


def render(style: Style, layout: str, frame: pd.DataFrame, rates: dict[str, float]) -> dict[str, NDArray[Any]]:
    """The layout's columns of a file as cells, in the layout's order; the village's code only where it is given."""
    key, out = frame["key"].to_numpy(), {}
    for column in tables.layouts()[layout]:
        if column == "village_code" and column not in frame:
            continue
        if column not in frame:
            values = np.full(len(frame), None, dtype=object)
        elif column.endswith("_date"):
            stamps = frame[column].to_numpy()
            values = _by_hand(style, column, stamps, dates(stamps, style.dates), key)
        elif column in labels.STYLES:
            codes = frame[column].astype(object).where(frame[column].notna(), None).to_numpy()
            codes_known = style.source.startswith("police") or column == "sex"
            values = labels.spell(column, codes, style.pick(f"spell/{column}", (0, 1, 2) if codes_known else (0, 0, 1)))
        else:
            values = frame[column].astype(object).where(frame[column].notna(), None).to_numpy()
        if style.numeric(column, rates):
            values = as_numbers(values, style.text)
        if "address" in column:
            values = broken_lines(style, noted_addresses(style, values.copy(), key), key)
        out[column] = null_words(style, column, values.copy(), key)
    return out
