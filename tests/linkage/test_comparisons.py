from functools import cache

import duckdb
import pytest

from assets.linkage import names
from assets.linkage.comparisons import comparisons
from assets.linkage.entities import SEVERAL

GOOD = "370281198503120016"
NUMBER = ("number", "number_head", "number_rounded", "number_good")


@cache
def engine():
    return duckdb.connect()


@cache
def cases_of(comparison):
    return " ".join(f"when {c} then '{name}'" for name, c in comparisons()[comparison].items() if c)


def level(comparison, left, right):
    """The level that two entities reach; columns not given are NULL."""
    cases = cases_of(comparison)
    columns = {
        "name": names.COLUMNS,
        "number": (*NUMBER, "number_area", *names.COLUMNS),
        "birth": ("birth", "lunar", "month_next_year", *NUMBER),
        "place": [
            f"{kind}_{i}" for kind in ("dwelling", "household", "phone", "village") for i in range(1, SEVERAL + 1)
        ],
    }[comparison]
    values = ", ".join(
        f"{'null' if (value := side.get(c)) is None else repr(value)}::{'boolean' if c == 'number_good' else 'varchar'}"
        f" as {c}_{suffix}"
        for suffix, side in (("l", left), ("r", right))
        for c in columns
    )
    return engine().execute(f"select case {cases} else 'differs' end from (select {values})").fetchall()[0][0]


def name(text, pinyin=None, **more):
    full = None if "＊" in text else text
    return {
        "name": text,
        "full_name": full,
        "surname": text[0],
        "given": text[1:],
        "shape": text,
        "pinyin": pinyin,
    } | more


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (name("王芳"), name("王芳"), "equal"),
        (name("王芳", other="王二丫"), name("王二丫"), "former"),
        (name("王＊华"), name("王建华"), "unknown_character"),
        (name("王＊华"), name("李建华"), "differs"),
        (name("王静", "wangjing"), name("王婧", "wangjing"), "homophone"),
        (name("ZHANGWEI", "zhangwei", surname=None, given=None), name("张伟", "zhangwei"), "homophone"),
        (name("李芬", shape="李芬"), name("李芳", shape="李芬"), "lookalike"),
        (name("王建国"), name("王建军"), "one_character"),
        (name("程静", sound="cenjin"), name("陈静", sound="cenjin"), "sound_alike"),
        (name("王芳"), name("王静"), "near"),
        (name("王芳"), name("李静"), "differs"),
        (name("王建国"), name("李建国"), "surname_changed"),
        (name("阿卜杜拉买买提"), name("阿卜杜拉买买江"), "differs"),
        ({}, name("王芳"), "none"),
        ({"called_family": "芳", "called_given": "芳"}, name("王秀芳"), "called"),
        ({"called_family": "王", "called_given": "王"}, name("王秀芳"), "called_by_surname"),
        ({"called_family": "王"}, name("王王"), "called_by_surname"),
        ({"called_family": "李", "called_given": "李"}, name("王秀芳"), "called_otherwise"),
        ({"called_family": "王"}, {"called_family": "王"}, "none"),
    ],
)
def test_names(left, right, expected):
    assert level("name", left, right) == level("name", right, left) == expected


def number(text, good=False):
    known = {
        "number_head": text[:15],
        "number_rounded": str(int(text[:15]) + (text[15:] >= "500")),
        "number_area": text[:6],
    }
    return {"number": text, "number_good": good, **(known if good else {})}


@pytest.mark.parametrize(
    ("right", "expected"),
    [
        (number(GOOD, True), "equal"),
        ({"number_head": GOOD[:15], "number_area": GOOD[:6]}, "head"),
        ({"number_area": GOOD[:6]}, "area"),
        ({"number_area": "110101"}, "differs"),
        (number(GOOD[:8] + "6" + GOOD[9:]), "one_digit"),
        (number(GOOD[:8] + "6" + GOOD[9:12] + "9" + GOOD[13:]), "differs"),
        (number(GOOD[:2] + GOOD[3] + GOOD[2] + GOOD[4:]), "swapped"),
        (number(GOOD[:9] + GOOD[10:]), "digit_lost"),
        (number(GOOD[:9] + "7" + GOOD[9:]), "digit_lost"),
        (number(GOOD[:16] + "24", True), "both_good"),
        (number("370281199001010017"), "differs"),
        ({}, "none"),
    ],
)
def test_numbers(right, expected):
    left = number(GOOD, True)
    assert level("number", left, right) == level("number", right, left) == expected


