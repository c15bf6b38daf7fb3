"""Identity numbers after GB 11643-1999 (MOD 11-2): validated, 15 digits made 18, repaired where nothing is guessed.

Set-based: every distinct text once. Stored (warehouse.md, Definitions): valid and upgraded the 18 characters,
truncated the certain digits, invalid and foreign as written (half-width, without blanks), none NULL.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.standard import text

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
OLDEST = 121  # years: nobody older than 120 is taken for alive, so such a date is a wrong digit
PROVINCES = "1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71"
COMPATRIOTS = "81|82|83"  # 港澳台居民居住证 (since 2018): same form and check digit
ANY_X = "[Xx×*✕╳ⅩХΧ]"
# 外国人永久居留身份证 2004/2017, 军官证, 香港身份证; passports and 往来内地通行证 are 6 to 12 letters and digits
FOREIGN = r"[A-Z]{3}\d{12}|.{0,4}字第\d+号?|[军武警士兵]\p{Han}{0,3}\d{6,8}号?|[A-Z]{1,2}\d{6}\([\dA]\)"
# What is written beside a number and says nothing of whose it is; (母亲) does.
LABEL = r"^(?:(?:公民|居民)?身份证?(?:号码?)?|证件(?:号码?)?|护照(?:号码?)?|通行证(?:号码?)?|ID|NO)[:.]?([0-9A-Z])"
NOTE = r"(?:\((?:已故|死亡|已死亡|本人|补办?|新|有效|长期|已核实?|户口本)\)|[。,.;、:])$"
READ_AS_FIGURE = ("OIL|〇○丨!", "01110011")
FIGURE = f"[0-9{READ_AS_FIGURE[0]}]"


def check_character(seventeen: str) -> str:
    """SQL: the check character of a 17-digit BIGINT expression (GB 11643-1999, MOD 11-2)."""
    total = " + ".join(f"{w} * ({seventeen} // {10 ** (16 - i)} % 10)" for i, w in enumerate(WEIGHTS))
    return f"substr('{CHECK_CHARACTERS}', ({total}) % 11 + 1, 1)"


def build(con: duckdb.DuckDBPyConnection, texts: str, last_day: dt.date) -> None:
    """Make temp table `std_id` (raw, id_number, id_status, id_birth_date, id_sex, issue) from `texts` (raw).

    `last_day`: the last day of the reference month; a birth after it makes a number invalid.
    `issue`: `repaired`, `unreadable` (a made-up number), `inconsistent` (two numbers in one cell, somebody else's
    number with a suffix: whose it is nobody knows, so it stays as written) or NULL.
    """
    _clean(con, texts)
    _judge(con, last_day)
    con.execute(f"""create or replace temp table std_id as
        select raw, case id_status when 'none' then null when 'valid' then n18 when 'upgraded' then n18
                when 'truncated' then certain else written end as id_number,
            id_status, case when id_status = 'truncated' then certain_birth
                when id_status in ('valid', 'upgraded', 'foreign') and n18_right then birth end as id_birth_date,
            case when id_status in ('valid', 'upgraded', 'foreign') and n18_right
                then if(substr(n18, 17, 1)::int % 2 = 1, '1', '2') end as id_sex,
            case when fake then 'unreadable' when id_status = 'invalid' and {_more_than_a_number()} then 'inconsistent'
                when id_status in ('truncated', 'none') then {_spoken("raw")}
                when id_number <> {_bare("raw")} then 'repaired' end as issue
        from std_id_judged""")
    con.execute("drop table std_id_clean; drop table std_id_judged")


def _bare(raw: str) -> str:
    """The text without what an export puts around it (="…", a leading apostrophe, a trailing tab): no repair."""
    return rf"""regexp_replace({raw}, '^[\s''"=`]+|[\s''"`]+$', '', 'g')"""


def _more_than_a_number() -> str:
    """A whole number stands in the cell, and something besides that is no single wrong character."""
    return r"regexp_matches(written, '\d{17}[\dX]|\d{15}') and not regexp_full_match(written, '\d{15,20}|\d{17,18}.')"


def _spoken(raw: str) -> str:
    """A text without any digit that is no known placeholder could not be read."""
    return f"if(fake is null and not regexp_matches(std_solid({raw}), '[0-9]'), 'unreadable', null)"


def _travel_document(written: str) -> str:
    """6 to 12 letters and digits with a letter, but no cut-off 身份证; 8 digits (台胞证) that are no date or area."""
    return rf"""(regexp_full_match({written}, '[A-Z0-9]{{6,12}}') and regexp_matches({written}, '[A-Z]')
        and regexp_matches({written}, '\d{{5}}') and not regexp_full_match({written}, '\d+X')
        or regexp_full_match({written}, '\d{{8}}') and try_strptime({written}, '%Y%m%d') is null
            and not regexp_full_match({written}, '[1-6]\d{{5}}(19|20)'))"""


def _clean(con: duckdb.DuckDBPyConnection, texts: str) -> None:
    """`written` as typed, `body` after the repairs, `certain` leading digits of a number that a spreadsheet cut."""
    letters, digits = READ_AS_FIGURE
    con.execute(rf"""create or replace temp table std_id_clean as
        with tidy as (select raw, upper(std_solid(raw)) as solid from {texts}),
        labelled as (select raw, solid,
            regexp_replace(regexp_replace(solid, '{LABEL}', '\1'), '{NOTE}', '') as spoken from tidy),
        bare as (select raw, solid, {_bare_written("spoken")} as written from labelled),
        marked as (select *, coalesce({text.placeholder("id_number", "solid")},
            {text.placeholder("id_number", "written")}) as fake from bare),
        unprefixed as (select *, regexp_replace(written, '^[GL](\d{{17}}[\dX]|\d{{15}})$', '\1') as own from marked),
        digits as (select *, case when regexp_full_match(own, '{FIGURE}{{17}}({FIGURE}|{ANY_X})|{FIGURE}{{15}}')
                and length(regexp_replace(own, '[^0-9]', '', 'g')) >= 12
            then regexp_replace(translate(own, '{letters}', '{digits}'), '^(\d{{17}}){ANY_X}$', '\1X') else own end
                as plain from unprefixed)
        select raw, solid, coalesce(fake, nullif(replace(certain, left(certain, 1), '') = '', false)) as fake, written,
            regexp_replace(plain, '^(\d{{17}}[\dX])[1-7][1-4](B\d{{0,2}})?$', '\1') as body, certain
        from (select *, {_certain("solid")} as certain from digits)""")


def _bare_written(spoken: str) -> str:
    """One number without what separates its parts, written once where it stands twice; a suffix (…-1) stays."""
    joined = f"regexp_replace({spoken}, '[-—–_''’‘“”\"=`·]', '', 'g')"
    parted = f"regexp_replace({joined}, '[/.,]', '', 'g')"
    listed = f"regexp_replace({joined}, '[/,;、]', '', 'g')"
    return rf"""case when regexp_full_match({spoken}, '\d{{17}}[\dX][-—–_]\d{{1,2}}') then {spoken}
        when regexp_full_match({listed}, '(\d{{17}}[\dX]){{2}}') and left({listed}, 18) = right({listed}, 18)
            then left({listed}, 18)
        when regexp_full_match({joined}, '\d{{15}}(\d{{3}})?\.0+') then regexp_replace({joined}, '\.0+$', '')
        when regexp_full_match({parted}, '\d{{17}}[\dX]|\d{{15}}') then {parted} else {joined} end"""


def _certain(solid: str) -> str:
    """Digits in front of an exponent; 15 of 18 with `.0` behind, where a floating-point number may say just these."""
    whole = f"regexp_extract({solid}, '^(\\d{{18}})\\.0+$', 1)"
    return rf"""case when regexp_full_match({solid}, '\d\.?\d*E\+?0*(1[4-9]|2[01])')
            then replace(regexp_extract({solid}, '^[\d.]+'), '.', '')
        when try_cast(try_cast({whole} as double) as bigint) = try_cast({whole} as bigint) or right({whole}, 3) = '000'
            then left({whole}, 15) end"""


def _lived(date: str) -> str:
    """SQL: somebody born that day can be alive on `$day`."""
    return f"{date} between $day - interval {OLDEST} year + interval 1 day and $day"


def _judge(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    """Status of every text. Sequences 996-999 of 15 digits mark births of 18xx."""
    con.execute(
        rf"""create or replace temp table std_id_judged as
        with widened as (select *, case when regexp_full_match(body, '\d{{15}}')
                then left(body, 6) || if(right(body, 3) >= '996', '18', '19') || substr(body, 7)
                when regexp_full_match(body, '\d{{17}}[\dX]') then left(body, 17) end as n17 from std_id_clean),
        checked as (select *, n17 || {check_character("n17::bigint")} as n18,
            try_strptime(substr(n17, 7, 8), '%Y%m%d')::date as birth,
            try_strptime(if(length(certain) >= 14, substr(certain, 7, 8), null), '%Y%m%d')::date as certain_birth
            from widened),
        dated as (select * replace (if({_lived("certain_birth")}, certain_birth, null) as certain_birth),
            {_lived("birth")} and (length(body) = 15 or body = n18) as n18_right from checked)
        select *, case when fake is not null or written is null or not regexp_matches(written, '[0-9]') then 'none'
            when certain is not null then 'truncated'
            when n18_right and regexp_matches(n18, '^({PROVINCES})') then if(length(body) = 15, 'upgraded', 'valid')
            when n18_right and length(body) = 18 and regexp_matches(n18, '^({COMPATRIOTS}|9)') then 'foreign'
            when regexp_full_match(written, '{FOREIGN}') or {_travel_document("written")} then 'foreign'
            else 'invalid' end as id_status
        from dated""",
        {"day": last_day},
    )
