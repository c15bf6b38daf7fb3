"""What the linkage of a month leaves to the next one, so that only what changed is made anew (decision 56).

Everything kept is a pure function of what the records say, of the frozen name frequencies and of the code: a profile's
id is a hash of its content, an entity's id one of its number or profile. `profile`: how often which sources state a
content, and its verdict and entity; `crowd`: phones, dwellings and households that are no evidence; `entity`, `place`
and `parent`: what the model compares, and `look` a hash of it; `over`: blocking keys over the limit; `scored`: pairs
from the faintest kept weight up; `odd`: numbers that the village decides about (`renamed`); `beside`: how sources agree
on an entity's places; `person`: a digest of the records of each cluster, and whose it was. Without it, where
it was made by other code or another model, or where names are counted anew, the same steps find everything changed.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import splink

from assets.linkage import model
from assets.registry.run import Run
from assets.registry.sources import load_sources
from assets.standard import lunar as calendar

TABLES = {
    "profile": "profile bigint, mask ubigint, records bigint, number_key ubigint, stated varchar, verdict varchar,"
    " entity bigint",
    "crowd": "kind varchar, value ubigint",
    "place": "entity bigint, kind varchar, value ubigint",
    "look": "entity bigint, look ubigint",
    "parent": "child bigint, parent bigint",
    "over": "key ubigint",
    "scored": "l bigint, r bigint, weight double, probability double",
    "beside": "entity bigint, source varchar, found boolean",
    "person": "cluster bigint, person_id varchar, records bigint, seats ubigint, doubled boolean",
    "odd": "profile bigint, number_key ubigint, name_key ubigint, miswritten boolean",
    "lunar": "month varchar, first date, days integer",
    "made": "made_by varchar",
}
"""Columns of the tables; those of `entity` are whatever the model compares."""
FILES = (*TABLES, "entity")
_WRITTEN = {
    "profile": """
        select profile, mask, records, said.number_key, verdict.stated, verdict.verdict, entity
        from linkage._content as said join linkage._member using (profile)
        left join linkage._verdict as verdict using (profile)
    """,
    "person": """
        select cluster, person_id, records, seats, doubled
        from linkage._person join linkage._seated using (cluster)
    """,
}


def load(con: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Make the views `kept_<table>` of what last month left; empty where it left nothing, or nothing of use."""
    folder = run.workspace.state(run.previous) if run.previous else None
    stands = folder is not None and not names_counted_anew(run) and _made_by(con, folder) == made_by()
    con.execute("drop view if exists temp.kept_entity")
    for table in FILES if stands else TABLES:
        con.execute(f"create or replace temp view kept_{table} as {_read(folder, table) if stands else _none(table)}")
    con.execute("create or replace table linkage._made as select ? as made_by", [made_by()])


def names_counted_anew(run: Run) -> bool:
    """Whether this is the month of `linkage.names_from`, or the first one after it where that month was never run."""
    return (run.previous.key if run.previous else "") < run.rules.linkage.names_from <= run.month.key


def ensure(con: duckdb.DuckDBPyConnection) -> None:
    """Empty views for who links without months before (training, benchmarks)."""
    for table in TABLES:
        con.execute(f"create temp view if not exists kept_{table} as {_none(table)}")


def write(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write one Parquet file per table into a month's new folder of state; nothing where nothing was linked."""
    made = "from duckdb_tables() where schema_name = 'linkage' and table_name = '_made'"
    if not con.execute(made).fetchall():
        return
    for table in FILES:
        rows = _WRITTEN.get(table, f"from linkage._{table}")
        con.execute(f"copy ({rows}) to '{_quoted(folder, table)}' (format parquet)")


def made_by() -> str:
    """Digest of everything besides the records that decides what is kept: code, model, releases.

    No rule of the settings is among it: they decide over links, which are made anew every month.
    """
    here = Path(__file__).parent
    files = [*sorted(here.glob("*.py")), *sorted(here.glob("*.csv")), model.FILE, Path(calendar.__file__)]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files))
    others = (duckdb.__version__, splink.__version__, *sorted(load_sources()))
    digest.update("\0".join(others).encode())
    return digest.hexdigest()


def _made_by(con: duckdb.DuckDBPyConnection, folder: Path) -> str | None:
    """Who made what lies in a folder; None where a file is missing, or the frequencies and persons it goes by."""
    needed = (
        *(_file(folder, table) for table in FILES),
        folder / "name_frequency.parquet",
        folder / "membership.parquet",
    )
    if not all(file.is_file() for file in needed):
        return None
    found: str = con.execute("from read_parquet(?)", [str(_file(folder, "made"))]).fetchall()[0][0]
    return found


def _file(folder: Path, table: str) -> Path:
    return folder / f"linkage_{table}.parquet"


def _quoted(folder: Path, table: str) -> str:
    return str(_file(folder, table)).replace("'", "''")


def _read(folder: Path | None, table: str) -> str:
    assert folder is not None
    return f"from read_parquet('{_quoted(folder, table)}')"


def _none(table: str) -> str:
    columns = (column.split() for column in TABLES[table].split(", "))
    return "select " + ", ".join(f"null::{type_} as {name}" for name, type_ in columns) + " where false"
