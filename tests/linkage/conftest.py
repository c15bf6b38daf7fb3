"""Small hand-made counties: synthetic people only."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pypinyin import Style, lazy_pinyin

from assets.landing.presence import TABLE
from assets.linkage import build, kept
from assets.registry.month import Month
from assets.registry.rules import Rules
from assets.registry.run import Run, Workspace
from assets.registry.tables import create, load_tables

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
STATE = ("membership", "person_redirect", "name_frequency", "source_rate")
Row = dict[str, Any]


class County:
    """A county whose months are linked one after the other; rows are made by `say`."""

    village, other_village = "370281101201", "370281101202"

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace(folder / "raw", folder / "warehouse")
        self.con = duckdb.connect()
        self.rules = Rules()
        self.gate_rows: list[list[Any]] = []
        self.scored = 0
        """Pairs that were blocked when it was linked last."""

    def number(self, birth: str, order: int, area: str = "370281") -> str:
        """An 18-digit number whose check digit is right; an odd `order` is male."""
        body = f"{area}{birth}{order:03d}"
        return body + "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11]

    def say(self, source: str, key: str, name: str | None, **said: Any) -> Row:
        """One row of `standard.person_record`: what is not said follows from the name and the number."""
        role = said.get("role", "self")
        row = {
            "record_id": f"{source}/{key}/{role}", "month": "2026-08", "source": source, "layout": source,
            "path": f"2026-08/{source}/a.csv", "row": 2, "role": role, "id_status": "none", "pending": False,
            "as_of": dt.date(2026, 8, 31), "source_record_key": key if role == "self" else f"{key}/{role}",
            "of_record_id": f"{source}/{key}/self", "name": name, **_name(name), **self._number(said.get("id_number")),
        }  # fmt: skip
        if isinstance(said.get("birth_date"), str):
            said |= {"birth_date": dt.date.fromisoformat(said["birth_date"]), "birth_precision": "day"}
        return row | said

    def at(self, unit: str, village: str | None = None) -> Row:
        """Living at a dwelling of a village."""
        region = village or self.village
        return {"residence_region": region, "residence_address_key": f"{region}|1|{unit}|"}

    def known_elsewhere(self, source: str) -> list[Row]:
        """People of a list whom the insurance knows too, as many as it takes to expect it of all."""
        given = [
            a + b for a in "建志国家晓文德永明春秋福寿康宁安平和顺" for b in "军强华兰芳英杰涛梅勇伟刚峰磊鹏波斌辉霞"
        ]
        return [
            self.say(place, f"k{i}", f"王{name}", id_number=self.number("19700101", i))
            for i, name in enumerate(given)
            for place in (source, "medical_insurance")
        ]

    def at_gate(
        self, name: str | None, number: str | None = None, phone: str | None = None, day: str = "2026-08-03"
    ) -> None:
        """A row of `landing.presence`."""
        row = len(self.gate_rows) + 2
        self.gate_rows.append(["2026-08", "gate_scans", "a.csv", None, row, row, 1, name, number, phone, "g", day])

    def link(self, rows: list[Row], month: str = "2026-08", previous: str | None = None) -> dict[str, str]:
        """Link one month and keep its state; person_id by record_id."""
        self._load(rows)
        run = Run(Month(month), self.workspace, self.rules, Month(previous) if previous else None)
        self.scored = 0
        for name, step in build.steps(run).items():
            step(self.con)
            if name == "blocking":
                self.scored = self.con.execute("select count(*) from linkage._pair").fetchall()[0][0]
        folder = self.workspace.state(run.month)
        folder.mkdir(parents=True, exist_ok=True)
        for table in STATE:
            self.con.execute(f"copy linkage.{table} to '{folder / table}.parquet'")
        kept.write(self.con, folder)
        return dict(self.con.execute("select record_id, person_id from linkage.record order by record_id").fetchall())

    @staticmethod
    def month(key: str) -> Month:
        """The month of its key."""
        return Month(key)

    def all(self, sql: str) -> list[tuple]:
        """Rows of a query."""
        return self.con.execute(sql).fetchall()

    def _number(self, stated: str | None) -> Row:
        if stated is None:
            return {}
        if len(stated) == 15:
            return {"id_status": "truncated"}
        if len(stated) != 18 or self.number(stated[6:14], int(stated[14:17]), stated[:6]) != stated:
            return {"id_status": "invalid"}
        born = dt.date.fromisoformat(f"{stated[6:10]}-{stated[10:12]}-{stated[12:14]}")
        return {"id_status": "valid", "id_birth_date": born, "id_sex": "1" if int(stated[16]) % 2 else "2"}

    def _load(self, rows: list[Row]) -> None:
        spec = load_tables()["person_record"]
        for statement in ("create schema if not exists standard", create(spec, "standard")[0]):
            self.con.execute(statement)
        if rows:
            self.con.register("said_rows", pa.table({c: [row.get(c) for row in rows] for c in spec.columns}))
            self.con.execute("insert into standard.person_record by name from said_rows")
            self.con.unregister("said_rows")
        self.con.execute("create schema if not exists landing")
        self.con.execute(TABLE)
        if self.gate_rows:
            places = ", ".join("?" * len(self.gate_rows[0]))
            self.con.executemany(f"insert into landing.presence values ({places})", self.gate_rows)


def _name(name: str | None) -> Row:
    if name is None:
        return {}
    if name.isascii():
        return {"name_key": name.replace(" ", ""), "name_pinyin": name.replace(" ", "").lower(), "name_kind": "foreign"}
    letters = lazy_pinyin(name, style=Style.NORMAL)
    return {
        "name_key": name, "surname": name[0], "given": name[1:], "name_pinyin": "".join(letters),
        "surname_pinyin": letters[0], "given_pinyin": "".join(letters[1:]), "name_kind": "full",
    }  # fmt: skip


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)
