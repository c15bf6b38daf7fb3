import duckdb
import pytest

from assets.linkage import born_apart


@pytest.mark.parametrize(
    ("one", "other", "parted"),
    [
        ("20031220", "20260107", True),
        ("19851015", "19920627", True),
        ("19850312", "19850921", False),
        ("19850312", "19870921", False),
        ("19850312", "19550312", False),
        ("19850312", "20250321", True),
        ("198503", "20250321", False),
        (None, "20250321", False),
    ],
    ids=[
        "a child and a grown-up",
        "seven years",
        "one year",
        "two years, as ages are told",
        "the year alone miswritten",
        "day and year",
        "no day",
        "no date",
    ],
)
def test_who_was_born_years_apart_is_kept_apart(one, other, parted):
    assert apart([one, other]) == ([(1, 2, 7)] if parted else [])


def test_only_what_stands_in_one_component_is_looked_at():
    assert apart(["20031220", "20260107", "19850312"], components=[1, 2, 2]) == [(2, 3, 2)]


def apart(births, components=None):
    with duckdb.connect() as con:
        con.execute("create schema linkage; create table linkage._entity (entity bigint, birth varchar)")
        con.execute("create table linkage._component (node bigint, component bigint)")
        for number, birth in enumerate(births, 1):
            con.execute("insert into linkage._entity values (?, ?)", [number, birth])
            component = components[number - 1] if components else 7
            con.execute("insert into linkage._component values (?, ?)", [number, component])
        return con.execute(f"from ({born_apart.within('linkage._component', 'node')}) order by all").fetchall()
