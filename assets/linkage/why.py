"""Why records are one person, or two: read from a month's working database, scored again by the linkage's own steps.

The database is only read; what is scored lies in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from assets.linkage.waterfall import Waterfall, waterfalls

RIVALS = 3
"""Persons shown whom the model came closest to linking besides."""
SHOWN = (
    "record_id", "source", "path", "sheet", "row", "role", "name", "sex", "birth_date", "id_number", "id_status",
    "phone", "hukou_address", "residence_address", "link_method", "link_probability",
)  # fmt: skip
TABLES = ("record_profile", "profile", "member", "verdict", "edge", "choice", "cluster", "person", "wrong_number")

Row = dict[str, Any]


class UnknownError(Exception):
    """There is no such person or record in the month; the message says where to look."""


@dataclass(frozen=True)
class Link:
    """Two entities side by side. `linked`: in one person; `notes` are codes of what else decided (labels.NOTES)."""

    left: int
    right: int
    linked: bool
    waterfall: Waterfall | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """What is shown. `records` have the columns SHOWN, person_id, entity, verdict, mark; links refer to entities.

    `verdict` is `person`, `one` or `two` (records of one or of two persons); `persons` names every entity's
    person; decisions are rows of `link_decision`.
    """

    subject: tuple[str, ...]
    verdict: str
    records: tuple[Row, ...]
    links: tuple[Link, ...]
    persons: dict[int, str]
    decisions: tuple[Row, ...]


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that sees the month's tables. Raises UnknownError where the month was not linked."""
    if not database.is_file():
        raise UnknownError(f"{database.stem} has no working database: run the month first (renpu run {database.stem})")
    quoted = str(database).replace("'", "''")
    with duckdb.connect() as con:
        con.execute(f"attach '{quoted}' as month (read_only)")
        con.execute("create schema linkage")
        try:
            for table in (*(f"_{name}" for name in TABLES), "record", "number_mark", "name_frequency", "link_decision"):
                con.execute(f"create view linkage.{table} as from month.linkage.{table}")
        except duckdb.CatalogException:
            raise UnknownError(f"{database.stem} was linked by another release: run the month again") from None
        yield con


def of_person(con: duckdb.DuckDBPyConnection, person_id: str) -> Explanation:
    """The records of a person, what holds them together, and whom he was nearly taken for. Raises UnknownError."""
    records = _records(con, "person_id = ?", person_id)
    if not records:
        raise UnknownError(f"{person_id} has no record in this month: look into membership and person_redirect")
    entities = sorted({row["entity"] for row in records})
    inside = _strongest(con, entities)
    outside = _rivals(con, entities)
    links = _links(con, [*inside, *outside])
    return Explanation((person_id,), "person", records, links, _persons(con, links), _decisions(con, records))


def of_records(con: duckdb.DuckDBPyConnection, a: str, b: str) -> Explanation:
    """Two records side by side and their pair, scored whether or not the linkage came to score it."""
    records = tuple(row for key in (a, b) for row in _one(con, key))
    left, right = sorted(row["entity"] for row in records)
    links = _links(con, [(left, right)]) if left != right else ()
    verdict = "one" if records[0]["person_id"] == records[1]["person_id"] else "two"
    return Explanation((a, b), verdict, records, links, _persons(con, links), _decisions(con, records))


def _one(con: duckdb.DuckDBPyConnection, record_id: str) -> tuple[Row, ...]:
    found = _records(con, "record_id = ?", record_id)
    if not found:
        raise UnknownError(f"{record_id} is no record in force this month: record_id changes with every delivery")
    return found


def _records(con: duckdb.DuckDBPyConnection, condition: str, value: str) -> tuple[Row, ...]:
    return _rows(
        con,
        f"""
        select {", ".join(SHOWN)}, source_record_key, person_id, entity, verdict, mark.kind as mark
        from linkage.record as said join linkage._record_profile using (record_id)
        join linkage._member using (profile) left join linkage._verdict as verdict using (profile)
        left join linkage.number_mark as mark using (record_id)
        where {condition} order by entity, source, path, sheet, row, role
        """,
        [value],
    )


def _strongest(con: duckdb.DuckDBPyConnection, entities: Sequence[int]) -> list[tuple[int, int]]:
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


def _rivals(con: duckdb.DuckDBPyConnection, entities: Sequence[int]) -> list[tuple[int, int]]:
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


def _links(con: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[int, int]]) -> tuple[Link, ...]:
    entities = sorted({entity for pair in pairs for entity in pair})
    con.execute(
        "create or replace table linkage._entity as from month.linkage._entity where list_contains(?, entity)",
        [entities],
    )
    scored = waterfalls(con, pairs)
    clusters = dict(
        con.execute(
            "select entity, cluster from linkage._cluster where list_contains(?, entity)", [entities]
        ).fetchall()
    )
    return tuple(
        Link(left, right, clusters[left] == clusters[right], scored.get((left, right)), _notes(con, left, right))
        for left, right in pairs
    )


def _persons(con: duckdb.DuckDBPyConnection, links: Sequence[Link]) -> dict[int, str]:
    entities = sorted({entity for link in links for entity in (link.left, link.right)})
    found = con.execute(
        """
        select entity, person_id from linkage._cluster join linkage._person using (cluster)
        where list_contains(?, entity)
        """,
        [entities],
    )
    return dict(found.fetchall())


def _notes(con: duckdb.DuckDBPyConnection, left: int, right: int) -> tuple[str, ...]:
    """What counted besides the weight."""
    pair = {"l": left, "r": right}
    asked = {
        "wrong_ledger": "select 1 from linkage._wrong_number where (entity, person) in (($l, $r), ($r, $l))",
        "two_numbers": """
            select 1 from linkage._entity as l, linkage._entity as r where l.entity = $l and r.entity = $r
            and l.written18 <> r.written18""",
        "not_scored": "select 1 where not exists (from linkage._edge where l = $l and r = $r)",
        "chosen": """
            select 1 from linkage._choice as choice join linkage._cluster as own using (entity)
            where choice.entity in ($l, $r) and clear and bits > weight and not exists (
                select 1 from linkage._cluster as o where o.entity in ($l, $r) and o.cluster <> own.cluster)""",
        "ambiguous": "select 1 from linkage._choice where entity in ($l, $r) and not clear",
    }
    return tuple(note for note, sql in asked.items() if con.execute(sql, _used(sql, pair)).fetchall())


def _used(sql: str, parameters: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in parameters.items() if f"${name}" in sql}


def _decisions(con: duckdb.DuckDBPyConnection, records: Sequence[Row]) -> tuple[Row, ...]:
    keys = [[row["source"], row["source_record_key"]] for row in records]
    return _rows(
        con,
        """
        select * from linkage.link_decision where list_contains($k, [source_a, source_record_key_a])
            or list_contains($k, [source_b, source_record_key_b]) order by entry
        """,
        {"k": keys},
    )


def _rows(con: duckdb.DuckDBPyConnection, sql: str, parameters: Any) -> tuple[Row, ...]:
    found = con.execute(sql, parameters)
    names = [column[0] for column in found.description or ()]
    return tuple(dict(zip(names, row, strict=True)) for row in found.fetchall())
