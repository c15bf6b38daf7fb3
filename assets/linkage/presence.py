"""Who was seen at the gates: `linkage.presence` is `landing.presence` with the person, where that is certain.

What was written at gates is matched after the persons exist and never founds one. Every distinct name, number and phone
is standardized once and judged once: the person who states the same usable number under an agreeing name; where no
name contradicts (none is written, or only 王先生), the number alone; else the one person of that name who states the
phone. A borrowed number (another name) is no number. Who could be two is nobody.
"""

from __future__ import annotations

import datetime as dt

import duckdb

from assets.linkage import names
from assets.linkage.characters import shape_sql
from assets.linkage.numbers import USABLE
from assets.linkage.profiles import sound_sql
from assets.registry.run import Run
from assets.registry.tables import create, ddl, load_tables
from assets.standard import id_numbers, phones, text
from assets.standard import names as standard_names

LOOKUPS = ("std_name", "std_id", "std_phone", "std_placeholder")
SCRATCH = ("seen", "known", "known_name", "known_number", "known_phone", "candidate", "match")

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

# A number that nobody in the county states, and that is not the one of who states name and phone: somebody else.
CANDIDATES = """
    create or replace table linkage._candidate as
    with paired as (
        select identity, person_id, true as by_number
        from linkage._seen join linkage._known_number using (number)
        union all
        select s.identity, k.person_id, false
        from linkage._seen s join linkage._known_phone k on k.phone = s.phone_read
        where s.full_name is not null and (s.number is null
            or s.number in (select number from linkage._known_number)
            or k.person_id not in (select person_id from linkage._known_number))
    ), beside as (
        select p.*, l.family as family_l, r.family as family_r, {sides}
        from paired p join linkage._seen l using (identity) left join linkage._known_name r using (person_id)
    ), judged as (select *, {level} as level from beside)
    select identity, person_id, by_number, min(list_position({agreeing}, level)) as agreement,
        bool_or(level = 'none' and coalesce(family_l = family_r, true)) as unnamed
    from judged group by all
"""

# By number under an agreeing name, by number without a name, by name and phone; at the best of these only one person.
MATCHES = """
    create or replace table linkage._match as
    with ranked as (
        select identity, person_id, by_number and agreement = 1 as own_name,
            case when by_number and agreement is not null then agreement when by_number and unnamed then 20
                when agreement is not null then 30 + agreement end as turn
        from linkage._candidate where agreement is not null or by_number and unnamed
    )
    select identity, any_value(person_id) as person_id, bool_or(own_name) as own_name
    from ranked
    semi join (select identity, min(turn) as turn from ranked group by identity) using (identity, turn)
    group by identity having count(distinct person_id) = 1
"""

PRESENCE = """
    create or replace view linkage.presence as
    select p.source, p.path, p.sheet, p.first_row, p.last_row, p.n_rows, p.name, p.id_number, p.phone, p.place, p.day,
        i.person_id
    from landing.presence p
    left join linkage.presence_identity i on i.name is not distinct from p.name
        and i.id_number is not distinct from p.id_number and i.phone is not distinct from p.phone
"""

SIGHTINGS = """
    insert into linkage.sighting by name
    with seen as (
        select person_id, strftime(max(day), '%Y-%m') as sighted_month, count(distinct day) as days_seen
        from linkage.presence where person_id is not null and day <= ? group by person_id
    ), called as (
        select person_id, phone_read as phone, sum(n_rows) as n_rows
        from linkage._match join linkage._seen using (identity)
        where own_name and phone_read is not null group by all
    )
    select seen.*, c.phone from seen
    left join (select person_id, arg_max(phone, (n_rows, phone)) as phone from called group by all) c using (person_id)
    order by person_id
"""


def build(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make `linkage.presence` (a view), `presence_identity` and `sighting`; needs `linkage.record`."""
    run.load_previous(con, "person", ddl(load_tables()["person"]))
    con.execute(IDENTITIES)
    _standardize(con, run.month.last_day)
    con.execute(KNOWN.format(usable=USABLE))
    con.execute(INDEXES.format(compared=_compared("")))
    con.execute(READ.format(compared=_compared("n."), usable=USABLE))
    agreeing = str(list(names.AGREEING))
    con.execute(CANDIDATES.format(sides=names.sides("l", "r"), level=names.level_sql(), agreeing=agreeing))
    con.execute(MATCHES)
    _tables(con, run.month.last_day)
    for name in SCRATCH:
        con.execute(f"drop table linkage._{name}")
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
    standard_names.build(con, "std_name_text")
    id_numbers.build(con, "std_id_text", last_day)
    phones.build(con, "std_phone_text")
    con.execute("drop table std_name_text; drop table std_id_text; drop table std_phone_text")


def _compared(prefix: str) -> str:
    """SQL of the columns that `names` compares, from a standardized name; one that is none or partial is NULL."""
    key, former = ("n.name_key", "null::varchar") if prefix else ("name_key", "former_name_key")
    name = f"if({prefix}name_kind in ('infant', 'partial'), null, {key})"
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
    }
    return ", ".join(f"{sql} as {column}" for column, sql in columns.items())


def _tables(con: duckdb.DuckDBPyConnection, last_day: dt.date) -> None:
    for table in ("presence_identity", "sighting"):
        for statement in create(load_tables()[table], "linkage"):
            con.execute(statement)
    con.execute("""
        insert into linkage.presence_identity
        select raw_name, raw_number, raw_phone, person_id
        from linkage._seen left join linkage._match using (identity) order by identity
    """)
    con.execute(PRESENCE)
    con.execute(SIGHTINGS, [last_day])
