"""Absence counts inside a delivered scope only, and as far as the delivery goes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.people.county import A, B, County


@pytest.mark.parametrize(
    ("age", "village", "said", "state"),
    [
        (0, A, "2026-08-31", "4"),
        (2, A, "2026-08-31", "1"),
        (2, A, "2026-06-15", "4"),
        (0, B, "2026-08-31", "1"),
    ],
    ids=["delivered", "carried forward, said since", "carried forward, said before", "another village delivered"],
)
def test_who_is_on_no_row_of_the_police_register(tmp_path: Path, age: int, village: str, said: str, state: str) -> None:
    county = County(tmp_path)
    county.scope("police_hukou", village, age=age)
    county.scope("survey", A)
    county.survey("p", A, hukou_region=A, as_of=said, id_number="421126198001010013")
    county.build()
    assert county.person("p", "hukou_state") == state


@pytest.mark.parametrize(
    ("age", "said", "lives"),
    [(0, "2026-08-31", A), (2, "2026-08-31", B), (2, "2026-06-15", A)],
    ids=["delivered", "carried forward, said since", "carried forward, said before"],
)
def test_whom_the_survey_of_the_other_village_does_not_list(tmp_path: Path, age: int, said: str, lives: str) -> None:
    county = County(tmp_path)
    county.scope("police_hukou", A, B)
    county.scope("survey", B, age=age)
    county.hukou("p", A)
    county.record("medical_insurance", "p", residence_region=B, residence_address="某处1号", as_of=said)
    county.build()
    assert county.person("p", "residence_region") == lives


def family(month: County) -> None:
    """p and a of one household, a is away; somebody on his own."""
    month.scope("police_hukou", A, B)
    month.hukou("p", household_no="f")
    month.hukou("a", household_no="f")
    month.survey("a", state="2", away_region="420101", as_of="2026-08-31")
    month.hukou("alone")


def test_a_survey_carried_forward_missed_only_whom_it_could_have_listed(tmp_path: Path) -> None:
    first = County(tmp_path)
    first.scope("survey", A)
    family(first)
    first.hukou("moved", B)
    first.build()
    second = first.next_month("2026-09")
    second.scope("survey", A, age=1)
    family(second)
    second.hukou("new", household_no="f")
    second.hukou("new alone")
    second.hukou("moved", household_no="f", moved_in_date="2026-09-10")
    second.build()
    told = "person_id, population_category, empty_hukou"
    assert second.con.execute(f"select {told} from roster.person where person_id <> 'a' order by 1").fetchall() == [
        ("alone", "1", "suspected"),
        ("moved", "1", "no"),
        ("new", "1", "no"),
        ("new alone", "1", "no"),
        ("p", "2", "suspected"),
    ]
