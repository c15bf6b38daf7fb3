import datetime as dt
from random import Random

import networkx as nx
import pytest

from assets.linkage import ledger
from assets.linkage.decisions import chain
from assets.linkage.ledger import Decision
from checks.linkage import OBEYED


def decide(county, decision, a, b, day="2026-09-03"):
    """Enter a decision on two rows; its id."""
    (source_a, key_a), (source_b, key_b) = sorted((tuple(a.split("/", 1)), tuple(b.split("/", 1))))
    said = Decision(decision, source_a, key_a, source_b, key_b, "走访", "张三", None, dt.date.fromisoformat(day))
    ledger.enter(county.workspace, [said])
    return said.decision_id


def states(county):
    return dict(county.all("select decision_id, decision_state from linkage.link_decision"))


@pytest.fixture
def couple(county):
    """Two persons with a number each, and a row without one that fits the first."""
    return [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **county.at("3")),
        county.say("police_hukou", "2", "赵丽", id_number=county.number("19860401", 2), **county.at("9")),
        county.say("grid_persons", "1", "王建国", birth_date="1985-03-12", sex="1", **county.at("3")),
    ]


def test_a_decision_joins_across_two_valid_numbers(county, couple):
    assert len(set(county.link(couple).values())) == 2
    decide(county, "must_link", "police_hukou/1", "police_hukou/2")
    assert len(set(county.link(couple).values())) == 1
    methods = dict(county.all("select record_id, link_method from linkage.record"))
    assert methods["police_hukou/1/self"] == methods["police_hukou/2/self"] == "decision"


def test_a_decision_parts_what_the_model_links(county, couple):
    decide(county, "cannot_link", "grid_persons/1", "police_hukou/1")
    linked = county.link(couple)
    assert linked["grid_persons/1/self"] not in (linked["police_hukou/1/self"], linked["police_hukou/2/self"])
    assert county.all("select * from linkage.possible_match") == []


def test_a_decision_moves_a_row_to_whom_it_was_decided_to_be(county, couple):
    decide(county, "must_link", "grid_persons/1", "police_hukou/2")
    linked = county.link(couple)
    assert linked["grid_persons/1/self"] == linked["police_hukou/2/self"] != linked["police_hukou/1/self"]


def test_rows_of_one_number_are_parted_and_the_weaker_has_borrowed_it(county):
    number = county.number("19850312", 1)
    rows = [
        county.say("police_hukou", "1", "王建国", id_number=number, **county.at("3")),
        county.say("medical_insurance", "1", "王建国", id_number=number, **county.at("3")),
        county.say("social_insurance", "1", "王建国", id_number=number),
    ]
    decide(county, "cannot_link", "medical_insurance/1", "police_hukou/1")
    linked = county.link(rows)
    assert linked["medical_insurance/1/self"] != linked["police_hukou/1/self"] == linked["social_insurance/1/self"]
    assert county.all("select * from linkage.number_mark") == [("medical_insurance/1/self", "borrowed")]


def test_rows_that_say_the_same_are_parted(county):
    rows = [county.say(source, "1", "王建国", birth_date="1985-03-12", sex="1", **county.at("3"))
            for source in ("grid_persons", "survey")]  # fmt: skip
    assert len(set(county.link(rows).values())) == 1
    decide(county, "cannot_link", "grid_persons/1", "survey/1")
    assert len(set(county.link(rows).values())) == 2


def test_a_decision_holds_through_a_row_that_is_not_in_force(county, couple):
    decide(county, "must_link", "police_hukou/1", "survey/7")
    decide(county, "must_link", "survey/7", "police_hukou/2")
    assert len(set(county.link(couple).values())) == 1
    assert set(states(county).values()) == {"absent"}


def test_a_rule_gives_way_to_a_decision(county):
    home = county.at("3")
    rows = [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), sex="1", **home),
        county.say("ledger_residents", "1", "王建国", id_number=county.number("19850312", 3), sex="1",
                   birth_date="1985-03-12", **home),
    ]  # fmt: skip
    assert len(set(county.link(rows).values())) == 1
    decide(county, "cannot_link", "ledger_residents/1", "police_hukou/1")
    assert len(set(county.link(rows).values())) == 2
    assert county.all("select * from linkage.number_mark") == []


