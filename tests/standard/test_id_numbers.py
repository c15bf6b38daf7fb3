import datetime as dt

import duckdb
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from assets.standard import text
from tests.standard.hand_made import LAST_DAY
from tests.standard.numbers import read, status

RIGHT = "422128196202101133"
WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def check_character(seventeen: str) -> str:
    """GB 11643-1999 written down a second time, in plain Python."""
    return "10X98765432"[sum(w * int(d) for w, d in zip(WEIGHTS, seventeen, strict=True)) % 11]


def is_valid(number: str) -> bool:
    """The rule for 18 characters of a resident, in plain Python."""
    try:
        birth = dt.datetime.strptime(number[6:14], "%Y%m%d").date()
    except ValueError:
        return False
    provinces = [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71]
    of_age = LAST_DAY.replace(year=LAST_DAY.year - 121) < birth <= LAST_DAY
    return int(number[:2]) in provinces and of_age and check_character(number[:17]) == number[17]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (RIGHT, RIGHT),
        ("４２２１２８１９６２０２１０１１３３", RIGHT),
        ("422128 19620210 1133", RIGHT),
        ("422128-19620210-1133", RIGHT),
        ("\u200b422128196202101133\u00a0", RIGHT),
        ("'422128196202101133", RIGHT),
        ('="422128196202101133"', RIGHT),
        ("422128196202101133\t", RIGHT),
        ("42212819620210l133", RIGHT),
        ("4221281962O21O1133", RIGHT),
        ("42212819840223049x", "42212819840223049X"),
        ("42212819840223049×", "42212819840223049X"),
        ("42212819840223049*", "42212819840223049X"),
        ("42212819840223049Ｘ", "42212819840223049X"),
        ("42212819840223049Ⅹ", "42212819840223049X"),
        ("G421126201311100535", "421126201311100535"),
        ("42212819620210113341", RIGHT),
        ("42212819620210113341B1", RIGHT),
        ("42212819840223049✕", "42212819840223049X"),
        ("42212819840223049ⅹ", "42212819840223049X"),
        ("422128/19620210/1133", RIGHT),
        ("422128.19620210.1133", RIGHT),
        ("422128·19620210·1133", RIGHT),
        ("4221281962〇21〇1133", RIGHT),
        ("422|28|96202|0||33", RIGHT),
        ("422128196202101133.0", RIGHT),  # odd: no floating-point number, the text was only called one
        (f"{RIGHT}/{RIGHT}", RIGHT),
        (f"{RIGHT} {RIGHT}", RIGHT),
        (f"身份证号：{RIGHT}", RIGHT),
        (f"{RIGHT}（已故）", RIGHT),
        (f"{RIGHT}。", RIGHT),
        (f"=“{RIGHT}”", RIGHT),
        (f"\u2066{RIGHT}\u2069", RIGHT),
        (f"\ue5e5{RIGHT}", RIGHT),
    ],
)
def test_repairs_that_guess_nothing(con: duckdb.DuckDBPyConnection, written: str, number: str) -> None:
    assert read(con, written)[written][:2] == (number, "valid")


def test_only_the_form_of_the_cell_is_no_repair(con: duckdb.DuckDBPyConnection) -> None:
    wrapped = [RIGHT, f'="{RIGHT}"', f"'{RIGHT}", f"{RIGHT}\t"]
    found = read(con, *wrapped, f" {RIGHT[:6]} {RIGHT[6:]}")
    assert [found[raw][4] for raw in wrapped] == [None] * 4
    assert found[f" {RIGHT[:6]} {RIGHT[6:]}"][4] == "repaired"


@pytest.mark.parametrize("written", ["1.11111111111111E+17", "1.11111E+17", "8.88888888888888E+17"])
def test_what_a_spreadsheet_left_of_a_made_up_number_is_none(con: duckdb.DuckDBPyConnection, written: str) -> None:
    assert read(con, written)[written] == (None, "none", None, None, "unreadable")


def test_a_valid_number_says_birth_date_and_sex(con: duckdb.DuckDBPyConnection) -> None:
    assert read(con, RIGHT)[RIGHT][2:4] == (dt.date(1962, 2, 10), "1")


def test_fifteen_digits_become_eighteen(con: duckdb.DuckDBPyConnection) -> None:
    number = "42212819580402071" + check_character("42212819580402071")
    expected = (number, "upgraded", dt.date(1958, 4, 2), "1", "repaired")
    assert read(con, "422128580402071")["422128580402071"] == expected


@pytest.mark.parametrize("written", ["422128990402071", "'422128990402071", "422128-990402-071", "422128990402071.0"])
def test_fifteen_digits_were_given_until_1999(con: duckdb.DuckDBPyConnection, written: str) -> None:
    number = "42212819990402071" + check_character("42212819990402071")
    assert read(con, written)[written][:3] == (number, "upgraded", dt.date(1999, 4, 2))


