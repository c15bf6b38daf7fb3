import pytest

GIVEN = "伟芳静敏强磊军洋勇艳杰涛超明霞平刚桂"


@pytest.fixture
def insured(county):
    """320 persons of different names whom the police and the pension office both know by number."""

    def rows(offices):
        names = [f"李{a}{b}" for a in GIVEN for b in GIVEN][:320]
        numbers = [county.number(f"19{50 + i % 50}0101", 1 + 2 * (i // 50)) for i in range(320)]
        return [
            county.say(source, f"{source}{i}", name, id_number=number)
            for i, (name, number) in enumerate(zip(names, numbers, strict=True))
            for source in offices
        ]

    return rows


@pytest.mark.parametrize(
    ("offices", "found"),
    [(("police_hukou", "social_insurance"), True), (("police_hukou",), False)],
    ids=["whose people others know", "that nobody knows"],
)
def test_a_bare_name_finds_its_only_bearer_in_a_source(county, insured, offices, found):
    linked = county.link([*insured(offices), county.say("social_insurance", "x", "李芳静")])
    bearer = {
        person
        for (person,) in county.all("""
            select person_id from linkage.record where name_key = '李芳静' and source = 'police_hukou'
        """)
    }
    assert ({linked["social_insurance/x/self"]} == bearer) is found


def test_a_link_to_the_chosen_one_outweighs_a_stray_link_between_two_without_number(county, insured):
    """The cut weighs a link with the odds that let it count, else the stray one holds two persons' rows together."""
    home = county.at("3") | {"sex": "1"}
    linked = county.link([
        *insured(("police_hukou", "social_insurance")),
        *(county.say(source, "q", "李方净", id_number=county.number("19850312", 1))
            for source in ("police_hukou", "social_insurance")),
        county.say("social_insurance", "x", "李芳静", **home),
        county.say("social_insurance", "y", "李方净", **home),
    ])  # fmt: skip
    assert linked["social_insurance/y/self"] == linked["police_hukou/q/self"]
    assert linked["social_insurance/x/self"] != linked["social_insurance/y/self"]


@pytest.mark.parametrize(
    ("borne", "listed", "found"),
    [(False, ["medical_insurance"], True), (True, ["medical_insurance"], False), (False, ["social_insurance"], False)],
    ids=["nobody bears the name", "somebody elsewhere bears it", "the list has both names"],
)
def test_a_name_written_wrongly_finds_its_person_at_home_if_nobody_bears_it(county, insured, borne, listed, found):
    home = county.at("3") | {"phone": "13900001111"}
    linked = county.link([
        *insured(("police_hukou", "social_insurance")),
        *(county.say(source, "q", "赵全河", id_number=county.number("19610905", 1), **home)
            for source in ("police_hukou", *listed)),
        county.say("social_insurance", "x", "赵金河", **home),
        *([county.say("police_hukou", "z", "赵金河", id_number=county.number("19900905", 1))] if borne else []),
    ])  # fmt: skip
    assert (linked["social_insurance/x/self"] == linked["police_hukou/q/self"]) is found


def test_who_is_only_called_finds_his_person_through_another_row_of_his(county, insured):
    home, phone = county.at("3"), {"phone": "13900001111"}
    called = {"name_key": "老赵", "name_kind": "partial", "surname": "赵", "given": None}
    linked = county.link([
        *insured(("police_hukou", "social_insurance")),
        county.say("police_hukou", "q", "赵全河", id_number=county.number("19610905", 1), **home),
        county.say("medical_insurance", "q", "赵全河", birth_date="1961-09-05", **home, **phone),
        county.say("social_insurance", "x", "老赵", **called, **home, **phone),
    ])  # fmt: skip
    assert linked["medical_insurance/q/self"] == linked["police_hukou/q/self"]
    assert linked["social_insurance/x/self"] == linked["police_hukou/q/self"]
