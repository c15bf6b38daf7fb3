import itertools

import duckdb
import pytest

from assets.linkage import blocking

COLUMNS = (
    "entity integer, written18 varchar, number varchar, number_head varchar, sound varchar, surname_pinyin varchar,"
    " birth varchar, shape varchar, surname varchar, sex varchar, full_name varchar,"
    " number_rounded varchar, month_next_year varchar"
)


@pytest.fixture
def con():
    con = duckdb.connect()
    con.execute("create schema linkage")
    con.execute(f"create table linkage._entity ({COLUMNS})")
    con.execute("create table linkage._place (entity integer, kind varchar, value ubigint)")
    return con


def pairs(con):
    blocking.build(con)
    return con.execute("select l, r from linkage._pair order by all").fetchall()


def test_two_with_numbers_of_their_own_are_never_paired(con):
    con.execute("insert into linkage._entity (entity, written18, full_name) values (1, 'a', '王芳'), (2, 'b', '王芳')")
    con.execute("insert into linkage._entity (entity, full_name) values (3, '王芳'), (4, '王芳')")
    assert pairs(con) == [(1, 3), (1, 4), (2, 3), (2, 4), (3, 4)]


def test_a_block_over_the_limit_is_cut_by_the_finer_key(con):
    people = [(i, "王芳", f"{1950 + i % 50}0101") for i in range(200)]
    con.executemany("insert into linkage._entity (entity, full_name, birth) values (?, ?, ?)", people)
    expected = sorted((a, b) for a, b in itertools.combinations(range(200), 2) if a % 50 == b % 50)
    assert pairs(con) == expected
    assert con.execute("select rule, cut, dropped from linkage._block").fetchall() == [("name", 50, 0)]


def test_a_block_too_large_even_then_is_counted(con):
    con.executemany("insert into linkage._entity (entity, full_name, birth) values (?, ?, ?)",
        [(i, "王芳", "19500101") for i in range(60)])  # fmt: skip
    assert pairs(con) == []
    assert con.execute("select dropped from linkage._block").fetchall() == [(1,)]
