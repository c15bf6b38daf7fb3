"""Which pairs of entities are worth scoring. Every rule is a key; entities of one key form a block.

A pair is only made where one of its two has no number of its own written with 18 digits: two of those are two persons
(exceptions.py). A block of more than `LIMIT` pairs is cut by the finer key of its rule; what is too large even then is
counted in `linkage._block` under `dropped`, never lost in silence.

Blocks are made of all entities, pairs only where one of the two was touched since last month or where their block went
over the limit or came below it since: all other pairs have their weight already.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from assets.linkage import kept

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
    Rule("number_front", "substr(number, 1, 14)", "surname_pinyin"),  # a fault in the last four digits
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
    """Make `linkage._block` (rule, cut, dropped), `_over` (key), `_pair` and `_again` (both l, r with l < r).

    `_again`: pairs of the blocks that flipped; `_pair`: every pair to score, once. Who has no `linkage._touched` has
    all entities touched.
    """
    kept.ensure(con)
    con.execute("create table if not exists linkage._touched as select entity from linkage._entity")
    con.execute("""
        create or replace temp table keyed (rule utinyint, key ubigint, finer ubigint, entity bigint, open boolean)
    """)
    for rule in rules:
        con.execute(f"insert into keyed {_keys(rule, rules.index(rule))}")
    _cut(con, rules)
    _flipped(con)
    _pairs(con)
    con.execute("drop table keyed; drop table large; drop table block_key")


def _keys(rule: Rule, place: int) -> str:
    source = "linkage._entity"
    if rule.several:
        source += f" join linkage._place using (entity) where kind = '{rule.several}' and"
    else:
        source += " where"
    return f"""
        select {place}, hash('{rule.name}', {rule.key}), hash('{rule.name}', {rule.key}, {rule.finer}),
            entity, written18 is null
        from {source} {rule.key} is not null
    """


def _cut(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...]) -> None:
    """Blocks over the limit get the finer key; an entity without it stays out of such a block."""
    con.execute(f"create or replace temp table large as select key from keyed group by key {_over()}")
    con.execute(f"""
        create or replace temp table dropped as
        select finer as key from keyed semi join large using (key) where finer is not null
        group by finer {_over()}
    """)
    con.execute("create or replace table linkage._over as from large union all from dropped")
    con.execute("""
        create or replace temp table block_key as
        select key, entity, open, touched.entity is not null as touched from (
            select key, entity, open from keyed anti join large using (key)
            union all
            select finer, entity, open from keyed semi join large using (key)
            where finer is not null and finer not in (from dropped))
        left join linkage._touched as touched using (entity)
    """)
    names = ", ".join(f"({place}, '{rule.name}')" for place, rule in enumerate(rules))
    con.execute(f"""
        create or replace table linkage._block as
        select name as rule, count(distinct finer) as cut, count(distinct dropped.key) as dropped
        from keyed as k join (values {names}) as named (rule, name) using (rule)
        left join dropped as dropped on dropped.key = finer
        where k.key in (from large) and finer is not null group by name order by name
    """)
    con.execute("drop table dropped")


def _flipped(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._again as
        with flipped as (
            (from linkage._over except from kept_over) union all (from kept_over except from linkage._over)),
        within as (
            select key, entity, open from keyed semi join flipped using (key)
            union select finer, entity, open from keyed semi join flipped on flipped.key = finer)
        select distinct a.entity as l, b.entity as r
        from within as a join within as b using (key) where a.entity < b.entity and (a.open or b.open)
            and a.entity not in (from linkage._touched) and b.entity not in (from linkage._touched)
    """)


def _pairs(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("""
        create or replace table linkage._pair as
        select distinct least(a.entity, b.entity) as l, greatest(a.entity, b.entity) as r
        from block_key as a join block_key as b using (key)
        where a.touched and (a.open or b.open) and (a.entity < b.entity or not b.touched)
        union all
        select distinct l, r from linkage._again join block_key as a on a.entity = l
        join block_key as b on b.entity = r and b.key = a.key
    """)


def _over() -> str:
    return f"having count(*) * count(*) filter (where open) > {LIMIT}"
