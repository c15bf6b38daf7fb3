"""Rows for which only one person of the county comes into question."""

import pytest


@pytest.fixture
def known(county):
    """Whom the police and the grid know by number."""
    said = county.at("3") | {"sex": "1", "phone": "13900001111", "birth_date": "1959-01-26"}
    number = county.number("19590126", 177)
    return [
        county.say(source, "1", "欧阳仁红", id_number=number, **said) for source in ("police_hukou", "grid_persons")
    ]


@pytest.mark.parametrize(("source", "village", "sex", "name", "together"), [
    ("health_women", "370281101201", None, "欧阳仁红", True),
    ("health_women", "370281101202", None, "欧阳仁红", False),
    ("health_women", "370281101201", "2", "欧阳仁红", False),
    ("grid_persons", "370281101201", None, "欧阳仁红", False),
    ("health_women", "370281101201", None, "欧阳仁洪", False),
])  # fmt: skip
def test_a_bare_name_is_its_only_bearers_in_his_village(county, known, source, village, sex, name, together):
    other = county.say(
        "police_hukou", "2", "欧阳仁洪", id_number=county.number("19800101", 11), sex="1", **county.at("8")
    )
    row = county.say(source, "x", name, sex=sex, **county.at("77", village))
    linked = county.link([*known, other, row] if name == "欧阳仁红" else [*known, row])
    assert (linked[f"{source}/x/self"] == linked["police_hukou/1/self"]) is together


@pytest.mark.parametrize(("born", "sex", "together"), [
    ("1959-01-11", "1", True), ("1959-11-23", "1", False), ("1960-01-11", "1", False), ("1959-01-11", "2", False),
])  # fmt: skip
def test_sex_and_birth_year_stand_for_the_village_of_a_name_that_one_person_bears(county, known, born, sex, together):
    row = county.say("civil_deaths", "x", "欧阳仁红", sex=sex, birth_date=born)
    linked = county.link([*known, row])
    assert (linked["civil_deaths/x/self"] == linked["police_hukou/1/self"]) is together


def test_where_everybody_of_a_list_is_known_a_name_that_one_person_bears_is_enough(county, known):
    others = [
        county.say(source, f"{i}", f"王{a}{b}", id_number=county.number("19700101", i))
        for i, (a, b) in enumerate(
            (a, b) for a in "建志国家晓文德永明春秋福寿康宁安平和顺" for b in "军强华兰芳英杰涛梅勇伟刚峰磊鹏波斌辉霞"
        )
        for source in ("health_women", "medical_insurance")
    ]
    row = county.say("health_women", "x", "欧阳仁红", phone="13900005555")
    linked = county.link([*known, *others, row])
    assert linked["health_women/x/self"] == linked["police_hukou/1/self"]


@pytest.mark.parametrize(("name", "together"), [("欧", True), ("王", False)])
def test_a_cut_number_finds_him_who_is_called_by_his_surname(county, known, name, together):
    row = county.say("survey", "x", f"{name}先生", id_number="370281195901261", sex="1", birth_date="1959-01-26",
                     name_kind="partial", surname=name, given=None, **county.at("9", county.other_village))  # fmt: skip
    linked = county.link([*known, row])
    assert (linked["survey/x/self"] == linked["police_hukou/1/self"]) is together


@pytest.mark.parametrize("change", [{"birth_date": "1990-01-01"}, {"sex": "2"}])
def test_a_second_bearer_of_the_name_leaves_a_bare_row_alone(county, known, change):
    second = {"id_number": county.number("19900101", 11), "sex": "1"} | change
    rows = [
        *known,
        county.say("survey", "2", "欧阳仁红", **second),
        county.say("health_women", "x", "欧阳仁红", **county.at("77")),
    ]
    linked = county.link(rows)
    assert linked["health_women/x/self"] not in {linked["police_hukou/1/self"], linked["survey/2/self"]}


@pytest.mark.parametrize(("year", "sex", "together"), [(1960, "1", True), (1964, "1", False), (1960, "2", False)])
def test_where_somebody_was_found_is_no_home(county, known, year, sex, together):
    found = county.say("no_fixed_abode", "x", "欧阳仁红", sex=sex, birth_date=f"{year}-01-01", birth_estimated=True,
        **county.at("桥洞", county.other_village))  # fmt: skip
    found["birth_precision"] = "year"
    linked = county.link([*known, found])
    assert (linked["no_fixed_abode/x/self"] == linked["police_hukou/1/self"]) is together


@pytest.mark.parametrize(("source", "phone", "others", "together"), [
    ("survey", "13900001111", [], True), ("grid_persons", "13900001111", [], False),
    ("survey", "13900002222", [], False), ("survey", "13900001111", [("欧阳军", 199)], False),
    ("survey", "13900001111", [("欧阳召", 399)], False),
], ids=["alone", "listed", "elsewhere", "two numbers begin so", "the new name is borne"])  # fmt: skip
def test_a_cut_number_finds_its_owner_under_a_changed_name(county, known, source, phone, others, together):
    others = [
        county.say("police_hukou", name, name, id_number=county.number("19590126", order)) for name, order in others
    ]
    row = county.say(source, "x", "欧阳召", id_number="370281195901261", sex="1", birth_date="1959-01-26", phone=phone)
    linked = county.link([*known, *others, row])
    assert (linked[f"{source}/x/self"] == linked["police_hukou/1/self"]) is together
