"""Which village a code means on a day: merged, renamed, renumbered, split, moved to another town, not yet begun."""

from __future__ import annotations

import datetime as dt

import pytest

from assets.landing.succession import Village, in_force

DAY = dt.date(2026, 10, 31)
TOWN, OTHER_TOWN = "421126100", "421126109"


def village(code: str, name: str, since: str = "", until: str = "", parent: str | None = None) -> Village:
    first = dt.date.fromisoformat(since) if since else dt.date.min
    last = dt.date.fromisoformat(until) if until else dt.date.max
    return Village(code, name, parent, first, last)


A, B, C, D = (f"{TOWN}{n}" for n in (201, 202, 203, 204))
MOVED = f"{OTHER_TOWN}201"


@pytest.mark.parametrize(
    ("rows", "means"),
    [
        pytest.param([village(A, "东村")], {A: A}, id="in force"),
        pytest.param(
            [village(A, "老村", until="2024-12-31"), village(A, "新村", since="2025-01-01")], {A: A}, id="renamed"
        ),
        pytest.param(
            [village(A, "东村", until="2026-06-30", parent=C), village(B, "西村", until="2026-06-30", parent=C),
             village(C, "东西村", since="2026-07-01")], {A: C, B: C, C: C}, id="merged into the parent"),
        pytest.param(
            [village(A, "东村村民委员会", until="2026-06-30"), village(B, "东村", since="2026-07-01"),
             village(C, "西村")], {A: B, B: B, C: C}, id="renumbered"),
        pytest.param(
            [village(A, "东村", until="2020-12-31", parent=B), village(B, "东山村", until="2026-06-30", parent=C),
             village(C, "大山村")], {A: C, B: C, C: C}, id="merged twice"),
        pytest.param(
            [village(A, "东村", until="2026-06-30"), village(B, "东一村", since="2026-07-01"),
             village(C, "东二村", since="2026-07-01")], {B: B, C: C}, id="split: none of the two"),
        pytest.param(
            [village(A, "东村", until="2026-06-30"), village(MOVED, "东村", since="2026-07-01")],
            {A: MOVED, MOVED: MOVED}, id="moved to another town"),
        pytest.param(
            [village(A, "东村", until="2026-06-30"), village(MOVED, "东村")], {MOVED: MOVED}, id="a homonym elsewhere"),
        pytest.param(
            [village(A, "东村", until="2026-06-30"), village(B, "西村", since="2026-07-01"), village(C, "南村")],
            {A: B, B: B, C: C}, id="the only one that began then"),
        pytest.param([village(A, "东村"), village(B, "新城", since="2027-01-01")], {A: A}, id="not yet begun"),
        pytest.param(
            [village(A, "东村", until="2026-12-31"), village(B, "东村", since="2027-01-01")], {A: A, B: A},
            id="renumbered from next year on"),
        pytest.param(
            [village(A, "东村", until="2025-12-31", parent=B), village(B, "西村", until="2025-12-31", parent=A)], {},
            id="two that name each other"),
    ],
)  # fmt: skip
def test_what_a_code_means(rows: list[Village], means: dict[str, str]) -> None:
    assert in_force(rows, DAY) == means
