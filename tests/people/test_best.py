"""Survivorship: authority, form, recency, agreement; every candidate is kept with what decided."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.people.county import A, County, number


def candidates(county: County, person: str, field: str) -> list[tuple]:
    return county.con.execute(
        "select record_id, rank, won, rule from people.person_value where person_id = ? and field = ? order by rank",
        [person, field],
    ).fetchall()


def test_the_order_of_authority_decides(county: County) -> None:
    survey = county.survey("p", sex="2", as_of="2026-08-31")
    police = county.hukou("p", sex="1", as_of="2026-01-01")
    county.build()
    assert county.person("p", "sex") == "1"
    assert candidates(county, "p", "sex") == [(police, 1, True, "authority"), (survey, 2, False, "authority")]


def test_inside_one_source_the_newer_value_wins(county: County) -> None:
    old = county.grid("p", phone="13800000001", as_of="2026-01-01")
    new = county.grid("p", phone="13800000002", as_of="2026-06-01")
    county.build()
    assert county.person("p", "phone") == "13800000002"
    assert candidates(county, "p", "phone") == [(new, 1, True, "newest"), (old, 2, False, "newest")]


def test_then_the_more_often_stated_value(county: County) -> None:
    for name in ("张一", "张二", "张二"):
        county.record("medical_insurance", "p", name=name, name_key=name)
    county.build()
    assert county.person("p", "name") == "张二"


def test_a_whole_name_beats_a_fragment_of_a_better_source(county: County) -> None:
    county.hukou("p", name="张？", name_key="张＊")
    county.survey("p", name="张龘", name_key="张龘")
    county.build()
    assert county.person("p", "name") == "张龘"


def test_a_valid_number_beats_a_broken_one_of_a_better_source(county: County) -> None:
    good = number("19800101", 1)
    county.hukou("p", id_number="37028119800101", id_status="truncated")
    county.survey("p", id_number=good)
    county.build()
    assert county.person("p", "id_number, id_status") == (good, "valid")


def test_a_borrowed_number_is_nobody_s_number(county: County) -> None:
    record = county.survey("p", id_number=number("19500101", 1))
    county.add("number_mark", record_id=record, kind="borrowed")
    county.build()
    assert county.person("p", "id_number, id_status") == (None, "none")


def test_a_mention_is_the_weakest_candidate(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-07-01", residence_region=A)
    county.record("police_hukou", "m", role="mother", of_record_id=child, name="张母", name_key="张母")
    county.record("social_insurance", "m", name="张真", name_key="张真", residence_region=A)
    county.build()
    assert county.person("m", "name") == "张真"


def test_the_birth_date_inside_the_own_number_beats_a_better_source_but_the_police(county: County) -> None:
    for person in ("p", "q"):
        county.record("pic_persons", person, birth_date="1993-02-27", id_number=number("19930226", 1))
        county.grid(person, birth_date="1993-02-26")
    county.hukou("q", birth_date="1993-02-27")
    county.build()
    assert str(county.person("p", "birth_date")) == "1993-02-26"
    assert str(county.person("q", "birth_date")) == "1993-02-27"


@pytest.mark.parametrize("borrowed", [True, False])
def test_a_number_that_is_not_his_proves_no_birth_date(county: County, borrowed: bool) -> None:
    county.record("pic_persons", "p", birth_date="1993-02-27")
    stated = {"id_number": number("19930226", 1), "id_status": "valid" if borrowed else "invalid"}
    record = county.grid("p", birth_date="1993-02-26", **stated)
    if borrowed:
        county.add("number_mark", record_id=record, kind="borrowed")
    county.build()
    assert str(county.person("p", "birth_date")) == "1993-02-27"


def test_two_sources_agree_on_a_birth_date_against_one(county: County) -> None:
    county.survey("p", birth_date="1985-09-28")
    for source in ("grid_persons", "health_women"):
        county.record(source, "p", birth_date="1986-09-28", residence_region=A)
    county.build()
    assert str(county.person("p", "birth_date")) == "1986-09-28"
    assert [won for _, _, won, _ in candidates(county, "p", "birth_date")] == [True, False, False]


def test_unanimous_candidates_say_so(county: County) -> None:
    first, second = county.hukou("p"), county.survey("p")
    county.build()
    assert candidates(county, "p", "sex") == [(first, 1, True, "unanimous"), (second, 2, False, "agrees")]


SOURCES = st.sampled_from(["police_hukou", "survey", "medical_insurance", "grid_persons"])
STATED = st.tuples(SOURCES, st.sampled_from(["1", "2"]), st.integers(1, 28))


@settings(max_examples=20, deadline=None)
@given(stated=st.lists(STATED, min_size=1, max_size=8))
def test_the_order_of_rows_decides_nothing(tmp_path_factory, stated: list[tuple]) -> None:
    """Of one person the rows stand as they were drawn, of another the other way round."""
    county = County(tmp_path_factory.mktemp("county"))
    numbered = list(enumerate(stated))
    for person, rows in (("p", numbered), ("q", numbered[::-1])):
        for n, (source, value, day) in rows:
            county.record(source, person, sex=value, as_of=f"2026-08-{day:02d}", source_record_key=f"{person}{n}")
    county.build()

    def sex(person: str) -> tuple:
        won = """select record_id, rank from people.person_value where person_id = ? and field = 'sex' and won"""
        record, rank = county.one(won, person)
        return county.person(person, "sex"), record.replace(f"/{person}", "/"), rank

    assert sex("p") == sex("q")