def test_the_person_id_stays_when_two_are_joined_and_the_other_is_redirected(county, couple):
    before = county.link(couple)
    decide(county, "must_link", "police_hukou/1", "police_hukou/2")
    after = county.link(couple, "2026-09", "2026-08")
    assert set(after.values()) == {before["police_hukou/1/self"]}
    assert county.all("select * exclude (month) from linkage.person_redirect") == [
        (before["police_hukou/2/self"], before["police_hukou/1/self"], "merged")
    ]


def test_contradicting_decisions_are_told_with_the_chain_between_them(county, couple):
    first = decide(county, "must_link", "police_hukou/1", "grid_persons/1")
    second = decide(county, "must_link", "grid_persons/1", "police_hukou/2")
    denied = decide(county, "cannot_link", "police_hukou/1", "police_hukou/2")
    aside = decide(county, "must_link", "police_hukou/2", "survey/1")
    county.link(couple)
    assert states(county) == {first: "conflict", second: "conflict", denied: "conflict", aside: "absent"}
    told = {tuple(ids) for (ids,) in county.all("select contradicts from linkage.link_decision") if ids}
    assert told == {tuple(sorted([first, second, denied]))}


def test_a_withdrawal_ends_what_was_decided_before_it(county, couple):
    decide(county, "must_link", "police_hukou/1", "police_hukou/2")
    decide(county, "withdrawn", "police_hukou/1", "police_hukou/2", "2026-09-04")
    assert len(set(county.link(couple).values())) == 2
    assert sorted(states(county).values()) == ["noted", "withdrawn"]
    decide(county, "must_link", "police_hukou/1", "police_hukou/2", "2026-09-05")
    assert len(set(county.link(couple).values())) == 1


def test_the_same_decision_entered_twice_is_one(county):
    assert decide(county, "unsure", "a/1", "b/1") == decide(county, "unsure", "a/1", "b/1")
    county.link([])
    assert len(states(county)) == 1


def test_the_chain_is_the_shortest():
    beside = {1: {2: "a", 3: "b"}, 2: {1: "a", 4: "c"}, 3: {1: "b", 4: "d"}, 4: {2: "c", 3: "d", 5: "e"}, 5: {4: "e"}}
    assert len(chain(beside, 1, 5)) == 3
    assert chain(beside, 3, 3) == []


def test_two_certificates_of_one_month_are_one_child_where_that_was_decided(county):
    rows = certificates(county)
    apart = county.link(rows)
    assert apart["health_births/A1/self"] != apart["health_births/B1/self"]
    decide(county, "must_link", "health_births/A1", "health_births/B1")
    linked = county.link(rows)
    assert linked["health_births/A1/self"] == linked["health_births/B1/self"]


def test_two_born_years_apart_are_one_where_that_was_decided(county):
    rows = [county.say(source, "1", "王建国", birth_date=born, sex="1", **county.at("3"))
            for source, born in (("grid_persons", "1985-03-12"), ("survey", "1995-10-27"))]  # fmt: skip
    assert len(set(county.link(rows).values())) == 2
    decide(county, "must_link", "grid_persons/1", "survey/1")
    assert len(set(county.link(rows).values())) == 1


def test_who_is_only_mentioned_is_the_row_that_waits_where_that_was_decided(county):
    rows = between_two(county)
    decide(county, "must_link", "grid_dwellings/1/owner", "social_insurance/1")
    linked = county.link(rows)
    assert linked["social_insurance/1/self"] == linked["grid_dwellings/1/owner"]
    assert linked["social_insurance/1/self"] not in (linked["police_hukou/4/self"], linked["police_hukou/5/self"])


