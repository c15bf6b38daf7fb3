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
