from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


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
        before = now
