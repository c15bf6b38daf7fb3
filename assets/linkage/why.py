"""Why records are one person, or two: read from a linked month, scored again by the linkage's own steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assets.linkage import why_pairs
from assets.linkage.month_view import Row, UnknownError, rows
from assets.linkage.waterfall import Waterfall, waterfalls

SHOWN = (
    "record_id", "source", "path", "sheet", "row", "role", "name", "sex", "birth_date", "id_number", "id_status",
    "phone", "hukou_address", "residence_address", "link_method", "link_probability",
)  # fmt: skip


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
    """What is shown; links refer to entities.

    `records` have the columns SHOWN, person_id, entity, verdict, stated (the verdict on the number before the village
    and decisions were heard; see `numbers`) and mark.

    `verdict` is `person`, `one` or `two` (records of one or of two persons); `persons` names every entity's
    person; decisions are rows of `link_decision`.
    """

    subject: tuple[str, ...]
    verdict: str
    records: tuple[Row, ...]
    links: tuple[Link, ...]
    persons: dict[int, str]
    decisions: tuple[Row, ...]


def of_person(con: duckdb.DuckDBPyConnection, person_id: str) -> Explanation:
    """The records of a person, what holds them together, and whom he was nearly taken for. Raises UnknownError."""
    records = _records(con, "person_id = ?", person_id)
    if not records:
        raise UnknownError(f"{person_id} has no record in this month: look into membership and person_redirect")
    entities = _entities(records)
    inside = why_pairs.strongest(con, entities)
    outside = why_pairs.rivals(con, entities)
    links = _links(con, [*inside, *outside])
    return Explanation((person_id,), "person", records, links, _persons(con, links), _decisions(con, records))


def of_records(con: duckdb.DuckDBPyConnection, a: str, b: str) -> Explanation:
    """Two records side by side and their pair, scored whether or not the linkage came to score it."""
    records = tuple(row for key in (a, b) for row in _one(con, key))
    sides = _entities(records)
    links = _links(con, [(sides[0], sides[1])]) if len(sides) == 2 else ()
    verdict = "one" if records[0]["person_id"] == records[1]["person_id"] else "two"
    return Explanation((a, b), verdict, records, links, _persons(con, links), _decisions(con, records))


def _entities(records: Sequence[Row]) -> list[int]:
    """Rows that wait for review are in none."""
    return sorted({row["entity"] for row in records if row["entity"] is not None})


def _one(con: duckdb.DuckDBPyConnection, record_id: str) -> tuple[Row, ...]:
    found = _records(con, "record_id = ?", record_id)
    if not found:
        told = "two arguments are two record_ids (记录编号), which change with every delivery"
        raise UnknownError(f"{record_id} is no record in force this month: {told}")
    return found


def _records(con: duckdb.DuckDBPyConnection, condition: str, value: str) -> tuple[Row, ...]:
    return rows(
        con,
        f"""
        select {", ".join(SHOWN)}, source_record_key, person_id, entity, if(pending, 'waits', verdict) as verdict,
            stated, mark.kind as mark
        from linkage.record as said left join linkage._record_profile using (record_id)
        left join linkage._member using (profile) left join linkage._verdict as verdict using (profile)
        left join linkage.number_mark as mark using (record_id)
        where {condition} order by entity, source, path, sheet, row, role
        """,
        [value],
    )


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
        Link(
            left, right, clusters[left] == clusters[right], scored.get((left, right)), why_pairs.notes(con, left, right)
        )
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


def _decisions(con: duckdb.DuckDBPyConnection, records: Sequence[Row]) -> tuple[Row, ...]:
    keys = [[row["source"], row["source_record_key"]] for row in records]
    return rows(
        con,
        """
        select * from linkage.link_decision where list_contains($k, [source_a, source_record_key_a])
            or list_contains($k, [source_b, source_record_key_b]) order by entry
        """,
        {"k": keys},
    )
