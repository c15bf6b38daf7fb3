"""What gates wrote and what is known of the persons, standardized alike so that the two can be compared.

Every distinct name, number and phone is read once. Both sides carry the columns that `names` compares; a name that is
none, or only 王先生, is NULL there, and its surname stands in `family`.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.linkage.characters import shape_sql
from assets.linkage.content import sound_sql
from assets.linkage.numbers import USABLE
from assets.standard import id_numbers, names, phones, text

LOOKUPS = ("std_name", "std_id", "std_phone", "std_placeholder")

IDENTITIES = """
    create or replace table linkage._seen as
    select row_number() over (order by name, id_number, phone)::integer as identity, name as raw_name,
        id_number as raw_number, phone as raw_phone, n_rows
    from (select name, id_number, phone, sum(n_rows) as n_rows from landing.presence group by all)
"""

# Persons without a record in force are known by what last month's roster says of them.
KNOWN = """
    create or replace table linkage._known as
    select distinct r.person_id, s.name_key, s.former_name_key, s.name_pinyin, s.surname, s.given, s.name_kind,
        if(s.id_status in {usable} and m.record_id is null, s.id_number, null) as number, s.phone
    from standard.person_record s
    join linkage.record r using (record_id)
    left join linkage.number_mark m using (record_id)
    where not r.pending
    union
    select p.person_id, n.name_key, f.name_key, n.name_pinyin, n.surname, n.given, n.name_kind,
        if(p.id_status in {usable}, p.id_number, null), p.phone
    from previous.person p left join std_name n on n.raw = p.name left join std_name f on f.raw = p.former_name
    where p.person_id not in (select person_id from linkage.record)
        and p.person_id not in (select old_person_id from linkage.person_redirect)
"""

INDEXES = """
    create or replace table linkage._known_name as select distinct person_id, surname as family, {compared}
        from linkage._known where name_key is not null;
    create or replace table linkage._known_number as
        select distinct person_id, number from linkage._known where number is not null;
    create or replace table linkage._known_phone as
        select distinct person_id, phone from linkage._known where phone is not null
"""

READ = """
    create or replace table linkage._seen as
    select identity, raw_name, raw_number, raw_phone, n_rows, n.surname as family, {compared},
        if(i.id_status in {usable}, i.id_number, null) as number, p.phone as phone_read
    from linkage._seen
    left join std_name n on n.raw = raw_name
    left join std_id i on i.raw = raw_number
    left join std_phone p on p.raw = raw_phone
"""


def build(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    """Make `linkage._seen` (identity), `_known_name`, `_known_number` and `_known_phone` (persons).

    From `landing.presence`, `standard.person_record`, `linkage.record` and `previous.person`. A number stands only
    where it is usable, and a person's only where it is his own.
    """
    con.execute(IDENTITIES)
    _standardize(con, last_day)
    con.execute(KNOWN.format(usable=USABLE))
    con.execute(INDEXES.format(compared=compared_sql("", "former_name_key")))
    con.execute(READ.format(compared=compared_sql("n."), usable=USABLE))
    for name in LOOKUPS:
        con.execute(f"drop table temp.{name}")


def _standardize(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    """Every distinct name, number and phone of the gates once, and the names of last month's roster."""
    text.install(con)
    for kind, said in (
        ("name", "select raw_name from linkage._seen union select unnest([name, former_name]) from previous.person"),
        ("id", "select raw_number from linkage._seen"),
        ("phone", "select raw_phone from linkage._seen"),
    ):
        con.execute(f"""create or replace temp table std_{kind}_text as
            select distinct raw from ({said}) as said(raw) where raw is not null""")
    names.build(con, "std_name_text")
    id_numbers.build(con, "std_id_text", last_day)
    phones.build(con, "std_phone_text")
    con.execute("drop table std_name_text; drop table std_id_text; drop table std_phone_text")


def compared_sql(prefix: str, former: str = "null::varchar") -> str:
    """SQL of the columns that `names` compares, from a standardized name; one that is none or partial is NULL."""
    name = f"if({prefix}name_kind in ('infant', 'partial'), null, {prefix}name_key)"
    clear = f"if({name} is null or contains({prefix}name_pinyin, '＊'), null, {prefix}name_pinyin)"
    columns = {
        "name": name,
        "full_name": f"if(contains({name}, '＊'), null, {name})",
        "other": former,
        "pinyin": clear,
        "sound": sound_sql(clear),
        "shape": shape_sql(name),
        "surname": f"if({name} is null, null, {prefix}surname)",
        "given": f"if({name} is null, null, {prefix}given)",
        "called_family": "null::varchar",
        "called_given": "null::varchar",
    }
    return ", ".join(f"{sql} as {column}" for column, sql in columns.items())
