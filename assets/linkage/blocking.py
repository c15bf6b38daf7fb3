"""Which pairs of entities are worth scoring. Every rule is a key; entities of one key form a block.

A pair is only made where one of its two has no number of its own written with 18 digits: two of those are two persons
(exceptions.py). A block of more than `LIMIT` pairs is cut by the finer key of its rule; what is too large even then is
counted in `linkage._block` under `dropped`, never lost in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

LIMIT = 2_000


@dataclass(frozen=True)
class Rule:
    """One blocking rule: its key, what makes it finer over the limit, and the kind of `linkage._place` it goes by."""

    name: str
    key: str
    finer: str
    several: str = ""


RULES = (
    Rule("number", "number", "sound"),  # the same wrong number copied between ledgers; a number left open
    Rule("number_head", "number_head", "sound"),  # spreadsheets keep 15 digits
    Rule("number_head", "number_rounded", "sound"),
    Rule("number_front", "substr(number, 1, 14) || surname_pinyin", "sound"),  # a fault in the last four digits
    Rule("number_tail", "substr(number, -4) || sound", "substr(number, 1, 6)"),  # a fault anywhere else
    Rule("sound_birth", "sound || birth", "sex"),
    Rule("shape_birth", "shape || birth", "sex"),
    Rule("sound_year", "sound || substr(birth, 1, 4)", "sex || substr(birth, 5, 2)"),  # day and month swapped, lunar
    Rule("sound_year", "sound || substr(month_next_year, 1, 4)", "sex || substr(birth, 5, 2)"),
    Rule("family_birth", "birth || surname || sex || value", "substr(sound, 1, 8)", "village"),
    Rule("phone", "value::varchar", "surname_pinyin", "phone"),
    Rule("dwelling", "value::varchar", "surname_pinyin", "dwelling"),
    Rule("household", "value::varchar", "surname_pinyin", "household"),
    Rule("sound_village", "sound || value", "substr(birth, 1, 4)", "village"),
    Rule("shape_village", "shape || value", "substr(birth, 1, 4)", "village"),
    Rule("alias", "value::varchar", "substr(birth, 1, 4)", "alias"),  # former names
    Rule("name", "full_name", "substr(birth, 1, 4)"),  # rare names, wherever they live now
)


def build(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...] = RULES) -> None:
    """Make `linkage._block` (rule, blocks, cut, dropped) and `linkage._pair` (l, r), l < r, every pair once."""
    con.execute("""
        create or replace table linkage._key (rule varchar, key ubigint, finer ubigint, entity integer, open boolean)
    """)
    for rule in rules:
        con.execute(f"insert into linkage._key {_keys(rule)}")
    _cut(con)
    con.execute("""
        create or replace table linkage._pair as
        select distinct least(a.entity, b.entity) as l, greatest(a.entity, b.entity) as r
        from linkage._key as a join linkage._key as b using (key)
        where a.open and (not b.open or a.entity < b.entity)
    """)
    con.execute("drop table linkage._key")


def _keys(rule: Rule) -> str:
    source = "linkage._entity"
    if rule.several:
        source += f" join linkage._place using (entity) where kind = '{rule.several}' and"
    else:
        source += " where"
    return f"""
        select '{rule.name}', hash('{rule.name}', {rule.key}), hash('{rule.name}', {rule.key}, {rule.finer}),
            entity, written18 is null
        from {source} {rule.key} is not null
    """


def _cut(con: duckdb.DuckDBPyConnection) -> None:
    """Blocks over the limit get the finer key; an entity without it stays out of such a block."""
    con.execute(f"create or replace table linkage._large as {_over('key')}")
    con.execute("""
        create or replace table linkage._key as
        select rule, if(large.key is null, k.key, finer) as key, entity, open, large.key is not null as cut
        from linkage._key as k left join linkage._large as large using (key)
        where large.key is null or finer is not null
    """)
    con.execute(f"create or replace table linkage._dropped as {_over('key')}")
    con.execute("""
        create or replace table linkage._block as
        select rule, count(distinct key) as blocks, count(distinct key) filter (where cut) as cut,
            count(distinct key) filter (where dropped.key is not null) as dropped
        from linkage._key left join linkage._dropped as dropped using (key) group by rule order by rule
    """)
    con.execute("delete from linkage._key where key in (select key from linkage._dropped)")
    con.execute("drop table linkage._large")
    con.execute("drop table linkage._dropped")


def _over(key: str) -> str:
    return f"""
        select {key} from linkage._key group by {key}
        having count(*) * count(*) filter (where open) > {LIMIT}
    """
