"""Each of the 19 core indicators against the truth: right for how many of those it applies to.

A code is right if it is the true one or the class above it (20 for 21). An address is right with its code if it names
the place as the truth does and ends in the same numbers.
"""

from __future__ import annotations

import duckdb

from assets.registry.indicators import load_indicators
from benchmarks.roster import Measure, row, share

ADULT, CHILD = 15, 18
"""Years from which marital status applies, and below which a child is in scope."""

MACROS = """
    create macro coded(said, told) as coalesce(said = told or right(said, 1) = '0' and said[1] = told[1], false);
    create macro numbers(text) as regexp_extract_all(text, '[0-9]+');
    create macro written(said, told) as coalesce(contains(said, regexp_extract(told, '^[^0-9]*'))
        and (len(numbers(told)) = 0 or numbers(said)[-len(numbers(told)):] = numbers(told)), told is null);
"""

# indicator -> (whom it applies to, what is right) over member m and person p.
PERSON = {
    "name": ("true", "p.name = m.name"),
    "sex": ("true", "p.sex = m.sex"),
    "birth_date": ("true", "p.birth_date = m.birth_date"),
    "id_number": ("m.id_number is not null", "p.id_number = m.id_number"),
    "marital_status": ("age >= {adult}", "coded(p.marital_status, m.marital_status)"),
    "hukou_state": ("true", "p.hukou_state = m.hukou_state"),
    "residence_state": ("true", "p.residence_state = m.residence_state"),
    "hukou_address": (
        "m.hukou_state <> '5'",
        "p.hukou_region = m.hukou_region and written(p.hukou_address, m.hukou_address)",
    ),
    "residence_address": (
        "true",
        "p.residence_region = m.living_region and written(p.residence_address, m.residence_address)",
    ),
    "hukou_type": ("m.hukou_state <> '5'", "p.hukou_type = m.hukou_type"),
    "ethnic_group": ("true", "p.ethnic_group = m.ethnic_group"),
    "relation": ("m.relation is not null", "coded(p.relation, m.relation)"),
}

# indicator -> the same over child b with its own facts f, and the roster's parent x child c.
CHILDREN = {
    "child_name": ("true", "c.child_name = f.name"),
    "child_birth_date": ("true", "c.child_birth_date = b.birth_date"),
    "child_id_number": ("f.id_number is not null", "c.child_id_number = f.id_number"),
    "child_sex": ("true", "c.child_sex = b.sex"),
    "birth_order": ("f.birth_order is not null", "c.birth_order = f.birth_order"),
    "policy": ("f.policy is not null", "c.policy = f.policy"),
}

ADULTS = """
    create table judged_person as
    select m.true_person, {columns}
    from (select *, datesub('year', birth_date, last_day((month.run_info.month || '-01')::date)) as age
        from member, month.run_info) m
        left join (from month.person where in_roster) p using (person_id)
"""

MINORS = """
    create table judged_child as
    with said as (
        select c.*, t.true_person, own.true_person as true_child from month.person_child c
            join matched t on t.person_id = c.person_id join matched own on own.person_id = c.child_person_id
    )
    select b.true_person, {columns}
    from belonging b join fact f using (true_person)
        left join said c on c.true_child = b.true_person and c.true_person in (f.mother, f.father)
    where b.alive and b.in_any_file and datesub('year', b.birth_date, last_day('{month}-01'::date)) < {child}
        and (f.mother in (select true_person from member) or f.father in (select true_person from member))
    qualify row_number() over (partition by b.true_person order by c.true_person = f.mother desc nulls last) = 1
"""

DEAD = """
    select count(*), count(*) filter (p.life_state = 'dead'),
        count(*) filter (p.life_state = 'dead' and p.death_date = b.death_date)
    from belonging b left join matched m on m.true_person = b.true_person and m.is_match
        left join month.person p on p.person_id = m.person_id
    where not b.alive and b.in_any_file
"""

# Many a file lists the dead as living: those count here of whom some file of the month says that they died.
TOLD_DEAD = """
    select count(*), count(*) filter (p.life_state = 'dead')
    from belonging b
        semi join (
            select j.true_person from judged j join month.record r using (record_id)
            where r.life_status = 'dead' or r.death_date is not null
        ) said using (true_person)
        left join matched m on m.true_person = b.true_person and m.is_match
        left join month.person p on p.person_id = m.person_id
    where not b.alive
"""

STATED = """
    with stated as (
        select distinct j.true_person from judged j join month.record r using (record_id)
            join fact f on f.true_person = j.true_person and f.id_number = r.id_number
        where r.id_status in ('valid', 'upgraded')
    )
    select count(*), count(*) filter (id_number_right) from judged_person semi join stated using (true_person)
"""


def indicators(con: duckdb.DuckDBPyConnection, month: str) -> list[Measure]:
    """The 19 indicators in their order, then id_number of those whose number some file states."""
    for statement in MACROS.split(";")[:-1]:
        con.execute(statement)
    con.execute(ADULTS.format(columns=_columns(PERSON).format(adult=ADULT)))
    con.execute(MINORS.format(columns=_columns(CHILDREN), month=month, child=CHILD))
    dead, known, dated = row(con, DEAD)
    counts = {name: _count(con, "judged_person", name) for name in PERSON}
    counts |= {name: _count(con, "judged_child", name) for name in CHILDREN} | {"death_date": (known, dated)}
    measures = [
        Measure(
            i.indicator, "≥ 95 %", share(counts[i.indicator][1], counts[i.indicator][0]), _told(*counts[i.indicator])
        )
        for i in load_indicators()
    ]
    stated, right = row(con, STATED)
    told, found = row(con, TOLD_DEAD)
    return [
        *measures,
        Measure("id_number where some file states it", "≥ 99.9 %", share(right, stated), _told(stated, right)),
        Measure("the dead whom some file calls dead known to be dead", "100 %", share(found, told), _told(told, found)),
        Measure("the dead in any file known to be dead", "–", share(known, dead), _told(dead, known)),
    ]


def _columns(judged: dict[str, tuple[str, str]]) -> str:
    return ", ".join(
        f"if({who}, coalesce({what}, false), null) as {name}_right" for name, (who, what) in judged.items()
    )


def _count(con: duckdb.DuckDBPyConnection, table: str, name: str) -> tuple[int, int]:
    applies, right = row(con, f"select count({name}_right), count(*) filter ({name}_right) from {table}")
    return applies, right


def _told(whole: int, part: int) -> str:
    return f"{part:,} of {whole:,}"