@pytest.mark.parametrize("length", [15, 18])
@pytest.mark.parametrize("place", range(18))
def test_one_fault_is_seen_wherever_it_is(length, place):
    whole = "370281197642918305"[:length]
    front, rest = whole[:place], whole[place:]
    faults = {"one_digit": f"{front}{9 - int(rest[0])}{rest[1:]}"} if rest else {}
    faults |= {"swapped": f"{front}{rest[1]}{rest[0]}{rest[2:]}"} if len(rest) > 1 and rest[0] != rest[1] else {}
    if length > 15:
        faults |= {"digit_lost": f"{front}{rest[1:]}"}
    assert {fault: level("number", number(whole), number(text)) for fault, text in faults.items()} == {
        fault: fault for fault in faults
    }


def test_the_last_digit_that_a_spreadsheet_keeps_is_rounded():
    whole = number("370281198503120752", good=True)
    assert level("number", whole, {"number_head": "370281198503121", "number_area": "370281"}) == "head"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("刘展露", "李月子", "lent"),
        ("唐江甫", "唐志强", "lent"),
        ("唐江甫", "唐强", "lent"),
        ("唐江甫", "唐江夫", "one_digit"),
        ("许燕", "许蒸", "one_digit"),
        ("李建国", "王建国", "one_digit"),
    ],
)
def test_a_number_mistyped_under_another_name_is_a_lent_one(left, right, expected):
    left = number(GOOD, True) | name(left, sound=left)
    right = number(GOOD[:8] + "6" + GOOD[9:]) | name(right, sound=right)
    assert level("number", left, right) == level("number", right, left) == expected


def test_one_wrong_number_in_two_ledgers():
    assert level("number", number("370281198503120000"), number("370281198503120000")) == "equal_wrong"


def born(day):
    return {"birth": day, "month_next_year": f"{int(day[:4]) + 1}{day[4:6]}" if len(day) >= 6 else None}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("19850312", "19850312", "equal"),
        ("19850312", "19851203", "swapped"),
        ("198503", "19850312", "month"),
        ("19850312", "19850313", "one_digit"),
        ("1985", "19850312", "year"),
        ("19861215", "19851214", "next_year"),
        ("19850312", "19770101", "differs"),
    ],
)
def test_birth_dates(left, right, expected):
    assert level("birth", born(left), born(right)) == level("birth", born(right), born(left)) == expected


def test_a_birth_date_written_by_the_lunar_calendar():
    assert level("birth", {"birth": "19850121", "lunar": "19850312"}, {"birth": "19850312"}) == "lunar"


def test_a_birth_date_says_nothing_where_the_numbers_agree():
    left, right = {"birth": "19850312"} | number(GOOD, True), {"birth": "19770101", "number_head": GOOD[:15]}
    assert level("birth", left, right) == "none"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"village_1": "v"}, {"village_1": "v", "dwelling_1": "d"}, "only_village"),
        ({"village_1": "v", "dwelling_1": "e"}, {"village_1": "v", "dwelling_1": "d"}, "village"),
        ({"village_1": "v", "phone_1": "p"}, {"village_1": "v", "phone_3": "p"}, "phone"),
        ({"village_1": "v"}, {"village_1": "w", "dwelling_1": "d"}, "differs"),
        ({"village_1": "v"}, {"dwelling_1": "d"}, "none"),
    ],
)
def test_a_village_says_more_where_no_dwelling_was_stated(left, right, expected):
    assert level("place", left, right) == level("place", right, left) == expected
