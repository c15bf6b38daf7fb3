"""What every kind of text shares: SQL macros that tidy a cell, distinct texts of many columns, placeholder words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import duckdb

from assets.standard import data
from assets.standard.raw import in_force, occurrences

FULL_WIDTH = "".join(chr(c) for c in range(0xFF01, 0xFF5F))
HALF_WIDTH = "".join(chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F))
# Zero-width characters, direction marks of chat copies, byte order marks; RE2 notation. U+E5E5: the blank A3A0 of GBK.
INVISIBLE = r"\x{00AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}"
BLANK = r"\s\x{00A0}\x{180E}\x{2000}-\x{200A}\x{202F}\x{2800}\x{3000}\x{3164}\x{E5E5}" + INVISIBLE
BLANKS = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ue5e5\ufeff]+")
"""The same characters for Python's `re`."""

CHINESE = "〇一二三四五六七八九"


def install(con: duckdb.DuckDBPyConnection) -> None:
    """Make the macros that read cells, and the temp table `std_placeholder` (field, text, fake).

    `std_solid`: half-width, without blanks, invisible characters, a leading apostrophe and the wrapper `="…"`; an
    empty rest is NULL. `std_number`: a number as text, 三 and 03 alike. `std_count`: a whole number (3, 3人, 第三胎).
    `std_age`: years from 0 to 120 (约30, 55岁左右, 四十多). `std_own_no`: a source's own number, NULL where a
    spreadsheet left only its first digits (4.21126E+17). `std_group_of`: the villager group inside an 18-digit 户编码.
    """
    half = HALF_WIDTH.replace("'", "''")
    # translate() costs microseconds a row: only where a full-width character stands.
    con.execute(rf"""create or replace temp macro std_half(t) as
        if(regexp_matches(t, '[\x{{FF01}}-\x{{FF5E}}]'), translate(t, '{FULL_WIDTH}', '{half}'), t)""")
    con.execute(rf"""create or replace temp macro std_solid(t) as if(regexp_full_match(t, '[0-9A-Za-z]+'), t,
        nullif(regexp_replace(regexp_replace(std_half(t), '[{BLANK}]+', '', 'g'),
            '^(?:="(.*)"|[''’‘`]+(.*))$', '\1\2'), ''))""")
    numerals = ", ".join(f"'{chinese(n)}': '{n}'" for n in range(1, 100))
    con.execute(rf"""create or replace temp macro std_number(t) as
        coalesce(map {{{numerals}}}[t], nullif(regexp_replace(upper(t), '^0+(.)', '\1'), ''))""")
    con.execute(r"""create or replace temp macro std_count(t) as coalesce(try_cast(t as integer),
        try_cast(std_number(nullif(regexp_extract(std_solid(t), '^(?:第|约)?(\d{1,9}|[一二三四五六七八九十]{1,3})', 1),
            '')) as integer))""")
    con.execute(r"""create or replace temp macro std_age(t) as nullif(least(try_cast(std_number(nullif(
        regexp_extract(std_solid(t), '\d{1,3}|[一二三四五六七八九十]{1,3}'), '')) as integer), 121), 121)""")
    con.execute(r"""create or replace temp macro std_own_no(t) as
        if(regexp_matches(t, '^\s*\d(\.\d*)?[eE]\+\d'), null, std_solid(t))""")
    con.execute(r"""create or replace temp macro std_group_of(household_no) as nullif(std_number(nullif(
        regexp_extract(std_solid(household_no), '^\d{12}(\d{2})\d{4}$', 1), '')), '0')""")
    rows = data.read("placeholders")
    con.execute(
        """create or replace temp table std_placeholder as
        select unnest($field) as field, unnest($text) as text, unnest($fake) as fake""",
        {"field": [r["field"] for r in rows], "text": [r["text"] for r in rows],
         "fake": [r["fake"] == "true" for r in rows]},
    )  # fmt: skip


def collect(con: duckdb.DuckDBPyConnection, kind: str, columns: Iterable[tuple[str, str]]) -> str:
    """Make temp table `std_<kind>_text` (raw: every distinct text of the (view, column) pairs); return its name."""
    layouts = in_force(con)
    union = " union all ".join(f"select raw from ({occurrences(layouts, view, column)})" for view, column in columns)
    con.execute(f"""create or replace temp table std_{kind}_text as
        select distinct raw from ({union}) where raw is not null""")
    return f"std_{kind}_text"


def chinese(value: int) -> str:
    """A number from 1 to 99 as it is written in addresses: 三, 十, 十二, 二十一."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else CHINESE[tens] + "十"
    return head + (CHINESE[ones] if ones else "")


def placeholder(field: str, text: str) -> str:
    """SQL scalar: NULL if `text` says something, else whether the placeholder is a made-up value (`fake`)."""
    return f"""(select bool_or(p.fake) from std_placeholder p
        where p.field in ('*', '{field}') and p.text = upper({text}))"""


@cache
def placeholders(field: str) -> dict[str, bool]:
    """Placeholder texts of one field, upper case -> whether it is a made-up value; the words of all fields besides."""
    rows = data.read("placeholders")
    return {r["text"]: r["fake"] == "true" for r in rows if r["field"] in ("*", field)}
