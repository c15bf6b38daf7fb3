import datetime as dt

import pytest

from assets.linkage import ledger, month_view, why
from assets.linkage.comparisons import comparisons
from assets.linkage.labels import COMPARISONS, LEVELS, NOTES


@pytest.fixture
def month(county, tmp_path):
    """Link rows and yield what `why` reads."""

    def linked(rows):
        persons = county.link(rows)
        file = tmp_path / "2026-08.duckdb"
        county.con.execute(f"attach '{file}' as written; copy from database memory to written; detach written")
        return persons, file

    return linked


@pytest.fixture
def rows(county):
    home = county.at("3")
    return [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), sex="1", **home),
        county.say("medical_insurance", "1", "王建国", id_number=county.number("19850312", 1), sex="1"),
        county.say("grid_persons", "1", "王健国", birth_date="1985-03-12", sex="1", **home),
        county.say("police_hukou", "2", "王建军", id_number=county.number("19850312", 3), sex="1", **home),
    ]


def test_a_persons_records_and_the_link_between_their_groups_are_told(month, rows):
    persons, file = month(rows)
    with month_view.opened(file) as con:
        told = why.of_person(con, persons["police_hukou/1/self"])
    assert {row["record_id"] for row in told.records} == {
        "police_hukou/1/self", "medical_insurance/1/self", "grid_persons/1/self"}  # fmt: skip
    inside = [link for link in told.links if link.linked]
    levels = {step.comparison: step.level for step in inside[0].waterfall.steps}
    assert (len(inside), levels["name"], levels["birth"], levels["place"]) == (1, "homophone", "equal", "home")
    (rival,) = [link for link in told.links if not link.linked]
    assert persons["police_hukou/2/self"] in {told.persons[rival.left], told.persons[rival.right]}


def test_the_waterfall_is_the_weight_that_the_linkage_gave(month, rows, county):
    persons, file = month(rows)
    weights = {(left, right): weight for left, right, weight in county.all("select l, r, weight from linkage._edge")}
    with month_view.opened(file) as con:
        links = why.of_person(con, persons["police_hukou/1/self"]).links
    assert links
    for link in links:
        assert link.waterfall.weight == pytest.approx(weights[link.left, link.right])
        assert sum(step.weight for step in link.waterfall.steps) == pytest.approx(link.waterfall.weight)


def test_two_records_are_compared_though_no_rule_brought_them_together(month, county):
    rows = [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **county.at("3")),
        county.say("police_hukou", "2", "赵丽", id_number=county.number("19900401", 2)),
    ]
    _, file = month(rows)
    with month_view.opened(file) as con:
        told = why.of_records(con, "police_hukou/1/self", "police_hukou/2/self")
    assert told.verdict == "two"
    assert set(told.links[0].notes) == {"two_numbers", "not_scored"}


def test_decisions_on_the_records_are_told(month, rows, county):
    said = ledger.Decision(
        "must_link", "police_hukou", "1", "police_hukou", "2", "走访", "张三", None, dt.date(2026, 9, 3)
    )
    ledger.enter(county.workspace, [said])
    _, file = month(rows)
    with month_view.opened(file) as con:
        told = why.of_records(con, "police_hukou/1/self", "police_hukou/2/self")
    assert told.verdict == "one"
    assert [row["decision_id"] for row in told.decisions] == [said.decision_id]


def test_who_is_not_there_is_told_where_to_look(month, rows, tmp_path):
    _, file = month(rows)
    with month_view.opened(file) as con:
        with pytest.raises(month_view.UnknownError, match="person_redirect"):
            why.of_person(con, "P0")
        with pytest.raises(month_view.UnknownError, match="change with every delivery"):
            why.of_records(con, "police_hukou/1/self", "x")
    with (
        pytest.raises(month_view.UnknownError, match="renpu run 2026-09"),
        month_view.opened(tmp_path / "2026-09.duckdb"),
    ):
        pass


def test_every_level_has_a_label():
    assert {name: set(levels) for name, levels in comparisons().items()} == {n: set(s) for n, s in LEVELS.items()}
    assert set(COMPARISONS) == {"prior", *comparisons()}
    assert len(set(NOTES.values())) == len(NOTES)
