"""Which pairs of entities explain a person, and what counted besides their weight."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assets.linkage import born_apart

RIVALS = 3
"""Persons shown whom the model came closest to linking besides."""


def strongest(con: duckdb.DuckDBPyConnection, entities: Sequence[int]) -> list[tuple[int, int]]:
    """Of every entity of a person its strongest link inside; where nothing was scored, that to the first."""
    found = con.execute(
        """
        with inside as (
            select l, r, weight from linkage._edge where list_contains($e, l) and list_contains($e, r)),
        towards as (select l as entity, r as other, weight from inside union all select r, l, weight from inside),
        best as (select entity, arg_max(other, (weight, -other)) as other from towards group by entity)
        select distinct least(entity, other), greatest(entity, other) from best order by all
        """,
        {"e": list(entities)},
    ).fetchall()
    named = {entity for pair in found for entity in pair}
    return [*found, *((entities[0], e) for e in entities[1:] if e not in named)]


def rivals(con: duckdb.DuckDBPyConnection, entities: Sequence[int]) -> list[tuple[int, int]]:
    """The strongest pair with each of the persons that come closest, at most `RIVALS`."""
    return con.execute(
        """
        with crossing as (
            select l, r, weight, list_contains($e, l) as own from linkage._edge
            where list_contains($e, l) <> list_contains($e, r)),
        best as (
            select cluster, arg_max((l, r), (weight, -l, -r)) as pair, max(weight) as weight
            from crossing join linkage._cluster on entity = if(own, r, l) group by cluster)
        select pair[1], pair[2] from best order by weight desc, cluster limit $n
        """,
        {"e": list(entities), "n": RIVALS},
    ).fetchall()


_TWO_NUMBERS = """
    select 1 from linkage._entity as l, linkage._entity as r where l.entity = $l and r.entity = $r
    and l.written18 <> r.written18
"""
_BOTH = "(select entity, 0 as component from linkage._entity where entity in ($l, $r))"
_ONE_NUMBER = """
    select 1 from linkage._verdict as a join linkage._verdict as b using (number_key)
    join linkage._member as ma on ma.profile = a.profile join linkage._member as mb on mb.profile = b.profile
    where (ma.entity, mb.entity) in (($l, $r), ($r, $l)) and a.verdict =
"""


def notes(con: duckdb.DuckDBPyConnection, left: int, right: int) -> tuple[str, ...]:
    """What counted besides the weight: codes of `labels.NOTES`, those of the rules that joined or parted them last."""
    pair = {"l": left, "r": right}
    asked = {
        "wrong_ledger": "select 1 from linkage._wrong_number where (entity, person) in (($l, $r), ($r, $l))",
        "two_numbers": _TWO_NUMBERS,
        "born_apart": f"select 1 from ({born_apart.within(_BOTH, 'entity')}) where not exists ({_TWO_NUMBERS})",
        "borrowed": f"{_ONE_NUMBER} 'borrowed'",
        "open_number": f"{_ONE_NUMBER} 'open'",
        "not_scored": """
            select 1 where not exists (from linkage._edge where l = $l and r = $r)
            and not exists (from linkage._ruled where l = $l and r = $r)""",
        "chosen": """
            select 1 from linkage._choice as choice join linkage._cluster as own using (entity)
            where choice.entity in ($l, $r) and clear and bits > weight and not exists (
                select 1 from linkage._cluster as o where o.entity in ($l, $r) and o.cluster <> own.cluster)""",
        "ambiguous": "select 1 from linkage._choice where entity in ($l, $r) and not clear",
    }
    found = [note for note, sql in asked.items() if con.execute(sql, _used(sql, pair)).fetchall()]
    rules = con.execute("select rule from linkage._ruled where l = $l and r = $r order by rule", pair).fetchall()
    return (*found, *(rule for (rule,) in rules))


def _used(sql: str, parameters: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in parameters.items() if f"${name}" in sql}
