"""Of two certificates in one list each has a child of its own."""

import pytest

MONTHS = ("2026-07", "2026-08")


@pytest.fixture
def born(county):
    """The rows of one certificate: a child without a name, at home with his mother."""

    def rows(certificate, month="2026-07", again="", **said):
        key, home = f"{certificate}{again}", county.at("3")
        said = {"name_kind": "infant", "birth_date": "2026-07-01", "sex": "1", **said}
        mother = {"role": "mother", "id_number": county.number("19950505", 22), "phone": "13900001111"}
        return [
            county.say(
                "health_births",
                key,
                said.pop("name", "赵敏之子"),
                certificate_no=certificate,
                month=month,
                **home,
                **said,
            ),
            county.say("health_births", key, "赵敏", month=month, **home, **mother),
        ]

    return rows


@pytest.fixture
def mother(county):
    number = county.number("19950505", 22)
    return county.say("police_hukou", "1", "赵敏", id_number=number, sex="2", **county.at("3"))


def children(linked):
    return {key: person for key, person in linked.items() if key.startswith("health_births") and key.endswith("self")}


def test_twins_without_a_name_are_two(county, born, mother):
    linked = county.link([mother, *born("L370000001"), *born("L370000002")])
    assert len(set(children(linked).values())) == 2


def test_a_third_of_whom_the_police_know_the_number_holds_no_twins_together(county, born, mother):
    son = county.say("police_hukou", "2", "周一诺", id_number=county.number("20260701", 11), sex="1", **county.at("3"))
    linked = county.link([mother, son, *born("L370000001"), *born("L370000002")])
    assert len(set(children(linked).values())) == 2
    assert county.all("select entities from linkage._cut") == [(3,)], "the son and both certificates"


@pytest.mark.parametrize("numbers", [("L370000001", "L370000002"), ("A100", "Z200"), ("B7", "B6"), ("C1", "C2")])
def test_each_twin_stays_one_when_the_list_comes_again(county, born, mother, numbers):
    """Whatever the numbers, and thereby the ids of the entities, are."""
    rows = [row for number in numbers for row in (*born(number), *born(number, MONTHS[1], "#2", phone="13900002222"))]
    found = children(county.link([mother, *rows]))
    assert len(set(found.values())) == 2
    for number in numbers:
        assert found[f"health_births/{number}/self"] == found[f"health_births/{number}#2/self"]


def test_twins_that_are_named_in_the_next_list_stay_themselves(county, born, mother):
    numbers = {"L370000001": "周一诺", "L370000002": "周子墨"}
    rows = [
        row
        for number, name in numbers.items()
        for row in (*born(number), *born(number, MONTHS[1], "#2", name=name, name_kind="full"))
    ]
    found = children(county.link([mother, *rows]))
    assert len(set(found.values())) == 2
    for number in numbers:
        assert found[f"health_births/{number}/self"] == found[f"health_births/{number}#2/self"]


def test_a_certificate_issued_again_to_the_same_name_is_no_second_child(county, born, mother):
    said = {"name": "周一诺", "name_kind": "full"}
    linked = county.link([mother, *born("L370000001", **said), *born("L370000002", phone="13900002222", **said)])
    assert len(set(children(linked).values())) == 1


def test_two_numbers_of_the_insured_may_be_one_person(county):
    who = {"birth_date": "1985-03-12", "sex": "1", "phone": "13900001111", **county.at("3")}
    linked = county.link([
        county.say("social_insurance", key, "王建国", **who, **named)
        for key, named in (("1", {}), ("2", {"former_name": "王小国", "former_name_key": "王小国"}))
    ])  # fmt: skip
    assert len(set(linked.values())) == 1
