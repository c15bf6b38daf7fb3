"""A child whose certificate has no name, and the row of a ledger that names it."""

import pytest


def birth(county, certificate="A1", born="2026-03-04"):
    """A certificate without a name, with the mother's number."""
    mother = {"role": "mother", "id_number": county.number("19950505", 22), **county.at("3")}
    child = {"name_kind": "infant", "birth_date": born, "sex": "1", **county.at("3")}
    return [
        county.say("health_births", certificate, None, **child),
        county.say("health_births", certificate, "赵敏", **mother),
    ]


@pytest.fixture
def home(county):
    """The mother in the police register, and a list whose people are known elsewhere."""
    mother = county.say("police_hukou", "m", "赵敏", id_number=county.number("19950505", 22), **county.at("3"))
    return [mother, *county.known_elsewhere("ledger_residents")]


@pytest.mark.parametrize(("said", "together"), [
    ({}, True), ({"sex": "2"}, False), ({"name": "王子墨"}, False), ({"birth_date": "1961-08-15"}, False),
    ({"residence_address_key": "370281101201|1|4|"}, False), ({"source": "grid_persons"}, False),
])  # fmt: skip
def test_a_bare_name_at_home_is_the_childs_that_had_none(county, home, said, together):
    said = {"source": "ledger_residents", "name": "赵子墨", **county.at("3"), **said}
    row = county.say(said.pop("source"), "x", said.pop("name"), **said)
    linked = county.link([*home, *birth(county), row])
    assert (linked[row["record_id"]] == linked["health_births/A1/self"]) is together


def test_somebody_of_the_village_bears_the_name(county, home):
    other = county.say("survey", "9", "赵子墨", birth_date="1990-01-01", **county.at("9"))
    linked = county.link(
        [*home, *birth(county), other, county.say("ledger_residents", "x", "赵子墨", **county.at("3"))]
    )
    assert linked["ledger_residents/x/self"] != linked["health_births/A1/self"]


@pytest.mark.parametrize("second", ["a child", "a name", "long ago"])
def test_of_two_children_or_two_names_nobody_knows_which(county, home, second):
    rows = birth(county, born="2024-03-04" if second == "long ago" else "2026-03-04")
    if second == "a child":
        rows += birth(county, "A2", "2026-03-04")
    if second == "a name":
        rows.append(county.say("ledger_residents", "y", "赵子涵", **county.at("3")))
    linked = county.link([*home, *rows, county.say("ledger_residents", "x", "赵子墨", **county.at("3"))])
    assert linked["ledger_residents/x/self"] != linked["health_births/A1/self"]
