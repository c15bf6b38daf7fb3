"""Who counts at all: foreigners, names on one list, and who may be somebody counted already."""

import pytest

from tests.people.county import A, B, County, number

LIVES = "population_category, residence_region"


def test_foreigners_are_in_no_category_and_on_a_roll_of_their_own(county: County) -> None:
    entry = {"document_kind": "外国护照", "nationality": "韩国", "purpose": "学习", "scope": B, "residence_region": B,
             "residence_address": f"{B}2号"}  # fmt: skip
    county.record(
        "foreign_residents", "p", id_number="M22678319", id_status="foreign", entered_on="2021-08-26", **entry
    )
    county.grid("p", B, hukou_state="4")
    county.hukou("q", B, id_number=number("19800101", 11))
    county.record("foreign_residents", "q", **entry)
    county.build()
    assert county.person("p", f"in_roster, hukou_state, {LIVES}") == (False, None, None, B)
    assert county.person("q", "in_roster") is True
    roll = county.one("select person_id, document_kind, id_number, nationality, purpose, entered_on::varchar,"
                      " residence_region, residence_address from roster.foreign_resident")  # fmt: skip
    assert roll == ("p", "外国护照", "M22678319", "韩国", "学习", "2021-08-26", B, f"{B}2号")


ABROAD = [
    ({}, "3"),
    ({"nationality": "境外"}, None),
    ({"id_number": "H0123456789", "id_status": "foreign"}, None),
    ({"id_number": "M22678319", "id_status": "foreign", "document_kind": "外国护照"}, None),
    ({"id_number": "E12345678", "id_status": "foreign"}, "3"),
    ({"id_number": "军字第1234567号", "id_status": "foreign"}, "3"),
    ({"nationality": "中国"}, "3"),
    ({"nationality": "境外", "id_number": number("19800101", 11)}, "3"),
]


def test_whoever_comes_from_abroad_is_no_resident_from_another_county(county: County) -> None:
    for n, (said, _) in enumerate(ABROAD):
        county.grid(f"p{n}", B, hukou_state="4", hukou_region=None, **said)
    county.build()
    for n, (said, category) in enumerate(ABROAD):
        assert county.person(f"p{n}", LIVES) == (category, B), said
    assert county.one("select count(*) from roster.foreign_resident") == 0


def test_the_hukou_register_knows_who_has_a_hukou(county: County) -> None:
    county.hukou("p", id_number="H0123456789", id_status="foreign")
    county.build()
    assert county.person("p", "population_category") == "1"


LISTED = [
    ("ledger_residents", {}, False),
    ("ledger_residents", {"building_no": "3"}, True),
    ("ledger_residents", {"residence_address": "东街3号"}, True),
    ("ledger_residents", {"birth_date": "1980-01-01"}, True),
    ("ledger_residents", {"id_number": number("19800101", 11)}, True),
    ("ledger_residents", {"id_number": "3702811980", "id_status": "invalid"}, False),
    ("ledger_residents", {"residence_address": "东街3号", "residence_state": "2"}, False),
    ("ledger_enterprise", {"boarding": True}, True),
    ("ledger_enterprise", {"boarding": False}, False),
    ("construction_workers", {}, True),
    ("grid_persons", {}, True),
]


def test_a_name_on_one_list_is_somebody_only_where_the_list_says_that_he_lives_here(county: County) -> None:
    for n, (source, said, _) in enumerate(LISTED):
        stay = {"layout": source, "hukou_region": "420101", "residence_region": B}
        county.record(source, f"p{n}", **stay | said)
    county.build()
    for n, (source, said, counted) in enumerate(LISTED):
        assert county.person(f"p{n}", "in_roster") is counted, (source, said)


def test_a_name_on_two_lists_is_somebody(county: County) -> None:
    for source in ("ledger_residents", "ledger_enterprise"):
        county.record(source, "p", hukou_region="420101", residence_region=B)
    county.build()
    assert county.person("p", "in_roster") is True


@pytest.mark.parametrize("others", [1, 2])
def test_who_is_one_of_two_others_is_not_counted_besides(county: County, others: int) -> None:
    county.record("special_units", "p", residence_region=A, unit_name="某站", birth_date="1980-01-01")
    for order in range(1, others + 1):
        county.survey(f"q{order}", id_number=number("19800101", order))
        county.add("possible_match", person_id_a="p", person_id_b=f"q{order}", probability=1.0, reason="两人证据相当")
    county.build()
    assert county.person("p", "in_roster") is (others == 1)


def test_a_hukou_entered_twice_in_one_household_counts_once(county: County) -> None:
    for person, name in (("p", "张一"), ("q", "张一"), ("r", "张二")):
        county.hukou(person, household_no="1", name=name, name_key=name)
    county.survey("q", name="张一", name_key="张一")
    county.add("possible_match", person_id_a="p", person_id_b="q", probability=1.0, reason="双重户口")
    county.build()
    counted = county.con.execute("select person_id from roster.person where in_roster order by all").fetchall()
    assert counted == [("q",), ("r",)]
    assert county.person("p", "population_category") is None


@pytest.mark.parametrize("other", [{"household_no": "2"}, {"birth_date": "1981-01-01"}, {"sex": "2"}])
def test_namesakes_of_other_households_days_or_sexes_are_two(county: County, other: dict) -> None:
    for person, said in (("p", {}), ("q", other)):
        county.hukou(person, name="张一", name_key="张一", **{"household_no": "1"} | said)
    county.build()
    assert county.one("select count(*) from roster.person where in_roster") == 2
