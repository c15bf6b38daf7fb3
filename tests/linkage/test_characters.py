import duckdb

from assets.linkage.characters import classes, shape_sql


def test_every_class_has_two_characters_or_more_and_none_twice():
    letters = "".join(classes())
    assert all(len(c) >= 2 for c in classes()) and len(set(letters)) == len(letters)


def test_names_of_one_shape_are_taken_for_one_another():
    con = duckdb.connect()
    names = con.execute(
        f"select {shape_sql('name')} from (values ('付芬'), ('傅芳'), ('付芳英')) as t(name)"
    ).fetchall()
    assert names[0] == names[1] != names[2]