@pytest.mark.parametrize(
    "written",
    [
        f"{RIGHT}/42212819840223049X",
        f"{RIGHT}、42212819840223049X",
        f"{RIGHT} 42212819840223049X",
        f"{RIGHT}(母亲)",
        f"母亲{RIGHT}",
        f"{RIGHT}之子",
        f"{RIGHT}-1",
        f"{RIGHT}_2",
        f"张三{RIGHT}",
    ],
)
def test_whose_number_it_is_nobody_guesses(con: duckdb.DuckDBPyConnection, written: str) -> None:
    kept = written.replace(" ", "")
    assert read(con, written)[written] == (kept, "invalid", None, None, "inconsistent")


def test_centenarians_of_fifteen_digits_are_not_taken_for_people_of_the_next_century(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert status(con, "422128620210996") == "invalid"


@pytest.mark.parametrize(
    ("written", "digits", "birth"),
    [
        ("4.22128196202101e+17", "422128196202101", dt.date(1962, 2, 10)),
        ("4.22128196202100e+17", "422128196202100", dt.date(1962, 2, 10)),
        ("4.22128E+17", "422128", None),
        ("3.7028E+14", "37028", None),
        ("1.38E+17", "138", None),
        ("4.22128E+017", "422128", None),
        ("422128196202101120.0", "422128196202101", dt.date(1962, 2, 10)),
        ("422128196202101000.0", "422128196202101", dt.date(1962, 2, 10)),
        ("4.22128600102101e+17", "422128600102101", None),
    ],
)
def test_a_number_that_a_spreadsheet_cut_keeps_its_certain_digits(
    con: duckdb.DuckDBPyConnection, written: str, digits: str, birth: dt.date | None
) -> None:
    assert read(con, written)[written] == (digits, "truncated", birth, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        "422128196202101134",  # check digit
        "422128196202101000",  # a spreadsheet's zeros, kept as text
        "422128196202301133",  # 30 February
        "42212819620210113",  # a digit lost
        "4221281962021011333",  # a digit too many
        "992128196202101133",  # no such province
        "19850312",  # a date
        "42212819",  # the beginning of a number
        "42212819620210113*",  # X where the check digit is another
    ],
)
def test_wrong_numbers_stay_as_written(con: duckdb.DuckDBPyConnection, wrong: str) -> None:
    assert read(con, wrong)[wrong] == (wrong, "invalid", None, None, None)


@pytest.mark.parametrize("birth", ["20261101", "20270101", "19051030"])
def test_births_to_come_and_people_over_120_are_wrong_digits(con: duckdb.DuckDBPyConnection, birth: str) -> None:
    seventeen = f"422128{birth}113"
    assert status(con, seventeen + check_character(seventeen)) == "invalid"


def test_who_is_120_today_is_still_possible(con: duckdb.DuckDBPyConnection) -> None:
    seventeen = "42212819051101113"
    assert status(con, seventeen + check_character(seventeen)) == "valid"


BIRTHS = st.dates(dt.date(1907, 1, 1), LAST_DAY).map(lambda d: d.strftime("%Y%m%d"))
NUMBERS = st.builds(
    lambda area, birth, serial: f"{area}{birth}{serial:03d}",
    st.sampled_from(["422128", "421126", "370281", "500112", "110101"]), BIRTHS, st.integers(0, 999),
).map(lambda body: body + check_character(body))  # fmt: skip


ENGINE = duckdb.connect()
text.install(ENGINE)
FEW = settings(deadline=None, max_examples=60)


def judge(raw: list[str]) -> dict[str, tuple]:
    return read(ENGINE, *raw)


@FEW
@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_the_check_digit_detects_every_single_wrong_digit(number: str, place: int, change: int) -> None:
    assume(number[place] != "X")
    digit = str((int(number[place]) + change) % 10)
    wrong = number[:place] + digit + number[place + 1 :]
    assert judge([number, wrong])[wrong][1] != "valid"


@FEW
@given(NUMBERS, st.integers(0, 16))
def test_the_check_digit_detects_every_swap_of_neighbours(number: str, place: int) -> None:
    first, second = number[place], number[place + 1]
    assume(first != second)
    wrong = number[:place] + second + first + number[place + 2 :]
    assert judge([wrong])[wrong][1] != "valid"


@FEW
@given(st.lists(st.one_of(NUMBERS, st.from_regex(r"\A[1-6]\d{16}[\dX]\Z")), min_size=1, max_size=20))
def test_the_sql_equals_an_oracle_in_plain_python(numbers: list[str]) -> None:
    found = judge(numbers)
    assert {n: found[n][1] == "valid" for n in numbers} == {n: is_valid(n) for n in numbers}


@FEW
@given(st.lists(st.one_of(NUMBERS, st.text("0123456789XxOl -*' G", max_size=20)), min_size=1, max_size=10))
def test_standardizing_twice_changes_nothing(written: list[str]) -> None:
    once = {row[0] for row in judge(written).values() if row[0] is not None and row[1] not in ("truncated", "upgraded")}
    assert {raw: row[0] for raw, row in judge(sorted(once)).items()} == {n: n for n in once}
