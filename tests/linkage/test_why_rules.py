"""`renpu why` says which rule joined or parted a pair, and what became of a number that both state."""

import pytest

from assets.linkage import month_view, ruled, why
from assets.linkage.labels import NOTES
from tests.linkage.test_decisions import decide

POLICE = "police_hukou/1/self"


@pytest.fixture
def explained(county, tmp_path):
    """Link rows; whether two of their records are one person, and the notes on their pair."""

    def asked(rows, other, one=POLICE):
        county.link(rows)
        file = tmp_path / "2026-08.duckdb"
        county.con.execute(f"attach '{file}' as written; copy from database memory to written; detach written")
        with month_view.opened(file) as con:
            told = why.of_records(con, one, other)
        return told.verdict, set(told.links[0].notes)

    return asked


@pytest.fixture
def known(county):
    """A girl and her father, whom the police and the survey know by number, and a list of people known elsewhere."""
    girl, father = county.number("20090724", 122), county.number("19590126", 177)
    family = [
        county.say(source, key, name, id_number=number, sex="12"[key == "1"], **county.at("5"))
        for source in ("police_hukou", "survey")
        for key, name, number in (("1", "徐蒙蕾", girl), ("2", "徐大海", father))
    ]
    return [*family, *county.known_elsewhere("grid_persons")]


@pytest.mark.parametrize(("rule", "person", "name", "said"), [
    ("one_birth", "1", "徐雨", {"sex": "2", "birth_date": "2009-07-24"}),
    ("one_name", "1", "徐蒙蕾", {"sex": "2", "birth_date": "2011-07-23", "id_number": "370281190907241"}),
    ("one_character", "2", "徐大诲", {}),
    ("only_bearer", "2", "徐大海", {"unit": "77"}),
    ("cut_number", "2", "徐先生", {"sex": "1", "birth_date": "1959-01-26", "id_number": "370281195901261",
        "name_kind": "partial", "surname": "徐", "given": None, "unit": "77"}),
])  # fmt: skip
def test_a_link_that_a_rule_made_names_the_rule(county, known, explained, rule, person, name, said):
    at = county.at(said.pop("unit", "5"))
    row = county.say("grid_persons", "x", name, **at, **said)
    verdict, notes = explained([*known, row], "grid_persons/x/self", f"police_hukou/{person}/self")
    assert verdict == "one" and notes & set(ruled.JOINING) == {rule}


def test_what_somebody_decided_stands_before_the_rule(county, known, explained):
    row = county.say("grid_persons", "x", "徐雨", sex="2", birth_date="2009-07-24", **county.at("5"))
    decide(county, "cannot_link", POLICE.removesuffix("/self"), "grid_persons/x")
    assert explained([*known, row], "grid_persons/x/self") == ("two", {"not_scored"})


def test_a_name_that_somebody_else_bears_parts(county, explained):
    said = {"id_number": county.number("19600101", 11), **county.at("3")}
    father = [county.say(source, "1", "谢权建", **said) for source in ("police_hukou", "social_insurance")]
    son = county.say("police_hukou", "2", "谢权健", id_number=county.number("19880709", 11), **county.at("8"))
    row = county.say("social_insurance", "2", "谢权健", **county.at("3"))
    assert explained([*father, son, row], "social_insurance/2/self") == ("two", {"namesake"})


def test_a_list_that_names_both_parts(county, known, explained):
    rows = [county.say("grid_persons", key, name, birth_date="1959-01-26", **county.at("5"))
            for key, name in (("y", "徐大海"), ("x", "徐大洋"))]  # fmt: skip
    assert explained([*known, *rows], "grid_persons/x/self", "police_hukou/2/self") == ("two", {"listed"})


def test_two_certificates_of_one_list_part(county, explained):
    rows = [
        county.say("health_births", key, "赵敏之子", certificate_no=key, name_kind="infant", birth_date="2026-07-01",
            sex="1", **county.at("3"))
        for key in ("L1", "L2")
    ]  # fmt: skip
    assert explained(rows, "health_births/L2/self", "health_births/L1/self") == ("two", {"one_each"})


def test_birth_dates_that_no_slip_explains_part(county, explained):
    rows = [county.say(source, "1", "王建国", birth_date=birth, **county.at("3"))
            for source, birth in (("police_hukou", "2003-12-20"), ("survey", "2026-01-07"))]  # fmt: skip
    assert "born_apart" in explained(rows, "survey/1/self")[1]


@pytest.mark.parametrize(("name", "birth", "note"), [
    ("赵丽", "2015-06-01", "borrowed"), ("徐建国", "1959-01-26", "open_number"),
])  # fmt: skip
def test_a_number_under_another_name_is_told(county, known, explained, name, birth, note):
    row = county.say("grid_persons", "x", name, id_number=county.number("19590126", 177), birth_date=birth)
    assert note in explained([*known, row], "grid_persons/x/self", "police_hukou/2/self")[1]


def test_every_rule_has_its_words():
    assert {*ruled.PARTING, *ruled.JOINING} <= set(NOTES)
    assert all(zh and en.isascii() for zh, en in NOTES.values())
