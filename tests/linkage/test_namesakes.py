import pytest


@pytest.fixture
def father(county):
    """A father whom the police and the pension office know, at home in dwelling 3."""
    said = {"id_number": county.number("19600101", 11), **county.at("3")}
    return [county.say(source, "1", "谢权建", **said) for source in ("police_hukou", "social_insurance")]


def test_a_bare_row_goes_to_no_like_sounding_name_where_somebody_bears_its_own(county, father):
    son = county.say("police_hukou", "2", "谢权健", id_number=county.number("19880709", 11), **county.at("8"))
    linked = county.link([*father, son, county.say("social_insurance", "2", "谢权健", **county.at("3"))])
    assert linked["social_insurance/2/self"] != linked["police_hukou/1/self"]


def test_a_name_that_nobody_bears_finds_the_one_it_sounds_like(county, father):
    linked = county.link(
        [*father, county.say("social_insurance", "2", "谢权健", **county.at("3"), phone="13900001111")]
    )
    assert linked["social_insurance/2/self"] == linked["police_hukou/1/self"]


def test_a_like_sounding_name_with_the_birth_date_stays(county, father):
    namesake = county.say("police_hukou", "2", "谢权健", id_number=county.number("19880709", 11), **county.at("8"))
    row = county.say("survey", "2", "谢权健", birth_date="1960-01-01", **county.at("3"))
    linked = county.link([*father, namesake, row])
    assert linked["survey/2/self"] == linked["police_hukou/1/self"] != linked["police_hukou/2/self"]


@pytest.fixture
def twins(county):
    """Two boys whom the police know, and what all rows say of their home."""
    home = county.at("3") | {"birth_date": "2012-05-01", "sex": "1"}
    return [
        county.say("police_hukou", "1", "李浩然", id_number=county.number("20120501", 31), **home),
        county.say("police_hukou", "2", "李浩宇", id_number=county.number("20120501", 33), **home),
    ], home


@pytest.mark.parametrize(
    ("list_of_the_other", "meant"),
    [("ledger_residents", None), ("survey", "police_hukou/2/self")],  # his own list names one twin: it means the other
)
def test_a_row_without_name_that_fits_both_twins_joins_neither(county, twins, list_of_the_other, meant):
    """Another row's phone, which the family shares, does not decide between them."""
    known, home = twins
    other = county.say(list_of_the_other, "1", "李浩然", phone="13900001111", **home)
    bare = county.say("survey", "2", "小宝", name_kind="partial", surname=None, phone="13900001111", **home)
    linked = county.link([*known, other, bare])
    assert linked[f"{list_of_the_other}/1/self"] == linked["police_hukou/1/self"]
    of_both = {linked["police_hukou/1/self"], linked["police_hukou/2/self"]} & {linked["survey/2/self"]}
    assert of_both == ({linked[meant]} if meant else set())
