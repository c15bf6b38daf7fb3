"""A county made by hand: the tables that the floors people, housing and roster read, month after month."""

from __future__ import annotations

import copy
import datetime as dt
from pathlib import Path
from typing import Any

import duckdb

from assets.housing.build import build as build_housing
from assets.people.build import build as build_people
from assets.registry.month import Month
from assets.registry.rules import CountyRules, Rules
from assets.registry.run import Run, Workspace
from assets.registry.tables import create, load_tables
from assets.roster.build import build as build_roster

CODE = "370281"
A, B, C = "370281101201", "370281101202", "370281102201"
"""Villages: A and B of one township, C of another."""

GIVEN = (
    "record",
    "person_record",
    "number_mark",
    "possible_match",
    "person_redirect",
    "identity_event",
    "place_record",
    "source_scope",
    "region",
    "grid_list",
    "sighting",
    "tract_building",
    "grid_worker",
    "staff",
    "rejected_record",
)
STATE = ("person", "person_place", "household", "dwelling", "tract", "residence", "former_member")

PUPILS = """create or replace table landing.education_students
    (path varchar, sheet varchar, row bigint, guardian_relation varchar)"""
STAYS = "create or replace table landing.police_migrants (path varchar, sheet varchar, row bigint, stay_reason varchar)"


def number(birth: str, order: int) -> str:
    """An 18-digit number whose check digit is right; `order` odd is male."""
    body = f"{CODE}{birth}{order:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(w * int(d) for w, d in zip(weights, body, strict=True)) % 11]


