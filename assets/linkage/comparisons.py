"""What the model compares, as conditions on the columns of `linkage._entity` (sides `_l` and `_r`).

Only `=`, `substr` and `length` on prepared columns: the same on every engine that Splink runs on (DuckDB's own string
distances count bytes). Five comparisons, each of evidence that the others do not already contain: birth date and sex
say nothing where the numbers agree, for they stand inside the number; phone, dwelling, household and village are one
comparison, for a family shares all of them and must not be counted four times.
"""

from __future__ import annotations

from assets.linkage import names
from assets.linkage.entities import SEVERAL

NUMBER_LENGTH = 18
FRONT, TAIL = 10, 4
"""Digits before and behind a fault; with the two digits of a swap no more than the 15 of the shortest number."""

Levels = dict[str, str]
"""Level -> condition, the strongest first. `none` is the null level, an empty condition is "anything else"."""


def comparisons() -> dict[str, Levels]:
    """Comparison -> levels; a fresh dictionary each time."""
    return {"name": _name(), "number": _number(), "birth": _birth(), "sex": _sex(), "place": _place()}


def _name() -> Levels:
    return {"none": names.NULL, **names.levels(), "differs": ""}


def _number() -> Levels:
    return {
        "none": "(number_l is null or number_r is null) and (number_area_l is null or number_area_r is null)",
        "equal": "number_l = number_r and number_good_l and number_good_r",
        "equal_wrong": "number_l = number_r",
        "lent": f"({names.another()}) and ({_nearly_agrees()})",
        "head": _head_agrees(),
        "one_digit": _near(_one_digit()),
        "swapped": _near(_adjacent_swap()),
        "digit_lost": _near(_digit_lost()),
        "both_good": "number_good_l and number_good_r",
        "area": "number_area_l = number_area_r and (number_head_l is null or number_head_r is null)",
        "differs": "",
    }


def _birth() -> Levels:
    digits = " + ".join(f"(substr(birth_l, {i}, 1) <> substr(birth_r, {i}, 1))::int" for i in range(1, 9))
    days = "length(birth_l) = 8 and length(birth_r) = 8"
    return {
        "none": f"birth_l is null or birth_r is null or {_number_agrees()}",
        "equal": f"birth_l = birth_r and {days}",
        "swapped": f"{days} and substr(birth_l, 1, 4) = substr(birth_r, 1, 4)"
        " and substr(birth_l, 5, 2) = substr(birth_r, 7, 2) and substr(birth_l, 7, 2) = substr(birth_r, 5, 2)",
        "lunar": "birth_l = lunar_r or lunar_l = birth_r",
        "month": "substr(birth_l, 1, 6) = substr(birth_r, 1, 6) and (length(birth_l) = 6 or length(birth_r) = 6)",
        "one_digit": f"{days} and {digits} = 1",
        "year": "substr(birth_l, 1, 4) = substr(birth_r, 1, 4)",
        "next_year": "substr(birth_l, 1, 6) = month_next_year_r or month_next_year_l = substr(birth_r, 1, 6)",
        "differs": "",
    }


def _sex() -> Levels:
    return {"none": f"sex_l is null or sex_r is null or {_number_agrees()}", "equal": "sex_l = sex_r", "differs": ""}


def _place() -> Levels:
    home, phone = f"({_shared('dwelling')} or {_shared('household')})", f"({_shared('phone')})"
    return {
        "none": "(village_1_l is null or village_1_r is null) and (phone_1_l is null or phone_1_r is null)"
        " and (household_1_l is null or household_1_r is null)",
        "home_and_phone": f"{home} and {phone}",
        "home": home,
        "phone": phone,
        "only_village": f"({_shared('village')}) and (dwelling_1_l is null or dwelling_1_r is null)",
        "village": _shared("village"),
        "differs": "",
    }


def _shared(column: str) -> str:
    several = range(1, SEVERAL + 1)
    return " or ".join(f"{column}_{a}_l = {column}_{b}_r" for a in several for b in several)


def _head_agrees() -> str:
    """15 digits of a spreadsheet against a whole number, whose 15th digit may have been rounded up there."""
    agrees = "number_head_l = number_head_r or number_head_l = number_rounded_r or number_rounded_l = number_head_r"
    return f"({agrees}) and (number_l is null or number_r is null)"


def _number_agrees() -> str:
    return f"number_l = number_r or {_nearly_agrees()}"


def _nearly_agrees() -> str:
    """Cut or mistyped, the numbers are one; under another name it is a borrowed one, and says nothing."""
    near = _near(f"{_one_digit()} or {_adjacent_swap()} or {_digit_lost()}")
    return f"({_head_agrees()}) or {near}"


def _near(condition: str) -> str:
    """Two right numbers are never near each other; `case` keeps the costly condition off all other pairs.

    One fault leaves the number whole either before or behind it: the first `FRONT` digits or the last `TAIL` agree.
    """
    whole = f"(substr(number_l, 1, {FRONT}) = substr(number_r, 1, {FRONT}) or {_tail('l')} = {_tail('r')})"
    return f"case when not (number_good_l and number_good_r) and {whole} then {condition} else false end"


def _tail(side: str) -> str:
    return f"substr(number_{side}, length(number_{side}) - {TAIL - 1})"


def _digit(side: str, place: int) -> str:
    return f"substr(number_{side}, {place}, 1)"


def _differing() -> str:
    places = range(1, NUMBER_LENGTH + 1)
    return " + ".join(f"({_digit('l', i)} <> {_digit('r', i)})::int" for i in places)


def _one_digit() -> str:
    return f"(length(number_l) = length(number_r) and length(number_l) >= 15 and {_differing()} = 1)"


def _adjacent_swap() -> str:
    swaps = " or ".join(
        f"({_digit('l', i)} = {_digit('r', i + 1)} and {_digit('l', i + 1)} = {_digit('r', i)}"
        f" and {_digit('l', i)} <> {_digit('r', i)})"
        for i in range(1, NUMBER_LENGTH)
    )
    return f"(length(number_l) = length(number_r) and length(number_l) >= 15 and {_differing()} = 2 and ({swaps}))"


def _digit_lost() -> str:
    return f"({_one_longer('l', 'r')} or {_one_longer('r', 'l')})"


def _one_longer(long: str, short: str) -> str:
    rests = " or ".join(
        f"(substr(number_{long}, 1, {i}) = substr(number_{short}, 1, {i})"
        f" and substr(number_{long}, {i + 2}) = substr(number_{short}, {i + 1}))"
        for i in range(NUMBER_LENGTH)
    )
    return f"(length(number_{long}) = length(number_{short}) + 1 and length(number_{short}) >= 15 and ({rests}))"
