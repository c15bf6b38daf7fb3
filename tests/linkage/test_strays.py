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