class County:
    """What one month's lower floors would have left; `build()` runs the three floors and keeps the state."""

    def __init__(self, folder: Path, month: str = "2026-08") -> None:
        self.workspace = Workspace(folder / "raw", folder / "warehouse")
        self.month = Month(month)
        self.con = duckdb.connect()
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in GIVEN}
        self.rows["region"] = [
            {"code": f"{CODE}000000", "region_name": "某县", "level": "county"},
            *({"code": v, "region_name": "某村", "level": "village"} for v in (A, B, C)),
        ]
        self.pupils: list[tuple[str, int, str]] = []
        self.stays: list[tuple[str, int, str]] = []
        self.rows["grid_list"] = [{"grid": f"{v}001", "region": v} for v in (A, B, C)]

    def add(self, table: str, **row: Any) -> None:
        """One row of an input table."""
        self.rows[table].append(row)

    def scope(self, source: str, *scopes: str, kind: str = "village", age: int = 0) -> None:
        """The scopes of a source that are in force."""
        delivered = (self.month.first_day - dt.timedelta(days=30 * age)).strftime("%Y-%m")
        for scope in scopes:
            self.add("source_scope", source=source, scope_kind=kind, scope=scope, age_months=age,
                     delivered_month=delivered, path=f"{source}.csv", sheet="", rows=1)  # fmt: skip

    def record(self, source: str, person: str, **said: Any) -> str:
        """One row of linkage.record; what is not said is what most such rows say."""
        role = said.get("role", "self")
        key = said.get("source_record_key", f"{source}-{person}-{len(self.rows['record'])}")
        row = {
            "record_id": f"{self.month}/{key}/{role}", "month": self.month.key, "source": source, "layout": source,
            "path": f"{source}.csv", "row": len(self.rows["record"]) + 2, "role": role, "source_record_key": key,
            "as_of": self.month.last_day, "pending": False, "person_id": person, "link_method": "single",
            "id_status": "none", "name": f"张{person}", "name_key": f"张{person}", "name_kind": "full",
        }  # fmt: skip
        if "id_number" in said:
            row["id_status"] = "valid"
        if "birth_date" in said:
            row["birth_precision"] = "day"
        row |= {k: _typed(k, v) for k, v in said.items()}
        self.add("record", **row)
        keys = {f"{of}_address_key": _address_key(row, of) for of in ("hukou", "residence")}
        self.add("person_record", record_id=row["record_id"], **keys)
        return row["record_id"]

    def hukou(self, person: str, village: str = A, **said: Any) -> str:
        """A row of the police register."""
        told = {"hukou_region": village, "scope": village, "hukou_address": f"{village}1号", "life_status": "alive",
                "household_no": f"h{person}", "relation": "02", "birth_date": "1980-01-01", "sex": "1"}  # fmt: skip
        return self.record("police_hukou", person, **told | said)

    def survey(self, person: str, village: str = A, state: str = "1", **said: Any) -> str:
        """A row of the village workbook."""
        told = {"scope": village, "residence_state": state, "household_no": f"s{person}", "relation": "02",
                "birth_date": "1980-01-01", "sex": "1"}  # fmt: skip
        if state == "1":
            told |= {"residence_region": village, "residence_address": f"{village}1号"}
        return self.record("survey", person, **told | said)

    def tally(self, head: str, household_no: str, present: int, away: int, village: str = A) -> None:
        """A row of 户表: it names the householder and counts the registered, present and away."""
        place, sheet = f"tally-{village}-{household_no}", {"source": "survey", "path": "survey.csv", "month": "2026-08"}
        self.add("place_record", record_id=place, row=1, kind="household", region=village, household_no=household_no,
                 registered=present + away, present=present, away=away, **sheet)  # fmt: skip
        self.record("survey", head, role="head", of_record_id=place, scope=village, household_no=household_no)

    def grid(self, person: str, village: str = A, state: str = "1", **said: Any) -> str:
        """A row of a grid's list."""
        told = {"scope": f"{village}001", "grid": f"{village}001", "residence_state": state,
                "residence_region": village, "birth_date": "1980-01-01", "sex": "1"}  # fmt: skip
        return self.record("grid_persons", person, **told | said)

    def migrant(self, person: str, village: str = A, **said: Any) -> str:
        """A row of the migrants' register."""
        told = {"scope": village, "residence_region": village, "residence_address": f"{village}2号",
                "life_status": "alive", "hukou_region": "420101", "hukou_address": "某省某市",
                "birth_date": "1990-01-01", "sex": "2"}  # fmt: skip
        return self.record("police_migrants", person, **told | said)

    def visitor(self, person: str, reason: str, village: str = A, **said: Any) -> None:
        """A row of the migrants' register with the reason of the stay."""
        self.migrant(person, village, **said)
        self.stays.append(("police_migrants.csv", len(self.rows["record"]) + 1, reason))

    def pupil(self, person: str, guardian: str, relation: str, **said: Any) -> None:
        """A row of a school's list, with the guardian that it names and how it calls him."""
        record_id = self.record("education_students", person, birth_date="2012-01-01", residence_region=A, **said)
        self.pupils.append(("education_students.csv", len(self.rows["record"]) + 1, relation))
        self.record("education_students", guardian, role="guardian", of_record_id=record_id)

    def build(self) -> duckdb.DuckDBPyConnection:
        """Write the inputs, build people, housing and roster, and return the connection."""
        specs = load_tables()
        for name in GIVEN:
            schema = specs[name].floor
            self.con.execute(f"create schema if not exists {schema}")
            self.con.execute(create(specs[name], schema)[0])
            for row in self.rows[name]:
                marks = ", ".join("?" for _ in row)
                columns = ", ".join(row)
                self.con.execute(f"insert into {schema}.{name} ({columns}) values ({marks})", list(row.values()))
        self.con.execute(PUPILS)
        for pupil in self.pupils:
            self.con.execute("insert into landing.education_students values (?, null, ?, ?)", list(pupil))
        self.con.execute(STAYS)
        for stay in self.stays:
            self.con.execute("insert into landing.police_migrants values (?, null, ?, ?)", list(stay))
        for build in (build_people, build_housing, build_roster):
            build(self.con, self.run)
        return self.con

    @property
    def run(self) -> Run:
        """The month's run."""
        rules = Rules(county=CountyRules(code=CODE))
        return Run(self.month, self.workspace, rules, self.workspace.state_before(self.month))

    def next_month(self, month: str) -> County:
        """Keep this month's state as publish would, and start the next month."""
        folder = self.workspace.state(self.month)
        folder.mkdir(parents=True)
        for name in STATE:
            schema = load_tables()[name].floor
            self.con.execute(f"copy {schema}.{name} to '{folder / name}.parquet' (format parquet)")
        return County(self.workspace.raw.parent, month)

    def elsewhere(self, folder: Path) -> County:
        """The built month, its tables shared to be read, in a folder of its own where further months can follow."""
        twin = copy.copy(self)
        twin.workspace = Workspace(folder / "raw", folder / "warehouse")
        return twin

    def one(self, sql: str, *values: Any) -> Any:
        """The only row of a query: a tuple, or the value where there is one column."""
        rows = self.con.execute(sql, list(values)).fetchall()
        assert len(rows) == 1, f"{len(rows)} rows"
        return rows[0] if len(rows[0]) > 1 else rows[0][0]

    def person(self, person: str, columns: str) -> Any:
        """Columns of roster.person of one person."""
        return self.one(f"select {columns} from roster.person where person_id = ?", person)


def complete(county: County) -> County:
    """The county with the police register and the survey of all its villages in force."""
    for source in ("police_hukou", "survey"):
        county.scope(source, A, B, C)
    return county


def _address_key(row: dict[str, Any], of: str) -> str | None:
    if (region := row.get(f"{of}_region")) is None or row.get("building_no") is None:
        return None
    return f"{region}||{row['building_no']}|{row.get('unit_no') or ''}"


def _typed(column: str, value: Any) -> Any:
    dates = ("birth_date", "death_date", "since", "away_since", "moved_in_date", "as_of")
    return dt.date.fromisoformat(value) if column in dates and isinstance(value, str) else value
