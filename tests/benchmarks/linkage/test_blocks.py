import duckdb

from assets.linkage.blocking import Rule
from benchmarks.linkage import blocks

RULES = (Rule("name", "name", "birth"), Rule("birth", "birth", "name"), Rule("nobody", "nullif(name, name)", "name"))


def test_the_account_of_rules_by_hand() -> None:
    # Persons p (1, 2, 3) and q (4); 1 has a number. Name finds 1-2 and the stranger 2-4, 1-4; birth finds 1-2 and 1-3.
    entities = [(1, "n", "b", "w"), (2, "n", "b", None), (3, "m", "b", None), (4, "n", "c", None)]
    with duckdb.connect() as con:
        con.execute("create schema linkage")
        con.execute("create table linkage._entity (entity int, name text, birth text, written18 text)")
        con.executemany("insert into linkage._entity values (?, ?, ?, ?)", entities)
        con.execute("create table linkage._truth as select entity, if(entity = 4, 'q', 'p') as person,"
                    " written18 is null as open from linkage._entity")  # fmt: skip
        name, birth, nobody, together = blocks.account(con, RULES)
    # True pairs: 1-2, 1-3, 2-3.
    assert name == ("name", 0, 0, 3, 1 / 3, 0)
    assert birth == ("birth", 0, 0, 3, 1.0, 2)
    assert nobody == ("nobody", 0, 0, 0, 0.0, 0)
    assert together == ("all rules", None, 0, 5, 1.0, None)
