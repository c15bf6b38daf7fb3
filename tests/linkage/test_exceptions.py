"""Two valid numbers of whom all else says that they are one person."""

import pytest

BIRTH = "1985-03-12"


@pytest.fixture
def said(county):
    return county.at("3") | {"sex": "1", "birth_date": BIRTH, "phone": "13900001111"}


@pytest.mark.parametrize(("rounded", "born", "persons"), [
    ("37028119850312", BIRTH, 1), ("37028119850312", None, 1),
    ("37028119850312", "1985-03-21", 2), ("37028119850313", BIRTH, 2),
])  # fmt: skip
def test_a_number_that_a_spreadsheet_cut_is_known_to_who_stated_it(county, said, rounded, born, persons):
    number = county.number("19850312", 1)
    linked = county.link([
        county.say("grid_persons", "1", "王建国", id_number=number, **said),
        county.say("survey", "1", "王建国", id_number=number, **said),
        county.say("social_insurance", "1", "王建国", id_number=f"{rounded}0", **said | {"birth_date": born}),
        county.say("grid_persons", "2", "王建国", id_number=county.number("19850312", 177), **said),
    ])  # fmt: skip
    numbers = {linked[key] for key in ("grid_persons/1/self", "survey/1/self", "grid_persons/2/self")}
    assert len(numbers) == persons


@pytest.mark.parametrize(("second", "reason"), [("police_hukou", "双重户口"), ("grid_persons", "两个号码")])
def test_only_two_numbers_in_the_police_register_are_called_two_hukou(county, said, second, reason):
    first = "police_hukou" if second == "police_hukou" else "survey"
    county.link([
        county.say(first, "1", "王建国", id_number=county.number("19850312", 1), **said),
        county.say(second, "2", "王建国", id_number=county.number("19850312", 177), **said),
    ])  # fmt: skip
    assert county.all("select reason from linkage.possible_match") == [(reason,)]


@pytest.mark.parametrize("role", ["self", "owner"])
def test_a_row_without_number_goes_to_the_number_that_more_sources_know(county, said, role):
    one, two = county.number("19850312", 1), county.number("19850312", 177)
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=one, **said),
        county.say("police_hukou", "2", "王建国", id_number=two, **said),
        county.say("social_insurance", "1", "王建国", id_number=two, **said),
        county.say("grid_dwellings", "1", "王建国", role=role, **said),
    ])  # fmt: skip
    assert linked[f"grid_dwellings/1/{role}"] == linked["police_hukou/2/self"] != linked["police_hukou/1/self"]
    assert county.all("select reason from linkage.possible_match") == [("双重户口",)]


def test_a_third_number_goes_to_the_one_that_is_known_best(county, said):
    one, two, three = (county.number("19850312", order) for order in (1, 77, 55))
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=one, **said),
        county.say("social_insurance", "1", "王建国", id_number=two, **said),
        county.say("medical_insurance", "1", "王建国", id_number=two, **said),
        county.say("survey", "1", "王建国", id_number=three, **said),
    ])  # fmt: skip
    assert len(set(linked.values())) == 1
    marked = {("social_insurance/1/self",), ("medical_insurance/1/self",), ("survey/1/self",)}
    assert set(county.all("select record_id from linkage.number_mark where kind = 'wrong_ledger'")) == marked


def test_a_third_number_beside_two_hukou_is_somebodys_task(county, said):
    linked = county.link(
        [
            county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **said),
            county.say("police_hukou", "2", "王建国", id_number=county.number("19850312", 77), **said),
            county.say("survey", "1", "王建国", id_number=county.number("19850312", 55), **said),
        ]
    )
    pairs = set(county.all("select person_id_a, person_id_b from linkage.possible_match"))
    persons = sorted(linked.values())
    assert pairs == {(a, b) for a in persons for b in persons if a < b}
