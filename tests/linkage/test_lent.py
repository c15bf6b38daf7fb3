"""One number under two names in one list."""

import pytest


@pytest.fixture
def owner(county):
    """Whom the police and a ledger know by her number."""
    number = county.number("20130601", 124)
    return [
        county.say(source, "1", "朱雨雨", id_number=number, sex="2", **county.at("3"))
        for source in ("police_hukou", "ledger_residents")
    ]


@pytest.mark.parametrize(("source", "together"), [("ledger_residents", False), ("survey", True)])
def test_a_list_that_names_the_owner_at_home_means_somebody_else(county, owner, source, together):
    row = county.say(source, "x", "朱两真", id_number=county.number("20130601", 124), sex="2", **county.at("3"))
    linked = county.link([*owner, row])
    assert (linked[f"{source}/x/self"] == linked["police_hukou/1/self"]) is together
    marked = county.all("select record_id from linkage.number_mark where kind = 'borrowed'")
    assert marked == ([] if together else [(f"{source}/x/self",)])


@pytest.mark.parametrize(("source", "at", "settled"), [
    ("ledger_residents", "3", True), ("ledger_residents", "9", False), ("survey", "9", True),
])  # fmt: skip
def test_a_form_of_address_in_another_home_of_the_list_leaves_the_number_to_the_model(
    county, owner, source, at, settled
):
    row = county.say(source, "x", "鑫妈妈", id_number=county.number("20130601", 124), phone="17300254107")
    row |= {"name_kind": "partial", "surname": None, "given": None} | county.at(at)
    county.link([*owner, row])
    method = county.all(f"select link_method from linkage.record where record_id = '{source}/x/self'")
    assert (method == [("id",)]) is settled


@pytest.mark.parametrize(("name", "together"), [("欧阳建国", False), ("朱雨宇", True)])
def test_a_name_with_nothing_in_common_in_a_list_that_names_the_owner_elsewhere(county, owner, name, together):
    """A list may name somebody twice in two homes, but not under a name that is altogether another."""
    said = {"id_number": county.number("20130601", 124), "sex": "2"} | county.at("9", county.other_village)
    linked = county.link([*owner, county.say("ledger_residents", "x", name, **said)])
    assert (linked["ledger_residents/x/self"] == linked["police_hukou/1/self"]) is together
