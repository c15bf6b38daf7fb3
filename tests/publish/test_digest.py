import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.publish.digest import ledger_head, table_digest
from assets.registry.tables import load_tables

SPEC = load_tables()["grid_list"]
TEXT = st.one_of(st.none(), st.text(max_size=3))
ROWS = st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6)


def digest(rows: list[tuple[str | None, str | None, str | None]]) -> str:
    con = duckdb.connect()
    con.execute("create schema landing")
    con.execute("create table landing.grid_list (grid varchar, region varchar, name varchar)")
    if rows:
        con.executemany("insert into landing.grid_list values (?, ?, ?)", [list(r) for r in rows])
    return table_digest(con, SPEC, "landing")


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, data=st.data())
def test_the_order_of_rows_does_not_matter(rows: list, data: st.DataObject) -> None:
    assert digest(rows) == digest(data.draw(st.permutations(rows)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("a", "b", "c")], []),
        ([("a", "b", "c")], [("a", "b", "c")] * 2),
        ([("a", None, "c")], [("a", "", "c")]),
        ([("ab", "c", "")], [("a", "bc", "")]),
        ([("a", "b", "c"), ("d", "e", "f")], [("a", "e", "c"), ("d", "b", "f")]),
    ],
    ids=["row gone", "row twice", "null and empty", "shifted", "swapped between rows"],
)
def test_another_content_is_another_digest(one: list, other: list) -> None:
    assert digest(one) != digest(other)


def test_the_chain_depends_on_what_went_before() -> None:
    tables = {"person": "a", "record": "b"}
    assert ledger_head("", "2026-10", tables) == ledger_head("", "2026-10", dict(reversed(tables.items())))
    assert len({ledger_head(p, m, tables) for p in ("", "x") for m in ("2026-10", "2026-11")}) == 4
