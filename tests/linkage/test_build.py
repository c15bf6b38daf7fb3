import random

import pytest


def persons(linked):
    return len(set(linked.values()))


def test_a_month_without_records_gives_empty_tables(county):
    assert county.link([]) == {}
    assert county.all("select * from linkage.membership") == []


def test_one_number_and_agreeing_names_are_one_person(county):
    number = county.number("19850312", 1)
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=number, former_name_key="王二宝"),
        county.say("grid_persons", "1", "王健国", id_number=number),  # sound-alike
        county.say("survey", "1", "玉建国", id_number=number),  # look-alike
        county.say("survey", "2", "王建＊", id_number=number, name_pinyin=None),  # a character the system lacks
        county.say("medical_insurance", "1", "王二宝", id_number=number),  # former name
        county.say("social_insurance", "1", None, id_number=number),
    ])  # fmt: skip
    assert persons(linked) == 1
    assert {m for (m,) in county.all("select link_method from linkage.record")} == {"id"}


def test_a_number_used_by_a_child_is_borrowed_and_marked(county):
    number = county.number("19850312", 1)
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=number, **county.at("3")),
        county.say("medical_insurance", "1", "王子轩", id_number=number, birth_date="2015-06-01", **county.at("3")),
        county.say("education_students", "1", "王子轩", birth_date="2015-06-01", **county.at("3")),
    ])  # fmt: skip
    assert linked["medical_insurance/1/self"] == linked["education_students/1/self"]
    assert linked["medical_insurance/1/self"] != linked["police_hukou/1/self"]
    assert county.all("select * from linkage.number_mark") == [("medical_insurance/1/self", "borrowed")]


def test_a_lone_number_of_another_generation_is_borrowed(county):
    number = county.number("19850312", 1)
    county.link([county.say("medical_insurance", "1", "王子轩", id_number=number, birth_date="2015-06-01", sex="2")])
    assert county.all("select kind from linkage.number_mark") == [("borrowed",)]


def test_a_sisters_number_in_a_row_with_its_own_name_and_birth_year_is_borrowed(county):
    home = county.at("3") | {"sex": "2"}
    linked = county.link([
        county.say("police_hukou", "1", "刘若妍", id_number=county.number("20150708", 2), **home),
        county.say("police_hukou", "2", "刘若昭", id_number=county.number("20180405", 2), **home),
        county.say("grid_persons", "1", "刘若妍", id_number=county.number("20180405", 2), birth_date="2015-07-08",
            **home),
    ])  # fmt: skip
    assert linked["grid_persons/1/self"] == linked["police_hukou/1/self"] != linked["police_hukou/2/self"]
    assert county.all("select * from linkage.number_mark") == [("grid_persons/1/self", "borrowed")]


@pytest.mark.parametrize(
    "mistype",
    [
        lambda n: n[:15],
        lambda n: n[:16] + str((int(n[16]) + 2) % 10) + n[17:],
        lambda n: n[:3] + n[4] + n[3] + n[5:],
        lambda n: n[:9] + n[10:],
    ],
    ids=["cut", "one digit", "swapped", "digit lost"],
)
def test_a_number_cut_or_mistyped_still_finds_its_person(county, mistype):
    number = county.number("19850312", 1)
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=number, **county.at("3")),
        county.say("police_hukou", "2", "王建军", id_number=county.number("19850312", 33), **county.at("8")),
        county.say("survey", "1", "王建国", id_number=mistype(number), **county.at("3")),
    ])  # fmt: skip
    assert linked["survey/1/self"] == linked["police_hukou/1/self"] != linked["police_hukou/2/self"]


def test_twins_stay_two_and_their_rows_without_number_find_the_right_one(county):
    home = county.at("3") | {"birth_date": "2012-05-01", "sex": "1", "phone": "13900001111"}
    linked = county.link([
        county.say("police_hukou", "1", "李浩然", id_number=county.number("20120501", 31), **home),
        county.say("police_hukou", "2", "李浩宇", id_number=county.number("20120501", 33), **home),
        county.say("education_students", "1", "李浩然", **home),
        county.say("education_students", "2", "李浩宇", **home),
    ])  # fmt: skip
    assert linked["education_students/1/self"] == linked["police_hukou/1/self"]
    assert linked["education_students/2/self"] == linked["police_hukou/2/self"]
    assert persons(linked) == 2


