import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.linkage import month_view
from assets.quality import doubtful, link_sample
from assets.quality.link_sample import SHARES, allocate
from assets.registry.month import Month
from tests.linkage.conftest import County

MONTH = Month("2026-08")


@pytest.fixture
def month(tmp_path):
    """A linked month of 30 families: fathers in three registers, one without number; sons who look like them."""
    county = County(tmp_path)
    rows = []
    for n in range(30):
        home, number = county.at(str(n)), county.number(f"19{50 + n}0312", 1)
        rows += [
            county.say("police_hukou", f"f{n}", "王建国", id_number=number, sex="1", **home),
            county.say("medical_insurance", f"f{n}", "王建国", id_number=number, sex="1"),
            county.say("grid_persons", f"f{n}", "王建国", birth_date=f"19{50 + n}-03-12", sex="1", **home),
            county.say("survey", f"s{n}", "王建军", birth_date=f"19{50 + n}-03-12", sex="1", **home),
        ]
    county.link(rows)
    file = tmp_path / "2026-08.duckdb"
    county.con.execute(f"attach '{file}' as written; copy from database memory to written; detach written")
    return file, county.workspace


@given(st.fixed_dictionaries({band: st.integers(0, 400) for band in SHARES}), st.integers(0, 900))
def test_the_sample_is_as_large_as_wanted_and_no_band_gives_more_than_it_holds(held, size):
    wanted = allocate(held, size)
    assert sum(wanted.values()) == min(size, sum(held.values()))
    assert all(wanted[band] <= held[band] for band in held)


def test_large_bands_get_their_shares():
    assert allocate(dict.fromkeys(SHARES, 10_000), 500) == {band: int(500 * share) for band, share in SHARES.items()}


def test_the_same_month_gives_the_same_sample_of_pairs_each_once(month):
    file, _ = month
    drawn = []
    for _ in range(2):
        with month_view.opened(file) as con:
            drawn.append(link_sample.draw(con, MONTH, 40))
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == len({row[0] for row in drawn[0]}) == 40


def test_every_band_that_there_is_and_every_pair_of_sources_is_drawn(month):
    file, workspace = month
    with month_view.opened(file) as con:
        link_sample.draw(con, MONTH, 60)
        bands = {band for (band,) in con.execute("select distinct band from linkage._link").fetchall()}
        assert {band for (band,) in con.execute("select distinct band from sample").fetchall()} == bands
        sources = con.execute("select count(distinct (source_a, source_b)) from linkage._link").fetchall()
        assert con.execute("select count(distinct (source_a, source_b)) from sample").fetchall() == sources
        assert link_sample.keep(con, workspace, MONTH) == link_sample.newest(workspace, Month("2026-10"))
    assert link_sample.newest(workspace, Month("2026-07")) is None


def test_a_possible_match_is_shown_by_one_record_of_either_person(tmp_path):
    county = County(tmp_path)
    home = county.at("3")
    person = county.link([
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), sex="1", **home),
        county.say("police_hukou", "2", "王建国", id_number=county.number("19850312", 3), sex="1", **home),
    ])  # fmt: skip
    assert len(set(person.values())) == 2
    file = tmp_path / "2026-08.duckdb"
    county.con.execute(f"attach '{file}' as written; copy from database memory to written; detach written")
    with month_view.opened(file) as con:
        ((a, b),) = doubtful.pairs(con)
    assert {a, b} == {("police_hukou", "1"), ("police_hukou", "2")}
