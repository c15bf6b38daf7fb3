"""What waits for review: it is put beside a person, and nothing of the linkage depends on it."""

import datetime as dt

import pytest

from tests.linkage.test_decisions import decide


@pytest.fixture
def rows(county):
    """A man with a number, and one of his name who has only a phone and a dwelling."""
    others = [
        county.say("police_hukou", f"z{i}", f"李建{letter}", id_number=county.number("19700101", i * 2 + 1), sex="1")
        for i, letter in enumerate("国华民军平安东升")
    ]
    return [
        county.say("police_hukou", "a", "王志强", id_number=county.number("19850312", 123), sex="1",
                   birth_date="1985-03-12", hukou_region=county.village),
        county.say("survey", "b", "王志强", phone="13812345678", sex="1", **county.at("101", county.other_village)),
        *others,
    ]  # fmt: skip


@pytest.fixture
def declare(county):
    def declared(key, name, **said):
        return county.say("self_declarations", key, name, pending=True, **said)

    return declared


def _without_declarations(persons):
    return {record: person for record, person in persons.items() if "self_declarations" not in record}


def test_a_declaration_with_ones_number_and_the_others_phone_joins_nobody(county, rows, declare):
    before = county.link(rows)
    scores = county.all("select l, r, weight from linkage._edge order by all")
    bridge = declare("d", "王志强", id_number=county.number("19850312", 123), birth_date="1985-03-12", sex="1",
                     phone="13812345678", **county.at("101", county.other_village))  # fmt: skip
    after = county.link([*rows, bridge])
    assert before["police_hukou/a/self"] != before["survey/b/self"]
    assert _without_declarations(after) == before
    assert after["self_declarations/d/self"] == before["police_hukou/a/self"]
    assert county.all("select l, r, weight from linkage._edge order by all") == scores


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({"phone": "13812345678"}, "survey/b/self"),
        ({"birth_date": "1985-03-12"}, None),
        ({"birth_date": "1985-03-12", "village": True}, "police_hukou/a/self"),
        ({"phone": "13812345678", "sex": "2"}, None),
        ({}, None),
    ],
)
def test_without_a_number_a_name_needs_a_birth_date_and_village_or_a_home(county, rows, declare, said, fits):
    if said.pop("village", False):
        said["residence_region"] = county.village
    persons = county.link([*rows, declare("d", "王志强", **said)])
    others = _without_declarations(persons)
    assert persons["self_declarations/d/self"] == others.get(fits, persons["self_declarations/d/self"])
    assert (persons["self_declarations/d/self"] in others.values()) is (fits is not None)


def test_whoever_states_a_number_that_nobody_knows_is_not_the_one_with_another(county, rows, declare):
    own = declare("d", "王志强", id_number=county.number("19850312", 145), birth_date="1985-03-12",
                  residence_region=county.village)  # fmt: skip
    persons = county.link([*rows, own])
    assert persons["self_declarations/d/self"] not in _without_declarations(persons).values()


def test_a_number_under_another_name_is_no_evidence(county, rows, declare):
    child = declare("d", "赵小宝", id_number=county.number("19850312", 123), birth_date="2018-05-06")
    persons = county.link([*rows, child])
    assert persons["self_declarations/d/self"] not in _without_declarations(persons).values()


def test_a_family_that_nobody_knows_is_founded_once_each_with_its_householder(county, rows, declare):
    home = county.at("7")
    family = [
        declare("1", "孙大海", id_number=county.number("19800102", 11), birth_date="1980-01-02", **home),
        declare("1", "孙大海", role="head"),
        declare("2", "孙小海", birth_date="2012-03-04", **home),
        declare("2", "孙大海", role="head"),
    ]
    persons = county.link([*rows, *family])
    father, son = persons["self_declarations/1/self"], persons["self_declarations/2/self"]
    assert father != son
    assert {persons["self_declarations/1/head"], persons["self_declarations/2/head"]} == {father}
    assert not {father, son} & set(_without_declarations(persons).values())


def test_who_was_first_known_by_a_declaration_keeps_his_id_and_nobody_loses_his(county, rows, declare):
    number = county.number("19900506", 22)
    declared = declare("d", "周月", id_number=number, birth_date="1990-05-06")
    first = county.link([*rows, declared])["self_declarations/d/self"]
    told = county.say("police_migrants", "m", "周月", id_number=number, month="2026-09", as_of=dt.date(2026, 9, 30))
    second = county.link([*rows, declared, told], "2026-09", "2026-08")
    assert second["police_migrants/m/self"] == second["self_declarations/d/self"] == first


def test_names_and_link_quality_are_what_they_would_be_without_declarations(county, rows, declare):
    counted = ("select * from linkage.name_frequency order by all", "select * from linkage.link_stratum order by all")
    county.link(rows)
    before = [county.all(sql) for sql in counted]
    county.link([*rows, *(declare(f"d{i}", "王志强", phone="13812345678") for i in range(9))])
    assert [county.all(sql) for sql in counted] == before


def test_a_gate_knows_nobody_by_his_declaration(county, rows, declare):
    county.at_gate("周月", phone="13900000001")
    county.link([*rows, declare("d", "周月", phone="13900000001")])
    assert county.all("select person_id from linkage.presence") == [(None,)]


