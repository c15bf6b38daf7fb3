"""What a model is worth: a month whose truth is known, linked with it from nothing, against that truth."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from assets.linkage import model
from assets.linkage.build import steps
from assets.linkage.training.counting import NOWHERE, Known
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run

AFTER_THE_PERSONS = ("links", "presence")
"""Steps of the floor that no person depends on."""
_PAIRS = "coalesce(sum(n * (n - 1) // 2), 0)::bigint"
_JUDGED = f"""
    with told as (
        select person_id, true_person from linkage.record as said join read_parquet(?) as truth
            on truth.path = said.path and truth.sheet is not distinct from said.sheet and truth.row = said.row
            and truth.role = said.role
        where said.role = 'self'),
    cell as (select person_id, true_person, count(*) as n from told group by all),
    found as (select count(*) as parts, sum(n) as n from cell group by person_id),
    own as (select count(*) as parts, any_value(person_id) as person_id, sum(n) as n from cell group by true_person),
    pure as (select person_id from cell group by person_id having count(*) = 1)
    select (select {_PAIRS} from cell), (select {_PAIRS} from found), (select {_PAIRS} from own),
        (select count(*) from own where parts = 1 and person_id in (from pure)), (select count(*) from own)
"""


@dataclass(frozen=True)
class Judged:
    """Pairs of records of role self: right, linked and true ones; true persons, and those whose records are one
    cluster and nobody else's."""

    right: int
    linked: int
    true: int
    exact: int
    persons: int

    @property
    def precision(self) -> float | None:
        """Share of the linked pairs that are one person."""
        return self.right / self.linked if self.linked else None

    @property
    def recall(self) -> float | None:
        """Share of the true pairs that were linked."""
        return self.right / self.true if self.true else None

    @property
    def exactly(self) -> float | None:
        """Share of the persons that are exactly right."""
        return self.exact / self.persons if self.persons else None


def tried(known: Known, settings: dict[str, Any]) -> Judged:
    """Link this month as a county's first one with these settings for the pinned model; only the truth is read."""
    with opened(known.database) as con, weighted(settings):
        run = Run(Month(known.database.stem), NOWHERE, Rules())
        for name, step in steps(run).items():
            if name not in AFTER_THE_PERSONS:
                step(con)
        return Judged(*con.execute(_JUDGED, [str(known.truth)]).fetchall()[0])


@contextmanager
def opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with a month's `standard.person_record` alone; its database is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/trial.duckdb") as con:
        quoted = str(database).replace("'", "''")
        con.execute(f"attach '{quoted}' as month (read_only)")
        for schema in ("standard", "linkage"):
            con.execute(f"create schema {schema}")
        con.execute("create table standard.person_record as from month.standard.person_record")
        yield con


@contextmanager
def weighted(settings: dict[str, Any]) -> Iterator[None]:
    """Within the block these Splink settings stand for the pinned model (they are fitted to `model.TRAINED_ON`)."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.json"
        file.write_text(json.dumps(settings), encoding="utf-8")
        pinned, model.FILE = model.FILE, file
        try:
            yield
        finally:
            model.FILE = pinned
