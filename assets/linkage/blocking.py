"""Which pairs of entities are worth scoring. Every rule is a key; entities of one key form a block.

A pair is only made where one of its two has no number of its own written with 18 digits: two of those are two persons
(exceptions.py). A block of more than `LIMIT` pairs is cut by the finer key of its rule; what is too large even then is
counted in `linkage._block` under `dropped`, never lost in silence.

Pairs are only made where one of the two was touched since last month or where their block went over the limit or came
below it since: all other pairs have their weight already. So blocks are made of the keys that somebody touched has, and
of those over the limit last month: no other block can have another size than then.
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
    _key(con, rules)
    _cut(con, rules)
    _flipped(con, rules)
    _pairs(con)
    con.execute("drop table keyed; drop table large; drop table fine; drop table block_key")


def _key(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...]) -> None:
    """Make `keyed`: every key of the touched ones, then who else has one of these keys or of last month's `_over`."""
    con.execute("create or replace temp table keyed (rule utinyint, key ubigint, entity bigint, open boolean)")
    con.execute(f"insert into keyed {_keys(rules, 'semi join linkage._touched using (entity)')}")
    con.execute("""
        create or replace temp table rest as
        select entity from linkage._entity anti join linkage._touched using (entity)
    """)
    con.execute(f"""
        insert into keyed from ({_keys(rules, "anti join linkage._touched using (entity)")})
        semi join (select key from keyed where exists (from rest) union all from kept_over) using (key)
    """)
    con.execute("drop table rest")


def _keys(rules: tuple[Rule, ...], whose: str) -> str:
    found = []
    for place, rule in enumerate(rules):
        source = f"linkage._entity {whose}"
        if rule.several:
            source += f" join (from linkage._place where kind = '{rule.several}') using (entity)"
        found.append(f"""
            select {place} as rule, hash('{rule.name}', {rule.key}) as key, entity, written18 is null as open
            from {source} where {rule.key} is not null
        """)
    return " union all ".join(found)


def _cut(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...]) -> None:
    """Blocks over the limit get the finer key; those who have nothing for it stand in one block."""
    con.execute(f"create or replace temp table large as select key from keyed group by key {_over()}")
    finer = " ".join(f"when {place} then {rule.finer}" for place, rule in enumerate(rules))
    con.execute(f"""
        create or replace temp table fine as
        select rule, key, hash(key, case rule {finer} end) as finer, entity, open
        from keyed semi join (from large union from kept_over) using (key) join linkage._entity using (entity)
    """)
    con.execute(f"""
        create or replace temp table dropped as
        select finer as key from fine semi join large using (key) group by finer {_over()}
    """)
    con.execute("create or replace table linkage._over as from large union all from dropped")
    con.execute("""
        create or replace temp table block_key as
        select key, entity, open, touched.entity is not null as touched from (
            select key, entity, open from keyed anti join large using (key)
            union all
            select finer, entity, open from fine semi join large using (key) where finer not in (from dropped))
        left join linkage._touched as touched using (entity)
    """)
    _count(con, rules)
    con.execute("drop table dropped")


def _count(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...]) -> None:
    names = ", ".join(f"({place}, '{rule.name}')" for place, rule in enumerate(rules))
    con.execute(f"""
        create or replace table linkage._block as
        select name as rule, count(distinct finer) as cut, count(distinct dropped.key) as dropped
        from fine semi join large using (key) join (values {names}) as named (rule, name) using (rule)
        left join dropped on dropped.key = finer
        group by name order by name
    """)


def _flipped(con: duckdb.DuckDBPyConnection, rules: tuple[Rule, ...]) -> None:
    """Make `linkage._again`; blocks that nobody touched is in may also hold such a pair, and are under the limit."""
    con.execute("""
        create or replace table linkage._again as
        with flipped as (
            (from linkage._over except from kept_over) union all (from kept_over except from linkage._over)),
        within as (
            select key, entity, open from keyed semi join flipped using (key)
            union select finer, entity, open from fine semi join flipped on flipped.key = finer)
        select distinct a.entity as l, b.entity as r
        from within as a join within as b using (key) where a.entity < b.entity and (a.open or b.open)
            and a.entity not in (from linkage._touched) and b.entity not in (from linkage._touched)
    """)
    again = "semi join (select l as entity from linkage._again union select r from linkage._again) using (entity)"
    con.execute(f"""
        insert into block_key
        select key, entity, open, false from ({_keys(rules, again)})
        anti join (select key from keyed where exists (from linkage._again)) using (key)
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
