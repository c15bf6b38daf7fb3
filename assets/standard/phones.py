"""Telephone numbers: mobiles as 11 digits, landlines as the digits written (an area code is never guessed)."""

from __future__ import annotations

import duckdb

from assets.standard import text

MOBILE = r"1[3-9]\d{9}"
# An exit or country code, and the 0 that is dialled before a mobile of another place.
MOBILE_WRITTEN = rf"(?:0086|86|0)?({MOBILE})"
LANDLINE = r"0\d{2,3}[2-8]\d{6,7}|[2-9]\d{6,7}|[48]00\d{7}"


def build(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """Make temp table `std_phone` (raw, phone, issue) from `texts` (raw).

    Of several numbers the first mobile is kept, else the first landline. `issue`: `unreadable` (also a made-up
    number, and one that a spreadsheet turned into 1.38E+10), `repaired` (a letter read as digit) or NULL. What a
    spreadsheet wrote with all its digits (1.3912345678E+10, 13912345678.0) is read; an extension is left out.
    """
    con.execute(rf"""create or replace temp table std_phone as
        with written as (select raw, std_solid(raw) as written from {texts}),
        solid as (select raw, case
                when regexp_full_match(written, '1\.\d{{10}}[eE]\+?10') then replace(left(written, 12), '.', '')
                when regexp_full_match(written, '1\d{{10}}\.0+') then left(written, 11)
                when regexp_full_match(written, '1\d{{2}}/\d{{4}}/\d{{4}}') then replace(written, '/', '')
                else regexp_replace(written, '^(0\d{{2,3}}-?\d{{7,8}})-\d{{1,6}}$', '\1') end as solid from written),
        marked as (select *, {text.placeholder("phone", "solid")} as fake from solid),
        digits as (select *, regexp_replace(if(regexp_full_match(solid, '[0-9OoIl|+() -]+'),
                translate(solid, 'OoIl|', '00111'), solid), '[-—–_+().]', '', 'g') as body from marked),
        numbers as (select *, coalesce(
                nullif(regexp_extract(body, '^{MOBILE_WRITTEN}(?:$|\D|(?:0086|86|0)?{MOBILE}$)', 1), ''),
                nullif(regexp_extract(body, '\D{MOBILE_WRITTEN}(?:$|\D)', 1), ''),
                nullif(regexp_extract(body, '^(?:\D*)({LANDLINE})(?:$|\D)', 1), '')) as number from digits),
        judged as (select *, if(fake is null and not {_repeated("number")}
                and not regexp_matches(solid, '^\d\.\d*[eE]'), number, null) as phone from numbers)
        select raw, phone, case when phone is null then if(fake is null or fake, 'unreadable', null)
            when regexp_matches(solid, '[OoIl|]') then 'repaired' end as issue
        from judged where solid is not null""")


def _repeated(number: str) -> str:
    """Typed to fill the cell: the last eight digits are one digit (RE2 knows no back reference)."""
    return f"coalesce(right({number}, 8) = repeat(right({number}, 1), 8), false)"
