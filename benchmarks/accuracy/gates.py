"""How right the rows written at gates are given to persons: the published `presence` against the simulator's truth."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

# A row of `presence` speaks of whom the first of its rows does. Bulk scans have no truth (demo/sending.py).
PASSAGE = """
    create table passage as
    select presence.person_id, truth.true_person, matched.true_person as said_person,
        coalesce(standing.in_any_file, false) as in_any_file
    from month.presence as presence join read_parquet(?) as truth
        on truth.path = presence.path and truth.sheet is not distinct from presence.sheet
            and truth.row = presence.first_row
        left join standing on standing.true_person = truth.true_person
        left join matched on matched.person_id = presence.person_id
"""
_GATES = """
    select count(person_id), count(*) filter (is_right), count(*) filter (in_any_file),
        count(*) filter (is_right and in_any_file)
    from (select *, said_person = true_person as is_right from passage)
"""


@dataclass(frozen=True)
class Gates:
    """Rows of `presence`: with a person, with the right one, about somebody in any file, of these right."""

    found: int
    right: int
    known: int
    known_right: int

    @property
    def precision(self) -> float | None:
        """Share of the rows with a person that have the right one; None without any."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of the rows about somebody in any file that have the right person; None without any."""
        return self.known_right / self.known if self.known else None


def gates(con: duckdb.DuckDBPyConnection) -> Gates:
    """The rows of the month's window, over the table `passage` of `accuracy.open_month`."""
    return Gates(*con.execute(_GATES).fetchall()[0])
