import pytest

from assets.linkage import links
from tests.linkage.test_decisions import decide


def strata(county):
    return {
        (a, b, band): (count, expected)
        for a, b, band, count, expected in county.all(
            "select source_a, source_b, band, sum(links), sum(expected) from linkage.link_stratum group by all"
        )
    }


def test_links_are_counted_by_pair_of_sources_and_band(county):
    number, home = county.number("19850312", 1), county.at("3")
    county.link([
        county.say("police_hukou", "1", "王建国", id_number=number, sex="1", **home),
        county.say("medical_insurance", "1", "王建国", id_number=number, sex="1"),
        county.say("grid_persons", "1", "王建国", birth_date="1985-03-12", sex="1", **home),
    ])  # fmt: skip
    found = strata(county)
    assert found["medical_insurance", "police_hukou", "id"] == (1, 1.0)
    assert {key[:2] for key in found if key[2] in ("strong", "weak")} == {
        ("grid_persons", "police_hukou"), ("grid_persons", "medical_insurance")}  # fmt: skip


def test_two_who_are_as_likely_share_one_whole(county):
    """A row without number fits two persons alike: it is at most one of them."""
    home = county.at("3")
    county.link([
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), sex="1", **home),
        county.say("police_hukou", "2", "王建国", id_number=county.number("19850312", 3), sex="1", **home),
        county.say("grid_persons", "1", "王建国", birth_date="1985-03-12", sex="1", **home),
    ])  # fmt: skip
    links.units(county.con, 2026)
    shares = [p for (p,) in county.all("select p from linkage._link where source_a = 'grid_persons' and l <> r")]
    assert len(shares) == 2
    assert shares[0] == pytest.approx(shares[1])
    assert 0.9 < sum(shares) <= 1


def test_age_number_and_migrants_are_told_apart(county):
    number = county.number("20150601", 1)
    county.link([
        county.say("police_migrants", "1", "王子轩", id_number=number, sex="1"),
        county.say("education_students", "1", "王子轩", id_number=number, sex="1"),
    ])  # fmt: skip
    assert county.all("select with_number, age_band, migrants from linkage.link_stratum") == [(True, "0_14", True)]


def test_what_people_decided_is_a_band_of_its_own(county):
    rows = [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1)),
        county.say("survey", "1", "赵丽", id_number=county.number("19860401", 2)),
    ]
    decide(county, "must_link", "police_hukou/1", "survey/1")
    county.link(rows)
    assert strata(county) == {("police_hukou", "survey", "decided"): (1, 1.0)}


def test_two_valid_numbers_that_may_be_one_person_are_a_band_until_people_decide(county):
    said = county.at("3") | {"sex": "1", "birth_date": "1985-03-12"}
    rows = [
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **said),
        county.say("police_hukou", "2", "王建国", id_number=county.number("19850312", 77, "370224"), **said),
    ]
    county.link(rows)
    assert strata(county) == {("police_hukou", "police_hukou", "two_numbers"): (1, links.UNTOLD)}
    decide(county, "cannot_link", "police_hukou/1", "police_hukou/2")
    county.link(rows)
    assert strata(county) == {}


def test_who_is_joined_by_a_rule_alone_is_a_band_of_its_own(county):
    """A girl under another name of hers at home (one_home.py), and a list whose row the model knows as hers."""
    girl = {"sex": "2", "birth_date": "2009-07-24", **county.at("5")}
    county.link([
        county.say("police_hukou", "1", "徐蒙蕾", id_number=county.number("20090724", 122), **girl),
        county.say("medical_insurance", "1", "徐蒙蕾", **girl),
        county.say("grid_persons", "1", "徐雨", **girl),
    ])  # fmt: skip
    assert county.all("select count(distinct person_id) from linkage.record") == [(1,)]
    assert {(a, b): band for a, b, band in strata(county)} == {
        ("medical_insurance", "police_hukou"): "strong",
        ("grid_persons", "police_hukou"): "rule",
        ("grid_persons", "medical_insurance"): "rule",
    }
