import numpy as np
import pytest

from demo import tables
from demo.dirt.column import Column
from demo.dirt.names import spoil_names
from demo.dirt.numbers import copy_errors, spoil_numbers
from demo.draws import Draws
from demo.truth import bit

N = 60_000


def _column(cells: np.ndarray, **rates: float) -> Column:
    return Column(cells, np.arange(len(cells)), np.zeros(len(cells), dtype=np.int64), Draws(1), "test", rates)


def _numbers(n: int = N) -> np.ndarray:
    return np.array([f"4219271985031{i % 9000 + 1000:04}X" for i in range(n)], dtype=object)


@pytest.mark.parametrize(
    ("fault", "rate", "tag"),
    [("id_digit", 1.2, "id_wrong"), ("id_swap", 3.0, "id_wrong"), ("id_length", 0.5, "id_wrong"),
     ("id_blank", 6.0, "id_missing"), ("id_junk", 5.0, "id_written_oddly"), ("id_fullwidth", 0.5, "id_written_oddly")],
)  # fmt: skip
def test_numbers_are_spoilt_at_their_rate_and_marked(fault: str, rate: float, tag: str) -> None:
    column = _column(_numbers(), **{fault: rate})
    nobody = np.full(N, None, dtype=object)
    spoil_numbers(column, nobody, nobody, np.full(N, np.datetime64("1985-03-12")))
    changed = column.cells != _numbers()
    assert changed.mean() == pytest.approx(rate / 100, rel=0.25)
    assert ((column.tags & bit(tag)) > 0)[changed].all()
    assert not column.tags[~changed].any()


def test_a_borrowed_number_is_another_persons() -> None:
    kin = np.array(["k"] * N, dtype=object)
    column = _column(_numbers(), id_other=2.0)
    spoil_numbers(column, kin, np.full(N, None, dtype=object), np.full(N, np.datetime64("1985-03-12")))
    theirs = np.array([v.startswith("k") for v in column.cells])
    assert theirs.sum() > (column.cells == "k").sum()
    assert (theirs == ((column.tags & bit("borrowed_number")) > 0)).all()


def test_a_few_born_from_1975_on_have_fifteen_digits() -> None:
    born = np.where(np.arange(N) % 2, np.datetime64("1970-01-01"), np.datetime64("1980-01-01"))
    column = _column(_numbers(), id_fifteen=50.0)
    nobody = np.full(N, None, dtype=object)
    spoil_numbers(column, nobody, nobody, born)
    short = np.array([len(v) == 15 for v in column.cells])
    assert short[born > np.datetime64("1975-01-01")].mean() == pytest.approx(0.05, rel=0.15)
    assert short[born < np.datetime64("1975-01-01")].mean() == pytest.approx(0.5, rel=0.1)


def test_names_change_by_one_character_of_like_sound() -> None:
    names = np.array(["张建国", "王秀英", "李伟"] * 4000, dtype=object)
    column = _column(names.copy(), name_sound=100.0)
    spoil_names(column, np.full(len(names), None, dtype=object))
    changed = [(a, b) for a, b in zip(names, column.cells, strict=True) if a != b]
    assert len(changed) > 0.9 * len(names)
    assert all(len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 for a, b in changed)


def test_the_same_row_is_spoilt_alike_every_month() -> None:
    once, again = _column(_numbers(), id_digit=5.0), _column(_numbers()[::-1].copy(), id_digit=5.0)
    again.key = again.key[::-1]
    nobody = np.full(N, None, dtype=object)
    for column in (once, again):
        spoil_numbers(column, nobody, nobody, np.full(N, np.datetime64("1985-03-12")))
    assert (once.cells == again.cells[::-1]).all()


def test_offices_copy_a_wrong_number_from_one_another() -> None:
    first, second, police = (_column(_numbers()) for _ in range(3))
    second.draws, second.tag = first.draws, "another/id"
    for column, source in ((first, "survey"), (second, "medical_insurance"), (police, "police_hukou")):
        copy_errors(column, np.arange(N), source)
    wrong = first.cells != _numbers()
    assert wrong.mean() == pytest.approx(tables.profile()["copied"]["share"], rel=0.4)
    assert (first.cells == second.cells).all() and (police.cells == _numbers()).all()
    assert ((first.tags & bit("id_wrong") > 0) == wrong).all()


def test_every_source_has_its_rates() -> None:
    profile = tables.profile()
    known = set(profile["dirt"]) | set(profile["dirt_like"])
    assert known >= {"police_hukou", "survey", "grid_dwellings", "education_staff", "health_women"}
    assert set(profile["dirt_like"].values()) <= set(profile["dirt"])
    faults = [
        frozenset(k for k in rates if not k.startswith(("child", "father"))) for rates in profile["dirt"].values()
    ]
    assert len(set(faults)) == 1
