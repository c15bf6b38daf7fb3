from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checks.id_account import ID_ACCOUNT
from checks.identity import REDIRECTS
from tests.linkage.test_decisions import decide


def events(county):
    return Counter(kind for (kind,) in county.all("select kind from linkage.identity_event"))


@pytest.fixture
def rows(county):
    return [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **county.at("1")),
        county.say("grid_persons", "1", "王建国", id_number=county.number("19850312", 1), **county.at("1")),
        county.say("police_hukou", "2", "李秀英", id_number=county.number("19600312", 2), **county.at("2")),
        county.say("survey", "3", "赵六", birth_date="1991-02-03", **county.at("3")),
    ]


def test_the_same_month_again_and_a_replay_give_the_same_ids(county, rows):
    first = county.link(rows)
    assert county.link(rows) == first
    second = county.link(rows, "2026-09", previous="2026-08")
    assert second == first
    assert events(county) == {"kept": 3}
    assert county.all("select distinct valid_from, valid_to from linkage.membership") == [("2026-08", None)]


def test_an_id_is_minted_from_the_founding_record_not_from_who_else_is_there(county, rows):
    alone = county.link(rows[3:])
    assert county.link(rows)["survey/3/self"] == alone["survey/3/self"]


def test_gone_persons_retire_and_come_back_under_their_id(county, rows):
    first = county.link(rows)
    county.link(rows[:2], "2026-09", previous="2026-08")
    assert events(county) == {"kept": 1, "retired": 2}
    assert county.all("select valid_to from linkage.membership where source_record_key = '3'") == [("2026-08",)]
    third = county.link(rows, "2026-10", previous="2026-09")
    assert third == first
    assert events(county) == {"kept": 1, "revived": 2}
    assert county.all("""
        select valid_from, valid_to from linkage.membership where source_record_key = '3' order by all
    """) == [("2026-08", "2026-08"), ("2026-10", None)]


def test_two_persons_found_to_be_one_keep_the_heavier_id_and_redirect_the_other(county, rows):
    number = county.number("19910203", 5)
    known = county.say("police_hukou", "3", "赵六", id_number=number)
    first = county.link([*rows, known | {"name_key": "赵陆", "name_pinyin": "zhaolu", "shape": None}])
    assert first["survey/3/self"] != first["police_hukou/3/self"]
    second = county.link([*rows, known | county.at("3")], "2026-09", previous="2026-08")
    assert second["survey/3/self"] == second["police_hukou/3/self"] == first["police_hukou/3/self"]
    assert county.all("select old_person_id, person_id, reason from linkage.person_redirect") == [
        (first["survey/3/self"], first["police_hukou/3/self"], "merged")
    ]


def test_one_person_found_to_be_two_keeps_the_heavier_part_and_mints_for_the_other(county):
    number, other = county.number("19850312", 1), county.number("19880712", 35)
    parts = [
        county.say("police_hukou", "1", "王建国", id_number=number),
        county.say("medical_insurance", "1", "王建国", id_number=number),
        county.say("survey", "1", "王建国", id_number=number),
    ]
    first = county.link(parts)
    corrected = county.say("survey", "1", "王建国", id_number=other)
    second = county.link([*parts[:2], corrected], "2026-09", previous="2026-08")
    assert second["police_hukou/1/self"] == first["police_hukou/1/self"] != second["survey/1/self"]
    assert county.all("select person_id, other_person_id from linkage.identity_event where kind = 'split'") == [
        (second["survey/1/self"], first["survey/1/self"])
    ]


def redirects(county):
    """Old and new person_id; the checks of ids hold."""
    assert county.all(REDIRECTS.sql) == [] == county.all(ID_ACCOUNT.sql)
    return dict(county.all("select old_person_id, person_id from linkage.person_redirect"))


