"""`roster_as_of` against the same month lived through day by day in plain Python."""

import datetime as dt

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.publish.as_of import write_as_of
from assets.registry.tables import create, load_tables

PLACES = (None, "421126100201", "421126100202")
HEIR = {"421126100201": "421126100202"}
DAY = dt.date(2026, 10, 1)

# What may befall a person: the village he starts in, whether his village merges, the day he moves (0: undated), where.
LIFE = st.tuples(st.sampled_from(PLACES), st.booleans(), st.integers(0, 31), st.sampled_from(PLACES))


def lived(start: str | None, merges: bool, day: int, end: str | None, upto: int) -> str | None:
    """Where he is after `upto` days of the month; the boundaries change on its 10th day."""
    today = HEIR.get(start, start) if merges else start
    if end != today and day <= upto:
        return end
    return today if upto >= 10 else start


def rows(start: str | None, merges: bool, day: int, end: str | None) -> list[tuple]:
    """The change rows of such a life: step, kind, event_date, before, after."""
    before = HEIR.get(start, start) if merges else start
    told = [(0, "boundary", dt.date(2026, 10, 10), start, before)] if before != start else []
    if before != end:
        told.append((1, "moved", dt.date(2026, 10, day) if day else None, before, end))
    return told


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for name in ("person", "person_place", "change"):
        con.execute(create(load_tables()[name], "main")[0])
    write_as_of(con, "memory.main")
    return con


@given(lives=st.lists(LIFE, max_size=6), upto=st.integers(0, 31))
def test_a_month_taken_back_is_the_month_lived_through(con: duckdb.DuckDBPyConnection, lives: list, upto: int) -> None:
    con.execute("delete from change; delete from person_place")
    for key, (start, merges, day, end) in enumerate(lives):
        told = rows(start, merges, day, end)
        final = told[-1][4] if told else start
        if final:
            con.execute("insert into person_place by name select ? as person_id, ? as region, true as counted",
                        [str(key), final])  # fmt: skip
        for step, kind, event_date, before, after in told:
            con.execute(
                """insert into change by name select ? as person_id, 'region' as field, ? as step, ? as kind,
                ?::date as event_date, ? as before, ? as after""",
                [str(key), step, kind, event_date, before, after],
            )
    moment = DAY + dt.timedelta(days=upto)
    found = dict(con.execute("select person_id, region from roster_as_of(?)", [moment]).fetchall())
    expected = {str(k): lived(*life, upto) for k, life in enumerate(lives)}
    assert found == {k: v for k, v in expected.items() if v}
