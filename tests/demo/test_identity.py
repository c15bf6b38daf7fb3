import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.draws import Draws
from demo.identity import check_digits, fifteen, numbers, phones

WEIGHTS = [pow(2, 17 - i, 11) for i in range(17)]


def _passes(number: str) -> bool:
    """The rule as the standard writes it: the weighted sum of all 18, X for ten, leaves 1."""
    last = 10 if number[-1] == "X" else int(number[-1])
    return (sum(int(d) * w for d, w in zip(number, WEIGHTS, strict=False)) + last) % 11 == 1


@given(st.text("0123456789", min_size=17, max_size=17))
def test_check_digit(body: str) -> None:
    assert _passes(body + check_digits(np.array([body], dtype=object))[0])


@pytest.mark.parametrize(("body", "check"), [("11010519491231002", "X"), ("44052418800101001", "4")])
def test_examples_of_the_standard(body: str, check: str) -> None:
    assert check_digits(np.array([body], dtype=object))[0] == check


def test_numbers_are_unique_and_tell_birth_and_sex() -> None:
    n = 600
    birth = np.array(["1985-03-12"] * n, dtype="datetime64[D]")
    sex = np.array(["1", "2"] * (n // 2), dtype=object)
    made = numbers(Draws(1), "test", np.full(n, "421927", dtype=object), birth, sex)
    assert len(set(made)) == n
    assert all(
        m[6:14] == "19850312" and int(m[16]) % 2 == (s == "1") and _passes(m) for m, s in zip(made, sex, strict=True)
    )


def test_fifteen_digits_leave_out_century_and_check() -> None:
    assert fifteen(np.array(["421927198503121234"], dtype=object))[0] == "421927850312123"


def test_phones_are_made_up() -> None:
    made = phones(Draws(1), "test", np.arange(500))
    assert all(len(p) == 11 and p[3:5] == "00" for p in made)