def test_who_was_taken_for_another_while_his_other_row_was_missing_is_himself_again(county):
    number, elsewhere = county.number("19910203", 5), {"phone": "13900001111", **county.at("9", county.other_village)}
    known = [county.say(source, "3", "赵六", id_number=number, sex="1") for source in ("police_hukou", "survey")]
    said = {"birth_date": "1971-09-13", "sex": "1"} | elsewhere
    one, other = (county.say(source, "k", "赵六", **said) for source in ("grid_persons", "social_insurance"))
    first = county.link([*known, one, other])
    assert len(set(first.values())) == 2
    miswritten = county.say("grid_persons", "k", "赵六", id_number=number, sex="1", **elsewhere)
    second = county.link([*known, miswritten], "2026-09", "2026-08")
    assert set(second.values()) == {first["police_hukou/3/self"]}
    assert redirects(county) == {first["grid_persons/k/self"]: first["police_hukou/3/self"]}
    assert county.link([*known, one, other], "2026-10", "2026-09") == first
    assert events(county) == {"kept": 1, "revived": 1, "split": 1}
    assert redirects(county) == {}


def test_who_parts_from_another_takes_his_own_id_up_and_whoever_was_merged_into_him_follows(county, rows):
    """3 is found to be 2, both are decided to be 1, and 1 is himself again; what 2 and 3 have stays together."""
    first = county.link(rows)
    one, two, three = (first[f"{record}/self"] for record in ("police_hukou/1", "police_hukou/2", "survey/3"))
    decide(county, "must_link", "police_hukou/2", "survey/3")
    assert set(county.link(rows, "2026-09", "2026-08").values()) == {one, two}
    assert redirects(county) == {three: two}
    decide(county, "must_link", "police_hukou/1", "police_hukou/2")
    assert set(county.link(rows, "2026-10", "2026-09").values()) == {one}
    assert redirects(county) == {three: one, two: one}
    decide(county, "withdrawn", "police_hukou/1", "police_hukou/2")
    parted = county.link(rows, "2026-11", "2026-10")
    assert parted == first | {"survey/3/self": two}
    assert events(county) == {"kept": 1, "revived": 1, "split": 1}
    assert redirects(county) == {three: two}


def test_an_id_that_was_not_merged_into_the_person_parted_from_is_not_taken_up(county, rows):
    """The survey's row was 3's, then came over to 1 while 3 lived on; that 3 is gone today makes it no 3."""
    also_three = county.say("grid_persons", "3", "赵六", birth_date="1991-02-03", **county.at("3"))
    first = county.link([*rows, also_three])
    assert first["grid_persons/3/self"] == first["survey/3/self"]
    decide(county, "must_link", "police_hukou/1", "survey/3")
    decide(county, "cannot_link", "grid_persons/3", "survey/3")
    second = county.link([*rows, also_three], "2026-09", "2026-08")
    assert second["grid_persons/3/self"] == first["survey/3/self"]
    county.link(rows, "2026-10", "2026-09")
    decide(county, "withdrawn", "police_hukou/1", "survey/3")
    parted = county.link(rows, "2026-11", "2026-10")
    assert parted["survey/3/self"] not in first.values()
    assert redirects(county) == {}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sets(st.integers(0, 11)), min_size=3, max_size=3))
def test_the_account_of_ids_closes_every_month(county, months):
    people = [
        county.say(
            "survey", str(i), f"王{'甲乙丙丁'[i % 4]}国", birth_date=f"19{60 + i % 4}-01-01", **county.at(str(i % 4))
        )
        for i in range(12)
    ]
    before: set[str] = set()
    for month, previous, present in zip(
        ("2026-08", "2026-09", "2026-10"), (None, "2026-08", "2026-09"), months, strict=True
    ):
        now = set(county.link([people[i] for i in sorted(present)], month, previous).values())
        kinds = dict(county.all("select kind, list(distinct person_id) from linkage.identity_event group by kind"))
        kept, back = set(kinds.get("kept", [])), set(kinds.get("revived", []))
        came = set(kinds.get("new", [])) | (set(kinds.get("split", [])) - kept - back)
        gone = set(kinds.get("merged", [])) | set(kinds.get("retired", []))
        assert before == kept | gone and not kept & gone
        assert now == kept | back | came and len(now) == len(kept) + len(back) + len(came)
        assert county.all(REDIRECTS.sql) == []
        before = now