def test_strangers_of_one_name_and_birthday_stay_apart_and_a_doubtful_row_joins_neither(county):
    who = {"birth_date": "1970-10-01", "sex": "1"}
    linked = county.link([
        county.say("police_hukou", "1", "张伟", id_number=county.number("19701001", 11), **who, **county.at("1")),
        county.say("police_hukou", "2", "张伟", id_number=county.number("19701001", 35), **who,
            **county.at("2", county.other_village)),
        county.say("grid_persons", "1", "张伟", **who, **county.at("1")),
        county.say("social_insurance", "1", "张伟", **who),
    ])  # fmt: skip
    assert linked["grid_persons/1/self"] == linked["police_hukou/1/self"]
    assert linked["social_insurance/1/self"] not in {linked["police_hukou/1/self"], linked["police_hukou/2/self"]}
    assert {r for (r,) in county.all("select reason from linkage.possible_match")} == {"两人证据相当"}


def test_father_and_son_at_one_address_with_names_alike_stay_two(county):
    home = county.at("3") | {"sex": "1", "phone": "13900001111"}
    linked = county.link([
        county.say("police_hukou", "1", "陈志明", id_number=county.number("19600101", 11),
            birth_date="1960-01-01", **home),
        county.say("survey", "1", "陈志鸣", birth_date="1988-07-09", **home),
        county.say("grid_persons", "1", "陈志鸣", birth_date="1988-07-09", **home),
    ])  # fmt: skip
    assert linked["survey/1/self"] == linked["grid_persons/1/self"] != linked["police_hukou/1/self"]


def test_a_wrong_number_in_one_ledger_is_linked_and_marked(county):
    said = county.at("3") | {"sex": "1", "birth_date": "1985-03-12"}
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **said),
        county.say("survey", "1", "王建国", id_number=county.number("19850312", 77), **said),
    ])  # fmt: skip
    assert persons(linked) == 1
    assert county.all("select * from linkage.number_mark") == [("survey/1/self", "wrong_ledger")]


def test_two_numbers_both_known_to_departments_are_a_possible_double_hukou(county):
    said = county.at("3") | {"sex": "1", "birth_date": "1985-03-12"}
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **said),
        county.say("police_hukou", "2", "王建国", id_number=county.number("19850312", 77, "370224"), **said),
    ])  # fmt: skip
    assert persons(linked) == 2
    assert county.all("select reason from linkage.possible_match") == [("双重户口",)]


def test_a_newborn_without_name_meets_its_hukou_record_through_the_mother(county):
    mother = county.number("19950505", 22)
    linked = county.link([
        county.say("police_hukou", "1", "赵敏", id_number=mother, household_no="77", scope=county.village),
        county.say("police_hukou", "2", "周一诺", id_number=county.number("20260701", 12), household_no="77",
            scope=county.village),
        county.say("health_births", "1", "赵敏之女", name_kind="infant", birth_date="2026-07-01", sex="2"),
        county.say("health_births", "1", "赵敏", role="mother", id_number=mother),
    ])  # fmt: skip
    assert linked["health_births/1/self"] == linked["police_hukou/2/self"]
    assert linked["health_births/1/mother"] == linked["police_hukou/1/self"]
    assert county.all("select link_method from linkage.record where source = 'health_births' and role = 'self'") == [
        ("household",)
    ]


