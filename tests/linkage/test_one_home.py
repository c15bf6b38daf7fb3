"""Rows of one home that can be of one person only."""

import pytest


@pytest.fixture
def family(county):
    """A girl and her father, whom the police and the survey know by number."""
    home = county.at("5")
    girl = {"sex": "2", "birth_date": "2009-07-24", **home}
    return [
        county.say("police_hukou", "1", "徐蒙蕾", id_number=county.number("20090724", 122), **girl),
        county.say("police_hukou", "2", "徐大海", id_number=county.number("19800101", 11), sex="1", **home),
        county.say("medical_insurance", "1", "徐蒙蕾", id_number=county.number("20090724", 122), **girl),
    ]


def row_of(county, source="grid_persons", name="徐雨", **said):
    return county.say(source, "x", name, **{"sex": "2", "birth_date": "2009-07-24", **county.at("5"), **said})


def together(county, rows, source="grid_persons"):
    linked = county.link(rows)
    return linked[f"{source}/x/self"] == linked["police_hukou/1/self"]


@pytest.mark.parametrize(("said", "expected"), [
    ({}, True), ({"birth_date": "2009-07-25"}, False), ({"sex": "1"}, False), ({"name": "王雨"}, False),
    ({"residence_address_key": "370281101201|1|6|"}, False),
])  # fmt: skip
def test_born_on_one_day_in_one_home_under_one_surname_is_one_person(county, family, said, expected):
    assert together(county, [*family, row_of(county, **said)]) is expected


def test_twins_whom_the_police_list_side_by_side_are_two(county, family):
    twin = county.say("police_hukou", "3", "徐蒙雪", id_number=county.number("20090724", 124), sex="2",
                      birth_date="2009-07-24", **county.at("5"))  # fmt: skip
    assert not together(county, [*family, twin, row_of(county)])


def test_whom_a_list_names_beside_her_is_somebody_else(county, family):
    assert not together(county, [*family, row_of(county, source="medical_insurance")], source="medical_insurance")


def test_a_name_that_somebody_of_the_village_bears_is_hers(county, family):
    other = county.say("survey", "9", "徐雨", birth_date="1990-01-01", sex="2", **county.at("9"))
    assert not together(county, [*family, other, row_of(county)])


@pytest.mark.parametrize(("number", "expected"), [
    ("370281200907241", True), ("370281200907251", False), ("370281200907249", False), ("420105200907241", False),
])  # fmt: skip
def test_a_cut_number_says_the_day(county, family, number, expected):
    row = row_of(county, birth_date=None, id_number=number)
    assert together(county, [*family, row]) is expected


@pytest.mark.parametrize(("born", "expected"), [("2011-07-23", True), ("2019-07-23", False), ("2010-11-02", False)])
def test_one_full_name_in_one_home_is_one_person_though_the_year_is_told_otherwise(county, family, born, expected):
    row = row_of(county, name="徐蒙蕾", birth_date=born, id_number="370281190907241")
    assert together(county, [*family, row]) is expected


@pytest.mark.parametrize(("name", "listed", "known", "expected"), [
    ("徐大诲", False, True, True), ("徐大诲", True, True, False), ("徐二诲", False, True, False),
    ("徐大诲", False, False, False),
])  # fmt: skip
def test_a_name_nobody_bears_is_that_of_the_housemate_whom_the_list_leaves_out(
    county, family, name, listed, known, expected
):
    himself = [county.say("grid_persons", "y", "徐大海", **county.at("5"))] if listed else []
    row = county.say("grid_persons", "x", name, **county.at("5"))
    linked = county.link([*family, *himself, row, *(county.known_elsewhere("grid_persons") if known else [])])
    assert (linked["grid_persons/x/self"] == linked["police_hukou/2/self"]) is expected


@pytest.mark.parametrize(("estate", "expected"), [("南苑2期", True), ("北苑", False)])
def test_estates_that_number_their_buildings_each_for_itself_are_other_homes(county, family, estate, expected):
    def in_estate(name, unit="5"):
        return {"residence_region": county.village, "residence_address_key": f"{county.village}|{name}|1|{unit}"}

    crowd = [
        county.say("survey", f"c{i}", f"王{a}{b}", **in_estate("北苑"))
        for i, (a, b) in enumerate((a, b) for a in "甲乙丙丁戊己" for b in "子丑寅卯辰")
    ]
    moved = [row | in_estate("南苑2期") for row in family]
    assert together(county, [*moved, *crowd, row_of(county, **in_estate(estate))]) is expected


def test_spouses_of_an_unknown_birthday_and_no_surname_are_two(county):
    nameless = {"surname": None, "given": None, "surname_pinyin": None}
    home, number = county.at("5"), county.number("19700101", 11)
    linked = county.link([
        county.say("police_hukou", "1", "艾力买买提", id_number=number, sex="1", **home) | nameless,
        county.say("survey", "x", "阿依古丽", birth_date="1970-01-01", **home) | nameless,
    ])  # fmt: skip
    assert linked["survey/x/self"] != linked["police_hukou/1/self"]
