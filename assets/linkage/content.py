"""What a record says of a person, as far as linkage uses it.

A birth date or sex that was only read out of the number (no row of its sheet says one of its own) is not said by the
record: a borrowed number would say it falsely, nor is a year worked out from somebody's guess at an age. A record that
neither a number nor a name with phone or address tells apart stays `alone`: newborns without a name are not one child;
so does one of whom people decided that he is not another (`linkage._bond`). A certificate that comes again is the same.
"""

from __future__ import annotations

import duckdb

from assets.linkage.characters import shape_sql
from assets.linkage.one_each import number_sql
from assets.registry.sources import load_sources

ADDRESS = ("小", "老", "阿", "大")
"""Before one character, the surname or the last of the given name: 小王, 小芳, 老李, 阿明."""

_FORM = f"if(length(name_key) = 2 and name_key[1] in {ADDRESS}, name_key[2], null)"
# 春春; who is called mother or wife of somebody (欣妈妈) is called by nothing of her own.
CALLED = f"""
    if(name_kind = 'partial', coalesce(surname, {_FORM}), null) as called_family,
    if(name_kind = 'partial', coalesce({_FORM}, if(name_key[1] = name_key[2], name_key[1], null)), null) as called_given
"""

SHEET = """
    create or replace table linkage._sheet as
    select path, sheet, role,
        bool_or(birth_date is not null and birth_date is distinct from id_birth_date) as states_birth,
        bool_or(sex is not null and sex is distinct from id_sex) as states_sex
    from standard.person_record where not pending group by path, sheet, role
"""
CONTENT = f"""
    select said.rowid as place, said.role = 'self' as is_self, source, said.role,
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
        coalesce(apart, if(number is null
                and (name_key is null or name_kind = 'infant' or coalesce(phone, living, hukou) is null),
            coalesce({number_sql()}, source_record_key), null)) as alone
    from standard.person_record as said join linkage._sheet as sheet
        on sheet.path = said.path and sheet.sheet is not distinct from said.sheet and sheet.role = said.role
    left join linkage._bond using (source, source_record_key)
    where not said.pending
"""
_KEPT = (
    "is_self", "name", "other", "sex", "birth", "number", "number_status", "number_birth", "number_sex",
    "living", "hukou", "living_region", "hukou_region", "household", "phone", "called_family", "called_given",
)  # fmt: skip
SAID = (*_KEPT, "surname", "given", "pinyin", "surname_pinyin", "alone")
"""Columns that tell one content from another."""


def tell(con: duckdb.DuckDBPyConnection, wanted: str) -> None:
    """Add to `linkage._profile`, with all that they say, those profiles of the table `wanted` that it lacks."""
    con.execute(f"""
        insert into linkage._profile
        {told(f"(from linkage._content semi join {wanted} using (profile) anti join linkage._profile using (profile))")}
    """)


def told(stated: str) -> str:
    """SQL of what the profiles of the table `stated` say; shapes and sounds are made once per name."""
    return f"""
        with asked as (from {stated}),
        spoken as materialized (
            select asked.profile, asked.mask, asked.records, said.*
            from asked join ({CONTENT}) as said on said.place = asked.speaker),
        called as (
            select name, pinyin as written, if(contains(pinyin, '＊'), null, pinyin) as pinyin,
                if(contains(pinyin, '＊'), null, {sound_sql("pinyin")}) as sound,
                if(contains(name, '＊'), null, name) as full_name, {shape_sql("name")} as shape
            from (select distinct name, pinyin from spoken where name is not null))
        select profile, {", ".join(f"spoken.{column}" for column in _KEPT)}, surname,
            if(spoken.name is null, null, given) as given, called.pinyin, surname_pinyin, called.sound,
            called.full_name, called.shape, mask, records
        from spoken left join called on called.name = spoken.name and written is not distinct from spoken.pinyin
    """


def bits() -> dict[str, int]:
    """The bit of every source in a `mask`, which tells sources faster than a list of them."""
    return {source: 1 << place for place, source in enumerate(sorted(load_sources()))}


def bit_rows() -> str:
    """SQL rows (source, bit)."""
    return ", ".join(f"('{source}', {bit}::ubigint)" for source, bit in bits().items())


def police_sql(mask: str) -> str:
    """Whether the police are among the sources of a mask."""
    return f"({mask} & {bits()['police_hukou'] | bits()['police_migrants']}) > 0"


def dwelling_sql(address: str) -> str:
    """A dwelling as a number: region, building and unit of an address key; NULL where the last two are not known."""
    region, building, unit = (f"split_part({address}, '|', {i})" for i in (1, 3, 4))
    return f"if({building} <> '' or {unit} <> '', hash({region}, {building}, {unit}), null)"


def flat_sql(address: str) -> str:
    """A dwelling with its estate, as a number: where several estates of a village have a building of one number."""
    estate = f"split_part({address}, '|', 2)"
    return f"if({estate} <> '', hash({dwelling_sql(address)}, {estate}), null)"


def sound_sql(pinyin: str) -> str:
    """Pinyin as many dialects speak it: zh, ch, sh as z, c, s, and ing, eng, ang as in, en, an."""
    return f"replace(replace(replace(replace({pinyin}, 'zh', 'z'), 'ch', 'c'), 'sh', 's'), 'ng', 'n')"
