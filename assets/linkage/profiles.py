"""Records that say the same of a person become one profile: everything after this works on profiles.

Rows that wait for review have none (`assets.linkage.pending`).
Grain of `linkage._profile`: distinct values of the columns that linkage uses. A birth date or sex that was only read
out of the number (no row of its sheet says one of its own) is not said by the record: a borrowed number would say it
falsely, nor is a year worked out from somebody's guess at an age. A record that neither a number nor a name with phone
or address tells apart stays `alone`: newborns without a name are not one child; so does one of whom people decided that
he is not another (`linkage._bond`). `linkage._record_profile` maps records of every role to it. Profile numbers follow
the profiles' content, never the place of a row.
"""

from __future__ import annotations

import duckdb

from assets.linkage.characters import shape_sql

PHONE_NAMES = 6
"""A phone that this many names share is a cadre's or an office's, and no evidence."""

BOND = "source varchar, source_record_key varchar, bond integer, joined boolean, apart varchar"
"""Columns of `linkage._bond`; who links without decisions (training, benchmarks) has none."""

ADDRESS = ("小", "老", "阿", "大")
"""Before one character, the surname or the last of the given name: 小王, 小芳, 老李, 阿明."""

_FORM = f"if(length(name_key) = 2 and name_key[1] in {ADDRESS}, name_key[2], null)"
# 春春; who is called mother or wife of somebody (欣妈妈) is called by nothing of her own.
CALLED = f"""
    if(name_kind = 'partial', coalesce(surname, {_FORM}), null) as called_family,
    if(name_kind = 'partial', coalesce({_FORM}, if(name_key[1] = name_key[2], name_key[1], null)), null) as called_given
"""

_CONTENT = f"""
    with told as (
        select path, sheet, role,
            bool_or(birth_date is not null and birth_date is distinct from id_birth_date) as states_birth,
            bool_or(sex is not null and sex is distinct from id_sex) as states_sex
        from standard.person_record where not pending group by path, sheet, role)
    select record_id, of_record_id, said.role = 'self' as is_self, source,
        case when name_kind in ('infant', 'partial') then null else name_key end as name,
        former_name_key as other, phone,
        if(states_sex or sex is distinct from id_sex, sex, null) as sex,
        if(birth_estimated or not (states_birth or birth_date is distinct from id_birth_date), null,
            substr(strftime(birth_date, '%Y%m%d'), 1,
                case birth_precision when 'day' then 8 when 'month' then 6 else 4 end)) as birth,
        id_number as number, id_status as number_status,
        strftime(id_birth_date, '%Y%m%d') as number_birth, id_sex as number_sex,
        residence_address_key as living, hukou_address_key as hukou,
        residence_region as living_region, hukou_region,
        source || '|' || coalesce(scope, '') || '|' || household_no as household,
        surname, given, name_pinyin as pinyin, surname_pinyin, {CALLED},
        coalesce(apart, if(number is null and (name is null or coalesce(phone, living, hukou) is null),
            source_record_key, null)) as alone
    from standard.person_record as said join told
        on told.path = said.path and told.sheet is not distinct from said.sheet and told.role = said.role
    left join linkage._bond using (source, source_record_key)
    where not said.pending
"""
_SAID = (
    "name", "other", "sex", "phone", "birth", "number", "number_status", "number_birth", "number_sex",
    "living", "hukou", "living_region", "hukou_region", "household", "called_family", "called_given", "alone",
)  # fmt: skip
_KEPT = [column for column in _SAID if column not in ("phone", "alone")]


def build(con: duckdb.DuckDBPyConnection) -> None:
    """Make `linkage._record_profile` (record_id, of_record_id, profile) and `linkage._profile`."""
    con.execute(f"create table if not exists linkage._bond ({BOND})")
    key = " || '~' || ".join(f"coalesce({column}, '')" for column in (*_SAID, "is_self::varchar"))
    con.execute(f"create or replace table linkage._content as select *, md5_number({key}) as content from ({_CONTENT})")
    _collapse(con)
    con.execute("""
        create or replace table linkage._record_profile as
        select record_id, of_record_id, profile from linkage._content join linkage._profile using (content)
    """)
    con.execute("drop table linkage._content")


def _collapse(con: duckdb.DuckDBPyConnection) -> None:
    """Records of one content are alike in all that linkage uses: the first of them speaks for all.

    Contents are numbered, and names get their shapes, before anything wide is joined to them.
    """
    con.execute(f"""
        create or replace table linkage._profile as
        with collapsed as (
            select content, min(rowid) as speaker, list_sort(list(distinct source)) as sources, count(*) as records
            from linkage._content group by content),
        numbered as (select *, (row_number() over (order by content))::integer as profile from collapsed),
        shaped as (select name, {shape_sql("name")} as shape from (select distinct name from linkage._content)),
        crowded as (
            select phone from linkage._content where phone is not null
            group by phone having count(distinct name) >= {PHONE_NAMES})
        select profile, content, is_self, {", ".join(_KEPT)},
            if(crowded.phone is null, spoken.phone, null) as phone,
            surname, if(name is null, null, given) as given,
            if(name is null or contains(pinyin, '＊'), null, pinyin) as pinyin, surname_pinyin,
            if(name is null or contains(pinyin, '＊'), null, {sound_sql("pinyin")}) as sound,
            if(contains(name, '＊'), null, name) as full_name, shape, sources, records
        from (select *, rowid as place from linkage._content) as spoken
        join (select * exclude (content) from numbered) on place = speaker
        left join crowded on crowded.phone = spoken.phone left join shaped using (name)
    """)


def sound_sql(pinyin: str) -> str:
    """Pinyin as many dialects speak it: zh, ch, sh as z, c, s, and ing, eng, ang as in, en, an."""
    return f"replace(replace(replace(replace({pinyin}, 'zh', 'z'), 'ch', 'c'), 'sh', 's'), 'ng', 'n')"