def test_a_declaration_stays_beside_its_person_when_another_one_comes_into_question(county, rows, declare):
    declared = declare("d", "王志强", birth_date="1985-03-12", residence_region=county.village)
    first = county.link([*rows, declared])
    namesake = county.say("police_hukou", "n", "王志强", id_number=county.number("19850312", 145), sex="1",
                          birth_date="1985-03-12", hukou_region=county.village, month="2026-09",
                          as_of=dt.date(2026, 9, 30))  # fmt: skip
    second = county.link([*rows, declared, namesake], "2026-09", "2026-08")
    assert first["police_hukou/a/self"] != second["police_hukou/n/self"]
    assert second["self_declarations/d/self"] == first["self_declarations/d/self"] == first["police_hukou/a/self"]


def test_a_declared_newborn_is_the_one_without_a_name_at_its_home(county, rows, declare):
    born = {"birth_date": "2026-10-11", "sex": "1"}
    unnamed = county.say("health_births", "n", "吴志之子", name_kind="infant", **born, **county.at("5"))
    declared = [declare("d", "吴博宁", **born, **county.at("5"))]
    persons = county.link([*rows, unnamed, *declared])
    assert persons["self_declarations/d/self"] == persons["health_births/n/self"]
    twin = county.say("survey", "t", "吴博文", **born, **county.at("5"))
    persons = county.link([*rows, unnamed, twin, *declared])
    assert persons["survey/t/self"] == persons["health_births/n/self"] != persons["self_declarations/d/self"]


@pytest.mark.parametrize(("sex", "found"), [("1", True), ("2", False)])
def test_a_whole_name_sex_and_day_are_enough_wherever_one_lives(county, rows, declare, sex, found):
    persons = county.link([*rows, declare("d", "王志强", birth_date="1985-03-12", sex=sex, **county.at("77"))])
    assert (persons["self_declarations/d/self"] == persons["police_hukou/a/self"]) is found


ALIKE = {"birth_date": "1985-03-12", "sex": "1", "residence_region": "370281101201"}


def one_of(persons, *keys):
    return len({persons[f"self_declarations/{key}/self"] for key in keys}) == 1


def test_of_two_decided_to_be_two_the_one_who_states_the_number_is_its_owner(county, rows, declare):
    told = declare("x", "王志强", id_number=county.number("19850312", 123), **ALIKE)
    named = declare("y", "王志强", **ALIKE)
    first = county.link([*rows, told, named])
    assert first["self_declarations/y/self"] == first["self_declarations/x/self"] == first["police_hukou/a/self"]
    decide(county, "cannot_link", "self_declarations/x", "self_declarations/y")
    second = county.link([*rows, told, named], "2026-09", "2026-08")
    assert second["self_declarations/x/self"] == first["police_hukou/a/self"]
    assert second["self_declarations/y/self"] not in first.values()
    assert county.link([*rows, told, named], "2026-10", "2026-09") == second


def test_two_decided_to_be_two_whom_one_person_fits_alike_are_neither_of_them_he(county, rows, declare):
    both = [declare(key, "王志强", **ALIKE) for key in "xy"]
    decide(county, "cannot_link", "self_declarations/x", "self_declarations/y")
    persons = county.link([*rows, *both])
    assert not one_of(persons, *"xy")
    assert not any(persons[f"self_declarations/{key}/self"] in _without_declarations(persons).values() for key in "xy")


def test_strangers_alike_are_one_but_for_whom_a_decision_denies(county, rows, declare):
    home = {"birth_date": "1990-01-01", **county.at("9")}
    strangers = [declare(key, "孙小海", **home) for key in "uvwxy"]
    assert one_of(county.link([*rows, *strangers]), *"uvwxy")
    decide(county, "cannot_link", "self_declarations/x", "self_declarations/y")
    decide(county, "must_link", "self_declarations/w", "self_declarations/x")
    persons = county.link([*rows, *strangers])
    assert one_of(persons, *"uv") and one_of(persons, *"wx")
    assert not one_of(persons, *"ux") and not one_of(persons, *"uy") and not one_of(persons, *"xy")


def test_who_is_decided_to_be_one_goes_where_the_best_of_what_he_says_leads(county, rows, declare):
    told = declare("x", "王志强", id_number=county.number("19850312", 123), birth_date="1985-03-12")
    other = declare("y", "王志强", phone="13812345678")
    assert not one_of(county.link([*rows, told, other]), *"xy")
    decide(county, "must_link", "self_declarations/x", "self_declarations/y")
    persons = county.link([*rows, told, other])
    assert persons["self_declarations/x/self"] == persons["self_declarations/y/self"] == persons["police_hukou/a/self"]
    methods = dict(county.all("select record_id, link_method from linkage.record"))
    assert methods["self_declarations/x/self"] == methods["self_declarations/y/self"] == "decision"


def test_a_decision_names_who_is_only_mentioned_elsewhere(county, rows, declare):
    owner = county.say("grid_dwellings", "1", "孙大海", role="owner", **county.at("77"))
    declared = declare("x", "孙大海", birth_date="1980-01-02", **county.at("9"))
    decide(county, "must_link", "self_declarations/x", "grid_dwellings/1/owner")
    persons = county.link([*rows, owner, declared])
    assert persons["self_declarations/x/self"] == persons["grid_dwellings/1/owner"]
