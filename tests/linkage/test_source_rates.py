import pytest

GIVEN = "伟芳静敏强磊军洋勇艳杰涛超明霞平刚桂"


def registered(county, strays):
    """320 persons whom the police and the pension office know, so many of them there at another address."""
    names = [f"李{a}{b}" for a in GIVEN for b in GIVEN][:320]
    rows = []
    for i, name in enumerate(names):
        number = county.number(f"19{50 + i % 50}0101", 1 + 2 * (i // 50))
        home = county.at(str(i))
        old = county.at(str(1_000 + i), county.other_village) if i < strays else home
        rows.append(county.say("police_hukou", str(i), name, id_number=number, **home))
        rows.append(county.say("social_insurance", str(i), name, id_number=number, **old))
    return rows


@pytest.mark.parametrize(("strays", "found"), [(200, True), (0, False)], ids=["often old", "never old"])
def test_another_address_counts_less_from_a_source_that_often_gives_one(county, strays, found):
    row = county.say("social_insurance", "x", "李桂伟", sex="1", **county.at("2000", county.other_village))
    linked = county.link([*registered(county, strays), row])
    bearers = {
        person
        for (person,) in county.all("""
            select person_id from linkage.record where name_key = '李桂伟' and source = 'police_hukou'
        """)
    }
    assert ({linked["social_insurance/x/self"]} == bearers) is found


def insured(county, offices, area="370281", surname="李"):
    """320 persons with numbers, known to these offices."""
    names = [f"{surname}{a}{b}" for a in GIVEN for b in GIVEN][:320]
    numbers = [county.number(f"19{50 + i % 50}0101", 1 + 2 * (i // 50), area) for i in range(320)]
    return [
        county.say(office, f"{surname}{i}", name, id_number=number)
        for i, (name, number) in enumerate(zip(names, numbers, strict=True))
        for office in offices
    ]


def test_rates_are_held_when_people_come_whom_no_other_source_knows(county):
    rows = [*insured(county, ("police_hukou", "social_insurance")), county.say("social_insurance", "x", "李芳静")]
    first = county.link(rows)
    strangers = insured(county, ("social_insurance",), "420105", "乜")
    second = county.link([*rows, *strangers], "2026-09", "2026-08")
    assert {key: second[key] for key in first} == first


def test_a_source_that_was_never_counted_counts_all_anew(county):
    county.link(insured(county, ("police_hukou",)))
    assert county.all("select source, known_bits from linkage.source_rate") == [("police_hukou", 0.0)]
    county.link(insured(county, ("police_hukou", "social_insurance")), "2026-09", "2026-08")
    assert county.all("select source, known_bits > 0 from linkage.source_rate order by 1") == [
        ("police_hukou", True), ("social_insurance", True),
    ]  # fmt: skip
