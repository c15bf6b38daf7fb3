"""The 21 compared fields: what a source states, and whether the roster agrees as far as the statement goes."""

from typing import Any

import pytest

from assets.roster.comparison.fields import FIELDS
from tests.people.county import A, B, C, County, complete, number


def agrees(county: County, field: str, source: str, person: str = "p") -> Any:
    rows = county.con.execute(
        "select agrees from roster.field_comparison where person_id = ? and field = ? and source = ?",
        [person, field, source],
    ).fetchall()
    return [agreed for (agreed,) in rows]


def test_there_are_twenty_one() -> None:
    assert len({f.field for f in FIELDS}) == 21


def test_a_row_stands_only_where_the_source_states_the_field(county: County) -> None:
    county.hukou("p", name="张三", name_key="张三")
    county.record("social_insurance", "p", name="张三", name_key="张三", phone="13800000001")
    county.build()
    stated = county.con.execute(
        "select field, value, agrees from roster.field_comparison where source = 'social_insurance' order by 1"
    ).fetchall()
    assert stated == [("name", "张三", True), ("phone", "13800000001", True)]


NUMBER = number("19800101", 1)
STATEMENTS = [
    ("name", {"name": "张Ｐ", "name_key": "张p"}, True),
    ("name", {"name": "李p", "name_key": "李p"}, False),
    ("sex", {"sex": "2"}, False),
    ("birth_date", {"birth_date": "1980-01-01", "birth_precision": "year"}, True),
    ("birth_date", {"birth_date": "1980-01-02"}, False),
    ("birth_date", {"birth_date": "1980-02-01", "birth_precision": "month"}, False),
    ("id_number", {"id_number": number("19800101", 1)[:15], "id_status": "truncated"}, True),
    ("id_number", {"id_number": number("19800101", 3)}, False),
    ("marital_status", {"marital_status": "21"}, True),
    ("marital_status", {"marital_status": "40"}, False),
    ("relation", {"relation": "01"}, True),
    ("relation", {"relation": "20"}, False),
    ("hukou_address", {"hukou_region": A[:6]}, True),
    ("hukou_address", {"hukou_region": A, "hukou_address": "某村"}, True),
    ("hukou_address", {"hukou_region": B, "hukou_address": f"{A}1号"}, False),
    ("death_date", {"death_date": "2027-01-01"}, False),
]


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory) -> County:
    """A person per statement, in a household of his own."""
    county = complete(County(tmp_path_factory.mktemp("county")))
    for n, (_, said, _) in enumerate(STATEMENTS):
        same = {"name": "张p", "name_key": "张p"}
        county.hukou(f"p{n}", A, marital_status="20", id_number=NUMBER, **same)
        county.survey(f"p{n}", A, marital_status="20", **same)
        county.record("pic_persons", f"p{n}", **same | said)
    county.build()
    return county


@pytest.mark.parametrize(("person", "field", "said", "agreed"), [(f"p{n}", *s) for n, s in enumerate(STATEMENTS)])
def test_a_statement_is_compared_as_far_as_it_goes(
    stated: County, person: str, field: str, said: dict[str, Any], agreed: bool
) -> None:
    assert agrees(stated, field, "pic_persons", person) == [agreed], said


def test_states_are_relative_to_the_village_that_writes_them(county: County) -> None:
    county.hukou("p", A)
    county.survey("p", A, state="2", hukou_state="1")
    county.migrant("p", C, hukou_region=A, since="2020-01-01")
    county.survey("p", C, hukou_state="3")
    county.survey("p", B, state="1", hukou_state="1")
    county.build()
    stated = county.con.execute("""
        select field, value, agrees from roster.field_comparison
        where source = 'survey' and field in ('hukou_state', 'residence_state') order by all
    """).fetchall()
    assert stated == [("hukou_state", "1", True), ("hukou_state", "3", True), ("residence_state", "1", True),
                      ("residence_state", "2", True)]  # fmt: skip


def test_what_a_birth_certificate_says_of_the_child(county: County) -> None:
    child = county.record("health_births", "c", birth_date="2026-05-01", sex="2", birth_order=2, policy="1",
                          residence_region=A)  # fmt: skip
    county.record("health_births", "m", role="mother", of_record_id=child)
    county.survey("c", A, birth_date="2026-05-03", sex="2")
    county.survey("m", A, sex="2")
    county.build()
    assert agrees(county, "child_birth_date", "health_births", "c") == [False]
    assert agrees(county, "child_birth_date", "survey", "c") == [True]
    assert agrees(county, "birth_order", "health_births", "c") == [True]
    assert agrees(county, "policy", "health_births", "c") == [True]
    assert agrees(county, "child_sex", "survey", "c") == [True]


def test_the_agreement_with_the_roster_and_with_the_export(county: County) -> None:
    for person, phone, exported in (("a", "13800000001", "13800000001"), ("b", "13800000002", "13900000002"),
                                    ("c", "13800000003", None)):  # fmt: skip
        county.survey(person, phone=phone)
        county.record("pic_persons", person, phone=exported)
    county.build()
    rates = county.con.execute("""
        select source, stated, agreeing, agree_rate, exported, export_agreeing, export_rate
        from roster.field_agreement where field = 'phone' order by source
    """).fetchall()
    assert rates == [("pic_persons", 2, 1, 0.5, 2, 2, 1.0), ("survey", 3, 3, 1.0, 2, 1, 0.5)]