def test_somebody_only_mentioned_joins_the_one_he_is_and_holds_no_two_together(county):
    home = county.at("3") | {"phone": "13900001111"}
    linked = county.link([
        county.say("police_hukou", "1", "孙立", id_number=county.number("19700101", 11), **home),
        county.say("police_hukou", "2", "孙立", id_number=county.number("19980101", 11), **county.at("9")),
        county.say("grid_dwellings", "1", "孙立", role="owner", **home),
        county.say("survey", "1", "钱多多", role="head", **county.at("5")),
    ])  # fmt: skip
    assert linked["grid_dwellings/1/owner"] == linked["police_hukou/1/self"] != linked["police_hukou/2/self"]
    assert persons(linked) == 3


def test_neither_order_of_rows_nor_threads_change_anything(county):
    rows = [
        county.say("police_hukou", str(i), f"王{'建志国'[i % 3]}{'军明华'[i % 7 % 3]}", **county.at(str(i % 5)),
            birth_date=f"19{50 + i % 9}-01-0{1 + i % 3}", phone=f"1390000{i % 11:04d}", sex="12"[i % 2])
        for i in range(120)
    ]  # fmt: skip
    first = county.link(rows)
    random.Random(1).shuffle(rows)
    county.con.execute("set threads = 1")
    assert county.link(rows) == first


def test_a_number_that_the_police_do_not_know_yields_to_theirs_however_many_copied_it(county):
    said = county.at("3") | {"sex": "1", "birth_date": "1985-03-12"}
    wrong = county.number("19850312", 77)
    linked = county.link([
        county.say("police_hukou", "1", "王建国", id_number=county.number("19850312", 1), **said),
        *(county.say(source, "1", "王建国", id_number=wrong, **said) for source in ("social_insurance", "pic_persons")),
    ])  # fmt: skip
    assert persons(linked) == 1
    assert set(county.all("select kind from linkage.number_mark")) == {("wrong_ledger",)}


@pytest.mark.parametrize(("written", "known", "together"), [
    ("覃宇强", False, True), ("覃宇强", True, False), ("TAN YU JIAN", False, True), ("LI TIAN", False, False),
    ("李大山", False, False),
])  # fmt: skip
def test_an_equal_number_is_his_own_under_a_name_written_wrongly_that_nobody_bears(county, written, known, together):
    number = county.number("19930416", 1)
    brother = county.say("police_hukou", "2", written, id_number=county.number("19950101", 1), **county.at("3"))
    linked = county.link([
        county.say("police_hukou", "1", "覃宇健", id_number=number, birth_date="1993-04-16", **county.at("3")),
        county.say("survey", "1", written, id_number=number, **county.at("3", county.other_village)),
        *([brother] if known else []),
    ])  # fmt: skip
    assert (linked["survey/1/self"] == linked["police_hukou/1/self"]) is together


@pytest.mark.parametrize("known", [False, True], ids=["nobody bears the name", "her twin bears it"])
def test_a_name_of_two_characters_beside_a_twins_number_is_the_twins_who_bears_it(county, known):
    said = {"sex": "1", "birth_date": "2007-07-27", **county.at("3")}
    number, own = county.number("20070727", 779), county.number("20070727", 111)
    owner = [county.say(source, "1", "杨毅", id_number=number, **said) for source in ("police_hukou", "pic_persons")]
    twin = [county.say("police_hukou", "2", "杨勇", id_number=own, **said)] if known else []
    linked = county.link([*owner, *twin, county.say("ledger_residents", "x", "杨勇", id_number=number, **said)])
    assert (linked["ledger_residents/x/self"] == linked["police_hukou/1/self"]) is not known


@pytest.mark.parametrize("doubled", ["阳阳", "安安"])
@pytest.mark.parametrize(("bearer", "own"), [("杨祥", True), ("杨国", False)])
def test_an_equal_number_is_his_own_under_a_doubled_character_of_his_name(county, doubled, bearer, own):
    number, said = county.number("20150416", 1), {"birth_date": "2015-04-16", **county.at("3")}
    called = bearer + (doubled[0] if own else "强")
    linked = county.link([
        county.say("police_hukou", "1", called, id_number=number, **said),
        county.say("grid_persons", "1", doubled, id_number=number, **said),
    ])  # fmt: skip
    assert persons(linked) == (1 if own else 2)
