"""Who was seen at a gate: the one person that number, name and phone leave, or nobody."""

from __future__ import annotations

import pytest

from assets.registry.month import Month
from tests.linkage.conftest import County

PHONE, OTHER_PHONE = "13912345678", "13812345679"


@pytest.fixture
def numbers(county: County) -> dict[str, str]:
    births = {"a": "19800501", "b": "19820701", "stranger": "19900101"}
    return {key: county.number(birth, order) for order, (key, birth) in enumerate(births.items(), start=1)}


@pytest.fixture
def people(county: County, numbers: dict[str, str]) -> dict[str, str]:
    """Two persons of one phone; their ids by the key of their record."""
    rows = [
        county.say("police_hukou", "a", "张建国", id_number=numbers["a"]),
        county.say("survey", "a", "张建国", id_number=numbers["a"], phone=PHONE),
        county.say("police_hukou", "b", "李秀兰", id_number=numbers["b"], phone=PHONE),
        county.say(
            "survey", "c", "王秀英", id_number=county.number("19500101", 42), phone=OTHER_PHONE, **county.at("1")
        ),
        county.say(
            "survey", "d", "王秀英", id_number=county.number("19700101", 42), phone=OTHER_PHONE, **county.at("2")
        ),
    ]
    ids = county.link(rows)
    return {key: ids[f"police_hukou/{key}/self"] for key in ("a", "b")}


def seen(county: County) -> list[str | None]:
    return [found for (found,) in county.all("select person_id from linkage.presence order by first_row")]


def again(county: County) -> list[str | None]:
    """The month once more with what was written at the gates since."""
    rows = county.con.sql("from standard.person_record").to_arrow_table().to_pylist()
    county.link(rows)
    return seen(county)


PASSED = [
    ("张建国", "a", None, "a"),
    (" 张 建国", "a", OTHER_PHONE, "a"),
    ("张建囯", "a", None, "a"),  # a variant character is the same name
    (None, "a", None, "a"),
    ("张先生", "a", None, "a"),
    ("王先生", "a", None, None),  # a name that contradicts the number
    ("李秀兰", "a", PHONE, "b"),  # a borrowed number: her name and phone say who she is
    ("李秀兰", "a", None, None),
    ("赵钱孙", "a", PHONE, None),
    ("张建国", None, PHONE, "a"),  # the phone of a household, told apart by the name
    ("张建国", None, None, None),
    (None, None, PHONE, None),
    ("张建国", "stranger", PHONE, None),  # somebody else of the same name, with a number of his own
    ("张建国", "370281198005010", PHONE, "a"),  # a number that cannot be read
    ("王秀英", None, OTHER_PHONE, None),  # two of that name and phone
]
"""Name, number and phone at the gate, and who is meant."""


def test_who_is_meant(county: County, people: dict[str, str], numbers: dict[str, str]) -> None:
    """A row at the gate knows nothing of the others: all may pass in one month."""
    for name, number, phone, _ in PASSED:
        county.at_gate(name, numbers.get(number or "", number), phone)
    found = dict(zip(PASSED, again(county), strict=True))
    assert found == {passed: people.get(passed[-1] or "") for passed in PASSED}


def test_the_gates_found_nobody(county: County, people: dict[str, str]) -> None:
    before = county.all("select count(distinct person_id) from linkage.membership")
    county.at_gate("赵新来", county.number("19910101", 5), "13712345670")
    assert again(county) == [None]
    assert county.all("select count(distinct person_id) from linkage.membership") == before


def test_sightings_are_summed_up_per_person(county: County, people: dict[str, str], numbers: dict[str, str]) -> None:
    county.at_gate("张建国", numbers["a"], "13600000011")
    county.at_gate("张建国", numbers["a"], "13600000011", "2026-08-04")
    county.at_gate("张建国", numbers["a"], "13600000022", "2026-08-04")
    county.at_gate("张先生", numbers["a"], "13600000033", "2026-07-04")
    county.at_gate("张建国", numbers["a"], None, "2026-09-01")  # after the reference moment: kept, not applied
    assert len(again(county)) == 5
    assert county.all("from linkage.sighting") == [(people["a"], "2026-08", 3, "13600000011")]


def test_one_without_a_record_in_force_is_still_recognised(county: County, numbers: dict[str, str]) -> None:
    folder = county.workspace.state(Month("2026-08"))
    folder.mkdir(parents=True)
    gone = "select 'gone' as person_id, '孙走远' as name, ? as id_number, 'valid' as id_status"
    county.con.execute(f"copy ({gone}) to '{folder}/person.parquet'", [numbers["stranger"]])
    county.at_gate("孙走远", numbers["stranger"])
    county.link([county.say("police_hukou", "a", "张建国", id_number=numbers["a"])], "2026-09", "2026-08")
    assert seen(county) == ["gone"]