def crowd(county):
    """Rows of every kind: with a number, with the same one, without, newborns, who is only mentioned."""
    home, number = county.at("3"), county.number("19850312", 1)
    mentioned = {"role": "mother", "of_record_id": "health_births/1/self", "record_id": "health_births/1/mother"}
    return [
        county.say("police_hukou", "1", "王建国", id_number=number, **home),
        county.say("police_hukou", "2", "王建军", id_number=county.number("19850312", 3), **home),
        county.say("medical_insurance", "1", "王建国", id_number=number, **home),
        county.say("grid_persons", "1", "王建国", birth_date="1985-03-12", sex="1", **home),
        county.say("survey", "1", "王建国", birth_date="1985-03-12", sex="1", **home),
        county.say("police_hukou", "3", "李梅", id_number=county.number("19870701", 2), **home),
        county.say("survey", "2", "李梅", birth_date="1987-07-01", sex="2", **home),
        county.say("health_births", "1", "王小宝", birth_date="2026-08-01", **home),
        county.say("health_births", "1", "李梅", birth_date="1987-07-01", **home, **mentioned),
        county.say("health_women", "1", "李梅", birth_date="1987-07-01", sex="2", **home),
    ]


def certificates(county):
    """Twins of one month, neither named yet, and their mother."""
    said = {"birth_date": "2026-07-01", "sex": "1", "name_kind": "infant", **county.at("3")}
    mother = {"role": "mother", "birth_date": "1987-07-01", "phone": "13900001111"}
    return [
        row
        for paper in ("A1", "B1")
        for row in (
            county.say("health_births", paper, "李梅之子", certificate_no=paper, month="2026-07", **said),
            county.say("health_births", paper, "李梅", month="2026-07", **mother),
        )
    ]


def between_two(county):
    """Two of one name and day, and rows that fit both, so that they wait or are left alone."""
    who = {"birth_date": "1970-10-01", "sex": "1"}
    return [
        county.say("police_hukou", "4", "张伟", id_number=county.number("19701001", 11), **who, **county.at("1")),
        county.say("police_hukou", "5", "张伟", id_number=county.number("19701001", 35), **who,
                   **county.at("2", county.other_village)),
        county.say("social_insurance", "1", "张伟", **who),
        county.say("medical_insurance", "2", "张伟", **who),
        county.say("grid_dwellings", "1", "张伟", role="owner", **county.at("77")),
    ]  # fmt: skip


def declared(county):
    """Rows that wait for review: of one person by number and by name, of nobody, and whom they mention."""
    said = {"pending": True, "birth_date": "1985-03-12", "sex": "1"}
    stranger = {"birth_date": "1990-01-01", "pending": True, **county.at("9")}
    return [
        county.say("self_declarations", "1", "王建国", id_number=county.number("19850312", 1), **said),
        county.say("self_declarations", "2", "王建国", residence_region=county.village, **said),
        county.say("self_declarations", "3", "王建国", residence_region=county.village, **said),
        county.say("self_declarations", "4", "孙小海", **stranger),
        county.say("self_declarations", "5", "孙小海", **stranger),
        county.say("self_declarations", "5", "王建国", role="head", pending=True),
        county.say("self_declarations", "6", "孙小海", role="head", pending=True),
    ]


KINDS = (crowd, certificates, between_two, declared)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_decided_holds(county, seed):
    rows, random = [row for kind in KINDS for row in kind(county)], Random(seed)
    keys = [(row["source"], row["source_record_key"]) for row in rows]
    together, apart = nx.Graph(), []
    together.add_nodes_from(keys)
    for _ in range(16):
        a, b = sorted(random.sample(keys, 2))
        joined = nx.node_connected_component(together, a) | nx.node_connected_component(together, b)
        if random.random() < 0.5 and not any({x, y} <= joined for x, y in apart):
            together.add_edge(a, b)
            decide(county, "must_link", "/".join(a), "/".join(b))
        elif b not in nx.node_connected_component(together, a):
            apart.append((a, b))
            decide(county, "cannot_link", "/".join(a), "/".join(b))
    county.link(rows)
    person = {(source, key): who for source, key, who in county.all(
        "select source, source_record_key, person_id from linkage.record")}  # fmt: skip
    assert "conflict" not in states(county).values()
    assert all(person[a] == person[b] for a, b in together.edges)
    assert all(person[a] != person[b] for a, b in apart)
    assert county.all(OBEYED.sql) == []
