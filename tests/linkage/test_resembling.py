"""Rows whose names only resemble somebody's: forms of address, numbers under another name, lists of one home."""

import pytest


def called(surname=None):
    return {"name_kind": "partial", "given": None, "surname": surname, "name_pinyin": None}


def family(county, *members):
    """Every member by the police and two registers that all persons of the county are in."""
    rows = []
    for i, (name, birth, order) in enumerate(members):
        said = {"id_number": county.number(birth, order), **county.at("101")}
        for source in ("police_hukou", "medical_insurance", "grid_persons"):
            rows.append(county.say(source, f"{i}", name, **said))
    return rows


def crowd(county, source="ledger_residents", persons=300):
    """A county large enough that a source is known to speak of persons whom others know."""
    rows = []
    for i in range(persons):
        number = county.number(f"{1940 + i % 60}0{1 + i % 9}{10 + i % 18}", 100 + i % 800)
        said = {"id_number": number, **county.at(f"9{i:03d}")}
        name = "赵钱孙李周吴郑冯陈褚"[i % 10] + "甲乙丙丁戊己庚辛壬癸"[i // 10 % 10] + "东西南北"[i // 100]
        rows += [county.say(s, f"c{i}", name, **said) for s in ("police_hukou", "medical_insurance", source)]
    return rows


PARENTS = (("许建军", "19700304", 511), ("王秀芳", "19720506", 522), ("许燕", "19971012", 524))


def test_who_is_called_by_the_last_character_is_found_in_her_family(county):
    rows = family(county, *PARENTS)
    rows.append(county.say("ledger_residents", "x", "小芳", **called(), **county.at("101")))
    found = county.link(rows + crowd(county))
    assert found["ledger_residents/x/self"] == found["police_hukou/1/self"]


def test_who_is_called_by_a_surname_of_two_is_whom_the_list_does_not_name(county):
    rows = family(county, *PARENTS)
    listed = county.say("ledger_residents", "y", "许建军", id_number=county.number("19700304", 511), **county.at("101"))
    called_xu = county.say("ledger_residents", "x", "小许", **called(), **county.at("101"), phone="13912345678")
    rows[-1] = rows[-1] | {"phone": "13912345678"}
    rows[0] = rows[0] | {"phone": "13912345678"}
    beside = county.link([*rows, called_xu, *crowd(county)])
    assert beside["ledger_residents/x/self"] not in {beside["police_hukou/0/self"], beside["police_hukou/2/self"]}
    left = county.link([*rows, listed, called_xu, *crowd(county)])
    assert left["ledger_residents/x/self"] == left["police_hukou/2/self"]


def test_a_brother_whom_the_list_names_too_stays_himself(county):
    rows = family(county, *PARENTS)
    rows += [
        county.say("ledger_residents", "a", "许建军", birth_date="1970-03-04", **county.at("101")),
        county.say("ledger_residents", "b", "许建华", birth_date="1970-03-04", **county.at("101")),
    ]
    found = county.link(rows + crowd(county))
    assert found["ledger_residents/a/self"] == found["police_hukou/0/self"]
    assert found["ledger_residents/b/self"] != found["police_hukou/0/self"]


def test_a_form_of_address_beside_a_number_and_another_year_is_its_owner(county):
    number = county.number("19490303", 444)
    rows = family(county, ("周喜兰", "19490303", 444))
    rows.append(county.say("survey", "x", "老周", **called(), id_number=number, birth_date="1950-03-04",
                           **county.at("101")))  # fmt: skip
    found = county.link(rows)
    assert found["survey/x/self"] == found["police_hukou/0/self"]


def test_a_borrowed_number_brings_no_birth_date(county):
    rows = family(county, ("陈夏", "19971114", 682), ("李方", "19940726", 695))
    rows.append(
        county.say(
            "movers_out", "x", "陈夏", id_number=county.number("19940726", 695), birth_date="1994-07-26", sex="1"
        )
    )
    county.link([*rows, county.say("movers_out", "z", "某甲", birth_date="1950-01-01", **county.at("7"))])
    assert county.all("""
        select birth, sex, number from linkage._entity join linkage._member using (entity)
        join linkage._record_profile using (profile) where record_id = 'movers_out/x/self'
    """) == [(None, None, None)]


@pytest.mark.parametrize(("bearer", "one"), [("police_hukou", False), (None, True)])
def test_a_number_under_a_name_that_nobody_bears_is_its_owners(county, bearer, one):
    rows = family(county, ("何昭可", "19890917", 736))
    number = county.number("19890917", 736)
    rows.append(county.say("ledger_residents", "x", "何兰", id_number=number, **county.at("101")))
    if bearer:
        rows.append(county.say(bearer, "y", "何兰", id_number=county.number("19910203", 748), **county.at("101")))
    found = county.link(rows)
    assert (found["ledger_residents/x/self"] == found["police_hukou/0/self"]) is one


def test_a_number_under_a_name_that_sounds_like_a_former_one_is_its_owners(county):
    number = county.number("19751215", 455)
    rows = family(county, ("汪毅川", "19751215", 455))
    rows[0]["former_name_key"] = "汪文"
    rows += [
        county.say("medical_insurance", "m", "汪文", id_number=number, **county.at("77")),
        county.say("ledger_residents", "x", "汪雯", id_number=number, **county.at("88")),
        county.say("grid_persons", "g", "汪雯", id_number=county.number("19880101", 466), **county.at("101")),
    ]
    found = county.link(rows)
    assert found["ledger_residents/x/self"] == found["medical_insurance/m/self"] == found["police_hukou/0/self"]
    assert found["grid_persons/g/self"] != found["police_hukou/0/self"]


def test_a_birth_listed_under_its_mother_alone_is_the_child_at_her_home(county):
    rows = family(county, ("李芳", "19900405", 582), ("郭守天", "20260208", 533))
    birth = county.say("health_births", "b", None, name_kind="infant", birth_date="2026-02-08", sex="1")
    mother = county.say("health_births", "b", "李芳", role="mother", id_number=county.number("19900405", 582))
    found = county.link([*rows, birth, mother, *crowd(county, "health_births")])
    assert found["health_births/b/self"] == found["police_hukou/1/self"]
    assert found["health_births/b/mother"] == found["police_hukou/0/self"]
